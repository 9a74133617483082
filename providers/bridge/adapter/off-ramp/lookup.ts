import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import type { BridgeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type BridgeWallet, TRANSFERS_PATH } from './payout.ts';
import { observeTransfer, ourReference } from './transfer.ts';

/** Bridge stamps transfers with its own clock, which may be behind ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/** The largest page that Bridge gives. */
const PAGE_SIZE = 100;

/** A list that never ends is a fault of the provider, and says nothing about our order. */
const PAGES_MAX = 1_000;

const pageSchema = z.object({
  data: z.array(
    z.looseObject({
      id: z.string().min(1),
      client_reference_id: z.string().nullish(),
      created_at: z.iso.datetime({ offset: true }),
    }),
  ),
});

/**
 * Asks Bridge about an attempt. By the transfer's id when we have it. Otherwise by reading every transfer made since the
 * attempt began and finding ours by our reference: Bridge documents no way to ask for it.
 */
export async function lookUpTransfer(
  connection: BridgeConnection,
  lookup: Lookup,
  { wallet, now }: { wallet: BridgeWallet; now: () => Instant },
): Promise<LookupAnswer> {
  try {
    if (lookup.reference === null) return await searchTransfers(connection, lookup, wallet);
    const body = await connection.get(`${TRANSFERS_PATH}/${encodeURIComponent(lookup.reference)}`);
    return answerOf(body, lookup, wallet);
  } catch (error) {
    // Also when Bridge denies an id that it gave us itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

/** Newest first, so that the first one older than the attempt is the last to be read. */
async function searchTransfers(
  connection: BridgeConnection,
  lookup: Lookup,
  wallet: BridgeWallet,
): Promise<LookupAnswer> {
  const since = lookup.startedAt - CLOCK_SKEW_MS;
  const reference = ourReference(lookup);
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const body = await connection.get(TRANSFERS_PATH, {
      limit: String(PAGE_SIZE),
      ...(cursor === null ? {} : { starting_after: cursor }),
    });
    const list = pageSchema.safeParse(body);
    if (!list.success) return { kind: 'unknown', detail: 'the list of transfers could not be read' };
    const { data } = list.data;
    const [ours, ...more] = data.filter((one) => one.client_reference_id === reference);
    if (more.length > 0) return { kind: 'unknown', detail: `more than one transfer of ${reference}` };
    if (ours) return answerOf(ours, lookup, wallet);
    const last = data.at(-1);
    if (!last || data.length < PAGE_SIZE || Date.parse(last.created_at) < since) return { kind: 'not_found' };
    if (last.id === cursor) break;
    cursor = last.id;
  }
  return { kind: 'unknown', detail: 'the list of transfers did not come to an end' };
}

function answerOf(body: unknown, lookup: Lookup, wallet: BridgeWallet): LookupAnswer {
  const observation = observeTransfer(body, { reference: ourReference(lookup), wallet });
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal, isAnswered: true };
  return { kind: 'found', observation: observation.value };
}
