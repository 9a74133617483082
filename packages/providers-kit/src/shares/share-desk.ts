import { accept, refuse, SECOND_MS } from '@diboas/kernel';
import type { CancelAnswer, Lookup, LookupAnswer } from '@diboas/orchestration';
import type { DeskOf } from '../manifest/desk.ts';
import { observeShare } from './observe-share.ts';
import { quoteShares } from './quote-shares.ts';
import { submitShares } from './submit-shares.ts';
import type { ShareVenue } from './venue.ts';

/** What is done at once is told within seconds; what rests is looked at once a minute until the exchange closes. */
const LOOKUPS_MS = [1, 1, 2, 5, 10, 30, 60].map((seconds) => seconds * SECOND_MS);

/** The desk of a venue that trades shares for dollars, with money of ours that lies there, and tells no news by itself. */
export function createShareDesk(venue: ShareVenue): DeskOf<'exchange'> {
  return {
    paysFromFloat: true,
    pace: { lookupsMs: LOOKUPS_MS },
    quote: (request) => quoteShares(venue, request),
    submit: (submission) => submitShares(venue, submission),
    lookup: (lookup) => lookUp(venue, lookup),
    cancel: (lookup) => cancel(venue, lookup),
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async session() {
      const told = await venue.session().catch(() => null);
      return told === null ? refuse('unavailable') : accept(told);
    },
    async holdings() {
      // Whatever went wrong: nobody says what lies there, and nobody takes that for nothing.
      const held = await venue.holdings().catch(() => null);
      return held === null ? refuse('unavailable') : accept(held);
    },
  };
}

/** By the venue's own name of the order where we have it, and else by ours. */
async function lookUp(venue: ShareVenue, { attemptId, reference, startedAt }: Lookup): Promise<LookupAnswer> {
  try {
    const read = reference === null ? await venue.named(attemptId) : await venue.order(reference);
    if (read === 'nowhere')
      return venue.now() < startedAt + venue.listLagMs
        ? { kind: 'unknown', detail: 'not listed, and it may be on its way' }
        : { kind: 'not_found' };
    if (!read.ok) return { kind: 'unknown', detail: read.refusal, isAnswered: true };
    if (read.value.key !== attemptId)
      return { kind: 'unknown', detail: 'the order is another one of ours', isAnswered: true };
    const seen = observeShare(read.value, venue);
    return seen.ok
      ? { kind: 'found', observation: seen.value }
      : { kind: 'unknown', detail: seen.refusal, isAnswered: true };
  } catch (error) {
    // Also when it denies an order that it named itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: venue.sortFault(error).detail };
  }
}

/** That a cancel is queued is no cancel: what was filled before it got through is filled, and only the order itself says which. */
async function cancel(venue: ShareVenue, lookup: Lookup): Promise<CancelAnswer> {
  const before = await lookUp(venue, lookup);
  if (before.kind !== 'found') {
    const detail = before.kind === 'unknown' ? before.detail : 'there is no order that it is the name of';
    return { kind: 'unknown', detail };
  }
  const { reference, stage, end } = before.observation;
  if (stage === 'ended') return { kind: end === 'cancelled' ? 'asked' : 'too_late' };
  try {
    if (reference !== null && (await venue.stop(reference)) === 'asked') return { kind: 'asked' };
  } catch (error) {
    return { kind: 'unknown', detail: venue.sortFault(error).detail };
  }
  const after = await lookUp(venue, lookup);
  const hasEnded = after.kind === 'found' && after.observation.stage === 'ended';
  if (hasEnded) return { kind: after.observation.end === 'cancelled' ? 'asked' : 'too_late' };
  return { kind: 'unknown', detail: 'it could not be stopped, and has not ended', isAnswered: true };
}
