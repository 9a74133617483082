import { addDays, type CalendarDay } from '@diboas/calendars';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type DayPoint, type DayScope, pointOfDay } from '../days/day-row.ts';
import { beginningOf, type DaySeries } from '../days/day-series.ts';
import type { ReturnSpan } from './period.ts';

/**
 * Why a return is not known. `no_days`: no day was written. `too_short`: what is known begins within the span, or the span has no
 * day. `gap`: a day of it was not written, the last one among others. `value_unknown`, `flow_unknown`: nobody knew a price that
 * it takes. `nothing_held`: there was nothing all the time. `value_from_nothing`: out of nothing, and without anything coming in,
 * something was there. `value_below_zero`: more was owed than held.
 */
export type NoReturn =
  | 'no_days'
  | 'too_short'
  | 'gap'
  | 'value_unknown'
  | 'flow_unknown'
  | 'nothing_held'
  | 'value_from_nothing'
  | 'value_below_zero';

/** What there was as a span began, and every day of it. */
export interface Stretch {
  readonly from: CalendarDay;
  readonly opening: bigint;
  readonly days: readonly DayPoint[];
}

/** All days of a span, none missing. */
export function stretchOf(
  series: DaySeries,
  scope: DayScope,
  span: ReturnSpan | null,
): Outcome<Stretch, NoReturn> {
  const beginning = beginningOf(series);
  if (beginning === null || span === null) return refuse('no_days');
  const { from, to } = span;
  if (from < beginning || to <= from) return refuse('too_short');
  const points = new Map(series.days.map((row) => [row.day, pointOfDay(row, scope)]));
  const isNothing = from === beginning && series.before === 'nothing';
  const opening = isNothing ? 0n : points.get(from)?.value;
  if (opening === undefined) return refuse('gap');
  if (opening === null) return refuse('value_unknown');
  const days: DayPoint[] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const point = points.get(day);
    if (point === undefined) return refuse('gap');
    days.push(point);
  }
  return accept({ from, opening, days });
}
