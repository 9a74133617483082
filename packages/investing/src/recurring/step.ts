// What there is to do for a recurring buy at a moment, and what it is like after that. A number only rises, and each is bought,
// skipped or said not to be bought once:
//
//   next ── announced ── began ── bought or not bought ──► the next number
//     │         └──── skipped by its person ────────────►
//     └── over before it was bought ── missed ──────────►
//
// Whoever was away for long finds at most one that is not over. It is announced before it is bought, however late that is.
import { assert, DAY_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { NotBought, PausedBy, RecurringBuy } from '@diboas/orchestration';
import { buyAtOf, dayOfOccurrence, timesOfOccurrence } from './schedule.ts';

/** What is to be done now. */
export type RecurringStep =
  /** Nothing, until its owner says otherwise. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'wait'; readonly until: Instant }
  /** All numbers up to this one, and with it, are over without having been bought. */
  | { readonly kind: 'miss'; readonly through: number }
  | { readonly kind: 'announce'; readonly buyAt: Instant }
  | { readonly kind: 'buy' };

/** How soon what could not be bought is tried again, and how long. */
const AGAIN_MS = 15 * MINUTE_MS;
const TRIED_FOR_MS = DAY_MS;

export function recurringStep(rule: RecurringBuy, now: Instant): RecurringStep {
  if (rule.state !== 'active') return { kind: 'rest' };
  const over = lastOver(rule, now);
  if (over !== null) return { kind: 'miss', through: over };
  const times = timesOfOccurrence(rule.schedule, rule.next);
  if (rule.announced !== null) {
    const { buyAt } = rule.announced;
    return now < buyAt ? { kind: 'wait', until: buyAt } : { kind: 'buy' };
  }
  if (now < times.announceAt) return { kind: 'wait', until: times.announceAt };
  const buyAt = buyAtOf(times, now);
  return buyAt < times.endsAt ? { kind: 'announce', buyAt } : { kind: 'miss', through: rule.next };
}

/** The last of those from the next one on that is over; null where none is. */
function lastOver({ schedule, next }: RecurringBuy, now: Instant): number | null {
  let over: number | null = null;
  for (let number = next; now >= timesOfOccurrence(schedule, number).endsAt; number += 1) over = number;
  return over;
}

/** When one that could not be bought now is tried again; null where it is not any more. */
export function triedAgainAt(rule: RecurringBuy, now: Instant): Instant | null {
  assert(rule.announced, 'what is tried was announced', { id: rule.id });
  const [again, last] = [now + AGAIN_MS, rule.announced.buyAt + TRIED_FOR_MS];
  return again < Math.min(last, timesOfOccurrence(rule.schedule, rule.next).endsAt) ? again : null;
}

export function afterAnnounced(rule: RecurringBuy, buyAt: Instant, now: Instant): RecurringBuy {
  return settled({ ...rule, announced: { at: now, buyAt } }, now);
}

/** It begins to be bought: whoever pauses it from then on pauses the ones after it. */
export function afterBegun(rule: RecurringBuy, now: Instant): RecurringBuy {
  return { ...rule, beganAt: rule.beganAt ?? now, changedAt: now };
}

/** The next one was bought, or skipped. */
export function afterOccurrence(rule: RecurringBuy, end: 'bought' | 'skipped', now: Instant): RecurringBuy {
  return goneOn(rule, { through: rule.next, end, now });
}

/** The next ones, up to `through`, were not bought. Those that pause it leave it so. */
export function afterNotBought(
  rule: RecurringBuy,
  { through, why, now }: { readonly through: number; readonly why: NotBought; readonly now: Instant },
): RecurringBuy {
  const after = goneOn(rule, { through, end: why, now });
  const pausedBy = pausedByOf(why);
  return pausedBy === null || rule.state !== 'active'
    ? after
    : settled({ ...after, state: 'paused', pausedBy }, now);
}

/** Whether a recurring buy goes on after that. */
export function pausedByOf(why: NotBought): PausedBy | null {
  return why === 'money_short' || why === 'not_allowed' ? why : null;
}

function goneOn(
  rule: RecurringBuy,
  {
    through,
    end,
    now,
  }: { readonly through: number; readonly end: 'bought' | 'skipped' | NotBought; readonly now: Instant },
): RecurringBuy {
  assert(through >= rule.next, 'a number only rises', { id: rule.id, through });
  const last = { number: through, on: dayOfOccurrence(rule.schedule, through), end };
  return settled({ ...rule, last, next: through + 1, announced: null, beganAt: null }, now);
}

/** With the time of its next look. */
export function settled(rule: RecurringBuy, now: Instant): RecurringBuy {
  const step = recurringStep(rule, now);
  const dueAt = step.kind === 'rest' ? null : step.kind === 'wait' ? step.until : now;
  return { ...rule, changedAt: now, dueAt };
}
