import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { DayScope } from '../days/day-row.ts';
import type { DaySeries } from '../days/day-series.ts';
import type { ReturnSpan } from './period.ts';
import { type NoReturn, stretchOf } from './stretch.ts';

/** By how much a scope is worth more at the end of a span than as it began, without what came in and went out meanwhile. */
export function changeOf(
  series: DaySeries,
  scope: DayScope,
  span: ReturnSpan | null,
): Outcome<bigint, NoReturn> {
  const stretch = stretchOf(series, scope, span);
  if (!stretch.ok) return stretch;
  const { opening, days } = stretch.value;
  const value = days.at(-1)?.value ?? null;
  if (value === null) return refuse('value_unknown');
  let crossed = 0n;
  for (const { cameIn, wentOut } of days) {
    if (cameIn === null || wentOut === null) return refuse('flow_unknown');
    crossed += wentOut - cameIn;
  }
  return accept(value - opening + crossed);
}
