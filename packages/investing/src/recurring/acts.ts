// What the owner of a recurring buy does to it. Said twice, each comes to the same.
import { addDays, type CalendarDay } from '@diboas/calendars';
import { accept, type Instant, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { BuyConsent, BuyEvery, BuySchedule, RecurringBuy } from '@diboas/orchestration';
import { dayInZone, dayOfOccurrence, timesOfOccurrence } from './schedule.ts';
import { afterOccurrence, settled } from './step.ts';

export type RecurringAct =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'end' }
  /** The occurrence of this number is left out. */
  | { readonly kind: 'skip'; readonly number: number }
  /** From the next one on it goes by what was agreed to now. */
  | {
      readonly kind: 'change';
      readonly consent: BuyConsent;
      readonly every: BuyEvery;
      /** The day of the next one; null for the one that it is anyway. */
      readonly nextOn: CalendarDay | null;
    };

/** `ended`: it has, and nothing is done to it any more. `too_late`: the occurrence is being bought. */
export type ActRefused = 'ended' | 'too_late' | 'day_wrong';

/** How far ahead the next day may be chosen. */
const DAYS_AHEAD = { least: 2, most: 62 } as const;

/** What becomes of it by an act; the same one where the act changes nothing. */
export function actOnRecurring(
  rule: RecurringBuy,
  act: RecurringAct,
  now: Instant,
): Outcome<RecurringBuy, ActRefused> {
  if (rule.state === 'ended' || rule.state === 'offered')
    return act.kind === 'end' ? accept(rule) : refuse('ended');
  switch (act.kind) {
    case 'pause':
      return accept(rule.state === 'paused' ? rule : pause(rule, now));
    case 'resume':
      return accept(rule.state === 'active' ? rule : resume(rule, now));
    case 'end':
      return accept(settled({ ...rule, state: 'ended', pausedBy: null }, now));
    case 'skip':
      return skip(rule, act.number, now);
    case 'change':
      return change(rule, act, now);
    default:
      return unreachable(act);
  }
}

function pause(rule: RecurringBuy, now: Instant): RecurringBuy {
  return settled({ ...rule, state: 'paused', pausedBy: 'person' }, now);
}

/** It goes on with the first one that can still be announced in time; those that fell into the pause are left out in silence. */
function resume(rule: RecurringBuy, now: Instant): RecurringBuy {
  let { next } = rule;
  // One that began to be bought may have been.
  if (rule.beganAt !== null) next += 1;
  while (timesOfOccurrence(rule.schedule, next).announceAt <= now) next += 1;
  const afresh = { next, announced: null, beganAt: null };
  return settled({ ...rule, ...afresh, state: 'active', pausedBy: null }, now);
}

function skip(rule: RecurringBuy, number: number, now: Instant): Outcome<RecurringBuy, ActRefused> {
  // It is over already, or not yet there: of two who say so at once the second changes nothing.
  if (number !== rule.next) return accept(rule);
  return rule.beganAt === null ? accept(afterOccurrence(rule, 'skipped', now)) : refuse('too_late');
}

function change(
  rule: RecurringBuy,
  { consent, every, nextOn }: Extract<RecurringAct, { kind: 'change' }>,
  now: Instant,
): Outcome<RecurringBuy, ActRefused> {
  if (rule.beganAt !== null) return refuse('too_late');
  if (nextOn !== null && !isAhead(rule, nextOn, now)) return refuse('day_wrong');
  const schedule = movedTo(rule, every, nextOn);
  // What was announced was of other figures.
  return accept(settled({ ...rule, consent, schedule, announced: null }, now));
}

/** Where nothing of it is moved, a 31st stays one. */
function movedTo({ schedule, next }: RecurringBuy, every: BuyEvery, nextOn: CalendarDay | null): BuySchedule {
  if (nextOn === null && every === schedule.every) return schedule;
  const anchorOn = nextOn ?? dayOfOccurrence(schedule, next);
  return { ...schedule, every, anchorOn, anchorNumber: next };
}

function isAhead({ schedule }: RecurringBuy, day: CalendarDay, now: Instant): boolean {
  const [first, last] = [DAYS_AHEAD.least, DAYS_AHEAD.most].map((days) =>
    addDays(dayInZone(schedule, now), days),
  );
  return first !== undefined && last !== undefined && day >= first && day <= last;
}
