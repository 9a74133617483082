import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import type { PayoutConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { observePayment, type PaymentContext } from './payment.ts';
import { PAYMENTS_PATH } from './payout.ts';

/** Stripe stamps payments with its own clock, which may be behind ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * Lists of API v2 are consistent eventually, and Stripe says no figure ("API v2 overview"). A payment that is not in one may
 * have been made all the same; after so long it is taken for one that was not. The key is good for much longer.
 */
export const LIST_LAG_MS = 5 * MINUTE_MS;

/** The largest page that Stripe gives. */
const PAGE_SIZE = 100;

/** A list that never ends is a fault of the provider, and says nothing about our order. */
const PAGES_MAX = 1_000;

const pageSchema = z.object({
  data: z.array(
    z.looseObject({
      id: z.string().min(1),
      created: z.iso.datetime({ offset: true }),
      metadata: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
  next_page_url: z.string().nullish(),
});

type Context = PaymentContext & { readonly now: () => Instant };

/**
 * Asks Stripe about an attempt. By the payment's id when we have it. Otherwise by reading every payment made since the
 * attempt began and finding ours by its metadata: a list can be asked by recipient, status and time, and a key is no address.
 */
export async function lookUpPayment(
  connection: PayoutConnection,
  lookup: Lookup,
  context: Context,
): Promise<LookupAnswer> {
  try {
    if (lookup.reference === null) return await searchPayments(connection, lookup, context);
    const body = await connection.get(`${PAYMENTS_PATH}/${encodeURIComponent(lookup.reference)}`);
    return answerOf(body, lookup, context);
  } catch (error) {
    // Also when Stripe denies an id that it gave us itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: sortFault(error, context.now()).detail };
  }
}

/** Newest first, so that the first one older than the attempt is the last to be read. */
async function searchPayments(
  connection: PayoutConnection,
  lookup: Lookup,
  context: Context,
): Promise<LookupAnswer> {
  const since = lookup.startedAt - CLOCK_SKEW_MS;
  let page: string | null = null;
  for (let read = 0; read < PAGES_MAX; read += 1) {
    const body = await connection.get(PAYMENTS_PATH, {
      limit: String(PAGE_SIZE),
      ...(page === null ? {} : { page }),
    });
    const list = pageSchema.safeParse(body);
    if (!list.success) return { kind: 'unknown', detail: 'the list of payments could not be read' };
    const { data, next_page_url: next } = list.data;
    const [ours, ...more] = data.filter((one) => one.metadata?.diboas_attempt_id === lookup.attemptId);
    if (more.length > 0) return { kind: 'unknown', detail: `more than one payment of ${lookup.attemptId}` };
    if (ours) return answerOf(ours, lookup, context);
    const last = data.at(-1);
    if (!last || !next || Date.parse(last.created) < since) return absent(lookup, context);
    const following = pageIn(next);
    if (following === null || following === page) break;
    page = following;
  }
  return { kind: 'unknown', detail: 'the list of payments did not come to an end' };
}

function absent({ startedAt }: Lookup, { now }: Context): LookupAnswer {
  if (now() - startedAt >= LIST_LAG_MS) return { kind: 'not_found' };
  return { kind: 'unknown', detail: 'it is not in the list of payments, which may not have it yet' };
}

/** The token of the next page. Of its address nothing else is used: where we call is ours to say. */
function pageIn(url: string): string | null {
  const address = URL.parse(url, 'https://api.stripe.com');
  return address?.pathname === PAYMENTS_PATH ? (address.searchParams.get('page') ?? null) : null;
}

function answerOf(body: unknown, { attemptId }: Lookup, context: Context): LookupAnswer {
  const observation = observePayment(body, { ...context, attemptId });
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal, isAnswered: true };
  return { kind: 'found', observation: observation.value };
}
