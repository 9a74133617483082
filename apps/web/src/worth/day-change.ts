import { DAY_MS, MINUTE_MS } from '@diboas/kernel';
import { compareFractions, divide, inBasisPoints, parseFraction, subtractFractions } from '@diboas/market';
import type { AssetHistoryView } from '@diboas/protocol';

/** By how much something costs more or less than a day ago, in basis points to the nearest ten: the tenth of a percent. */
export interface DayChange {
  readonly way: 'up' | 'down' | 'same';
  readonly bps: number;
}

/** How far a point may be from a day before the last one. */
const APART_MAX_MS = 30 * MINUTE_MS;

/** Null where nothing is known of a day ago, or of now: a change over another time would be another figure. */
export function dayChangeOf({ points, asOf }: AssetHistoryView): DayChange | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const [from, to] = [Date.parse(first.at), Date.parse(last.at)];
  if (Math.abs(to - from - DAY_MS) > APART_MAX_MS || Date.parse(asOf) - to > APART_MAX_MS) return null;
  const [before, now] = [parseFraction(first.price), parseFraction(last.price)];
  if (!before || !now) return null;
  const isUp = compareFractions(now, before) > 0;
  const by = isUp ? subtractFractions(now, before) : subtractFractions(before, now);
  const bps = Math.round(Number(inBasisPoints(divide(by, before), 'half_up')) / 10) * 10;
  return { way: bps === 0 ? 'same' : isUp ? 'up' : 'down', bps };
}
