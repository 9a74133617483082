import { dayOfOccurrence } from '@diboas/investing';
import type { RecurringBuy } from '@diboas/orchestration';
import type { RepeatView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';

/** What is agreed to besides by confirming the quote that it goes with. */
export function showRepeat({ consent, schedule, next }: RecurringBuy): RepeatView {
  const nextOn = dayOfOccurrence(schedule, next);
  return { every: schedule.every, nextOn, totalMax: showMoney(consent.totalMax) };
}
