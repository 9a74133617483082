import { addDays, daysBetween } from '@diboas/calendars';
import { type DayScope, pointOfDay } from '../days/day-row.ts';
import type { DaySeries } from '../days/day-series.ts';
import type { ReturnSpan } from '../returns/period.ts';
import { type ChartPoint, reducePoints } from './reduce-points.ts';

/**
 * What a scope was worth at the end of each day of a span, as at most so many points: `x` is days after the first of it. Days that
 * were not written, and values that nobody knew, break the line.
 */
export function chartPointsOf(
  series: DaySeries,
  scope: DayScope,
  { span, most }: { readonly span: ReturnSpan; readonly most: number },
): ChartPoint[] {
  const values = new Map(series.days.map((row) => [row.day, pointOfDay(row, scope).value]));
  const count = daysBetween(span.from, span.to) + 1;
  const points = Array.from({ length: Math.max(0, count) }, (_, x) => {
    return { x, y: values.get(addDays(span.from, x)) ?? null };
  });
  return reducePoints(points, most);
}
