// M44: whether to send now or to wait for a cheaper hour, within the time that a person has given it. Pure: the same history and the
// same instant give the same answer.
import { assert, type Instant } from '@diboas/kernel';
import { percentileOf } from '../shape/fee.ts';

export interface BaseFeeHistory {
  /** Base fees of past blocks in wei, as `eth_feeHistory` tells them: best of a whole day, which has its cheap and its dear hours. */
  readonly past: readonly bigint[];
  /** That of the next block. */
  readonly next: bigint;
  /** Whether it would cost more than was agreed to at that: then it waits, however cheap that is; absent where it would not. */
  readonly isTooDear?: boolean;
}

/** How long somebody would wait. */
export interface WaitBound {
  readonly askedAt: Instant;
  /** From then on it waits no more. */
  readonly until: Instant;
  readonly now: Instant;
}

/** `below` is the base fee at which it would be sent now, and `askAt` when to look again: never after `until`. */
export type WhenToSend =
  | { readonly kind: 'now'; readonly why: 'cheap' | 'time_is_up' | 'nothing_known' }
  | { readonly kind: 'wait'; readonly below: bigint; readonly askAt: Instant };

/** At the beginning only the cheapest fifth of the past will do, and at the end what was cheaper than four fifths of it. */
const FIRST_PERCENT = 20;
const LAST_PERCENT = 80;
/** Who would save less than this is not kept waiting. */
const WORTH_PERCENT = 5n;
/** Some blocks: base fees change by an eighth in one at most (EIP-1559). Who waits for longer asks more seldom. */
const ASK_EVERY_MS = 60_000;
const ASK_TIMES = 144;

/**
 * The longer it has waited the dearer it may be, so that it is neither sent in the dearest hour nor kept for one that does not come.
 * What is sent costs at most what nodes ask then, with the bid that was agreed: waiting promises nothing.
 */
export function whenToSend(
  { past, next, isTooDear = false }: BaseFeeHistory,
  { askedAt, until, now }: WaitBound,
): WhenToSend {
  assert(askedAt <= now, 'nobody waits before they have asked', { askedAt, now });
  if (now >= until) return { kind: 'now', why: 'time_is_up' };
  const gone = (now - askedAt) / (until - askedAt);
  const below = percentileOf(past, FIRST_PERCENT + gone * (LAST_PERCENT - FIRST_PERCENT));
  if (below === null) return { kind: 'now', why: 'nothing_known' };
  if (!isTooDear && next * 100n <= below * (100n + WORTH_PERCENT)) return { kind: 'now', why: 'cheap' };
  const every = Math.max(ASK_EVERY_MS, Math.floor((until - askedAt) / ASK_TIMES));
  return { kind: 'wait', below, askAt: Math.min(now + every, until) };
}
