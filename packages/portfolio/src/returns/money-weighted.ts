import { addDays } from '@diboas/calendars';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { DayPoint, DayScope } from '../days/day-row.ts';
import type { DaySeries } from '../days/day-series.ts';
import { type DatedAmount, type InternalRate, internalRate, type NoRate } from '../solving/internal-rate.ts';
import type { ReturnSpan } from './period.ts';
import { type NoReturn, stretchOf } from './stretch.ts';

/**
 * The money-weighted return of a span: the rate at which what was there and what came in would have become what went out and
 * is there. By the year of 365 days, and over the whole span. Moments are those of the time-weighted return: what comes in is
 * there from the morning of its day on, which is the evening before, and what goes out until its evening.
 */
export function moneyWeightedReturn(
  series: DaySeries,
  scope: DayScope,
  span: ReturnSpan | null,
): Outcome<InternalRate, NoReturn | NoRate> {
  const stretch = stretchOf(series, scope, span);
  if (!stretch.ok) return stretch;
  const { from, opening, days } = stretch.value;
  const last = days.at(-1);
  if (last === undefined || last.value === null) return refuse('value_unknown');
  if (opening < 0n || last.value < 0n) return refuse('value_below_zero');
  const moved = amountsOf(days);
  if (!moved.ok) return moved;
  const [begun, ended] = [
    { day: from, units: -opening },
    { day: last.day, units: last.value },
  ];
  const amounts = [begun, ...moved.value, ended];
  return amounts.every(({ units }) => units === 0n) ? refuse('nothing_held') : internalRate(amounts);
}

function amountsOf(days: readonly DayPoint[]): Outcome<DatedAmount[], 'flow_unknown'> {
  const amounts: DatedAmount[] = [];
  for (const { day, cameIn, wentOut } of days) {
    if (cameIn === null || wentOut === null) return refuse('flow_unknown');
    amounts.push({ day: addDays(day, -1), units: -cameIn }, { day, units: wentOut });
  }
  return accept(amounts);
}
