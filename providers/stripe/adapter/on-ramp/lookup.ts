import { type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import type { StripeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { observeAttempt } from './session.ts';
import { SESSIONS_PATH } from './submit.ts';

/** Stripe stamps sessions with its own clock, which may be behind ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/** The largest page that Stripe gives. */
const PAGE_SIZE = 100;

/** A list that never ends is a fault of the provider, and says nothing about our order. */
const PAGES_MAX = 1_000;

const pageSchema = z.object({
  has_more: z.boolean(),
  data: z.array(
    z.looseObject({ id: z.string().min(1), metadata: z.record(z.string(), z.unknown()).nullish() }),
  ),
});

/**
 * Asks Stripe about an attempt. By the session's id when we have it. Otherwise by reading every session made since
 * the attempt began and finding ours by its metadata: Stripe cannot search for it, and a key is no address.
 */
export async function lookUpSession(
  connection: StripeConnection,
  lookup: Lookup,
  now: () => Instant,
): Promise<LookupAnswer> {
  try {
    if (lookup.reference === null) return await searchSessions(connection, lookup);
    const body = await connection.get(`${SESSIONS_PATH}/${encodeURIComponent(lookup.reference)}`);
    return answerOf(body, lookup);
  } catch (error) {
    // Also when Stripe denies an id that it gave us itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

/** `not_found` only after the last page: a session on a page we did not read would be made a second time. */
async function searchSessions(connection: StripeConnection, lookup: Lookup): Promise<LookupAnswer> {
  const since = Math.floor((lookup.startedAt - CLOCK_SKEW_MS) / SECOND_MS);
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const body = await connection.get(SESSIONS_PATH, {
      limit: String(PAGE_SIZE),
      'created[gte]': String(Math.max(0, since)),
      ...(cursor === null ? {} : { starting_after: cursor }),
    });
    const list = pageSchema.safeParse(body);
    if (!list.success) return { kind: 'unknown', detail: 'the list of sessions could not be read' };
    const ours = list.data.data.find((one) => one.metadata?.diboas_attempt_id === lookup.attemptId);
    if (ours) return answerOf(ours, lookup);
    if (!list.data.has_more) return { kind: 'not_found' };
    const next = list.data.data.at(-1)?.id;
    if (next === undefined || next === cursor) break;
    cursor = next;
  }
  return { kind: 'unknown', detail: 'the list of sessions did not come to an end' };
}

function answerOf(body: unknown, lookup: Lookup): LookupAnswer {
  const observation = observeAttempt(body, lookup.attemptId);
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal.detail, isAnswered: true };
  return { kind: 'found', observation: observation.value };
}
