import { timesOfOccurrence } from '@diboas/investing';
import { assert, formatInstant } from '@diboas/kernel';
import type { RecurringBuy } from '@diboas/orchestration';
import { coin, type RecurringBuyView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';

export function showRecurring(rule: RecurringBuy): RecurringBuyView {
  const { id, consent, schedule, state, pausedBy, last, createdAt } = rule;
  assert(state !== 'offered', 'what nobody agreed to is on no list', { id });
  return {
    ...{ id, coin: coin.parse(consent.coin), state, pausedBy, every: schedule.every, zone: schedule.zone },
    ...{ amount: showMoney(consent.amount), totalMax: showMoney(consent.totalMax) },
    ...{ toleranceBps: consent.toleranceBps, next: state === 'active' ? showNext(rule) : null },
    ...{ last: last && { on: last.on, end: last.end }, createdAt: formatInstant(createdAt) },
  };
}

function showNext({ schedule, next: number, announced, beganAt }: RecurringBuy): RecurringBuyView['next'] {
  const { on, at } = timesOfOccurrence(schedule, number);
  const buyAt = announced?.buyAt ?? at;
  return { number, on, at: formatInstant(buyAt), announced: announced !== null, buying: beganAt !== null };
}
