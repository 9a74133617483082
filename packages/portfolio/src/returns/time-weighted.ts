import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { DayScope } from '../days/day-row.ts';
import type { DaySeries } from '../days/day-series.ts';
import { chain, type Growth, growthFrom, NO_GROWTH } from '../exact/growth.ts';
import type { ReturnSpan } from './period.ts';
import { type NoReturn, type Stretch, stretchOf } from './stretch.ts';

/**
 * The time-weighted return of a span: what one unit of the currency became that was there all the time, whatever came and
 * went meanwhile. Exact, for the whole span and not by the year.
 *
 * The span is cut at each day with a flow, and the growth of its pieces is chained: valued at each flow, sub-periods linked
 * geometrically (CFA Institute, GIPS Standards for Firms, 2020, section 2). What comes in on a day is there from its morning on, what
 * goes out is there until its evening: value and what went out, by the value of the evening before and what came in. So who comes
 * in first has a return from that day on, and who takes all out has one to that day. While nothing is held, nothing grows.
 */
export function timeWeightedReturn(
  series: DaySeries,
  scope: DayScope,
  span: ReturnSpan | null,
): Outcome<Growth, NoReturn> {
  const stretch = stretchOf(series, scope, span);
  return stretch.ok ? growthOf(stretch.value) : stretch;
}

/** From what to what something grew, without a flow within. */
interface Piece {
  readonly start: bigint;
  readonly end: bigint;
}

function growthOf(stretch: Stretch): Outcome<Growth, NoReturn> {
  const pieces = piecesOf(stretch);
  if (!pieces.ok) return pieces;
  const held = pieces.value.filter(({ start, end }) => start !== 0n || end !== 0n);
  if (held.some(({ start, end }) => start < 0n || end < 0n)) return refuse('value_below_zero');
  if (held.some(({ start }) => start === 0n)) return refuse('value_from_nothing');
  if (held.length === 0) return refuse('nothing_held');
  return accept(held.map(({ start, end }) => growthFrom(start, end)).reduce(chain, NO_GROWTH));
}

/** Only values beside a flow count: of a day on which nothing moved it does not matter whether its price was known. */
function piecesOf({ opening, days }: Stretch): Outcome<Piece[], NoReturn> {
  const pieces: Piece[] = [];
  let start = opening;
  let last: bigint | null = opening;
  for (const { value, cameIn, wentOut } of days) {
    if (cameIn === null || wentOut === null) return refuse('flow_unknown');
    if (cameIn !== 0n || wentOut !== 0n) {
      if (last === null || value === null) return refuse('value_unknown');
      pieces.push({ start, end: last }, { start: last + cameIn, end: value + wentOut });
      start = value;
    }
    last = value;
  }
  if (last === null) return refuse('value_unknown');
  return accept([...pieces, { start, end: last }]);
}
