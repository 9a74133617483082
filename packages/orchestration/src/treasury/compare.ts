// What the books say lies with a provider, held against what the provider says. Both change while they are asked, and what is
// under way may be on either side: so the books are read before and after the provider answers, and what is held may be
// anything between the least and the most that they allow. Only what is beyond that is a difference.
import { type Instant, largerUnits, MINUTE_MS, smallerUnits } from '@diboas/kernel';
import type { FloatMoment } from './moment.ts';
import type { FloatCompared } from './watch.ts';

/** What a float was by the books just before and just after it was asked what it holds. */
export interface AroundAsking {
  readonly before: Pick<FloatMoment, 'free' | 'promised'>;
  readonly after: Pick<FloatMoment, 'free' | 'promised'>;
  /** What operators have on its way there, or away from there and booked already: it may lie there beyond the books. */
  readonly onItsWay: bigint;
}

/** How far what is held is beyond what explains it: above zero where more is held, below where less is. */
export function differenceOf(held: bigint, { before, after, onItsWay }: AroundAsking): bigint {
  // All that is promised may have left; nothing of it may have.
  const least = smallerUnits(before.free, after.free);
  const most = largerUnits(before.free + before.promised, after.free + after.promised) + onItsWay;
  if (held > most) return held - most;
  return held < least ? held - least : 0n;
}

/**
 * For how long a difference stands before anybody is asked about it. What a provider gave back lies there before it tells
 * us, and a webhook that was lost is made good by a look-up.
 */
export const STANDS_MS = 10 * MINUTE_MS;

/** What is known of a float once it was compared again. */
export function comparedAgain(
  known: FloatCompared | null,
  { held, difference, at }: Pick<FloatCompared, 'held' | 'difference' | 'at'>,
): FloatCompared {
  return { held, difference, at, differsSince: difference === 0n ? null : (known?.differsSince ?? at) };
}

/** Whether a difference has stood for longer than news takes. */
export function hasStood({ at, differsSince }: { at: Instant; differsSince: Instant | null }): boolean {
  return differsSince !== null && at - differsSince >= STANDS_MS;
}
