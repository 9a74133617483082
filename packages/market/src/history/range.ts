// What a chart shows of the past: points of one source, and what is missing between them.
import { type Asset, DAY_MS, HOUR_MS, type Instant } from '@diboas/kernel';
import type { TradingPair } from '../book/order-book.ts';
import type { Fraction } from '../price/fraction.ts';
import { type Candle, GRANULARITY_MS, type Granularity, type History, type Hole, holesOf } from './candle.ts';

export const HISTORY_RANGES = ['1D', '1W', '1M', '1Y', 'ALL'] as const;

export type HistoryRange = (typeof HISTORY_RANGES)[number];

/** How far back a range goes, and by which intervals it is drawn. */
export interface RangeShape {
  readonly granularity: Granularity;
  readonly spanMs: number;
  /** One point stands for so many intervals. */
  readonly everyIntervals: number;
}

/** What is called all: as far as the past is fetched. */
const ALL_MS = 5 * 365 * DAY_MS;

export const RANGE_SHAPES: Readonly<Record<HistoryRange, RangeShape>> = {
  '1D': { granularity: 'fifteen_minutes', spanMs: DAY_MS, everyIntervals: 1 },
  '1W': { granularity: 'one_hour', spanMs: 7 * DAY_MS, everyIntervals: 1 },
  '1M': { granularity: 'one_day', spanMs: 31 * DAY_MS, everyIntervals: 1 },
  '1Y': { granularity: 'one_day', spanMs: 366 * DAY_MS, everyIntervals: 1 },
  ALL: { granularity: 'one_day', spanMs: ALL_MS, everyIntervals: 7 },
};

/** What the past is drawn in: what coins are paid in at the venues that tell it. */
export const HISTORY_QUOTE = 'USDC' as const satisfies Asset;

/** What has charts: what is traded at the venues that tell its past. */
export const CHARTED_ASSETS = ['BTC', 'ETH', 'SOL', 'SUI'] as const satisfies readonly Asset[];

/** How far back each granularity is fetched: as far as a range goes, and somewhat further, so that no edge is missing. */
export const FETCHED_MS = {
  fifteen_minutes: DAY_MS + 2 * HOUR_MS,
  one_hour: 8 * DAY_MS,
  one_day: ALL_MS,
} as const satisfies Partial<Record<Granularity, number>>;

/** The granularities that are fetched. */
export type FetchedGranularity = keyof typeof FETCHED_MS;

/** What something cost at a time. */
export interface PricePoint {
  readonly at: Instant;
  readonly price: Fraction;
}

/** The past as a chart has it. */
export interface Chart {
  readonly source: string;
  /** The oldest first: what the last trade of each interval was done at, and of the one that runs, what is known so far. */
  readonly points: readonly [PricePoint, ...PricePoint[]];
  /** Times of which the source has told nothing. */
  readonly gaps: readonly Hole[];
  /** How far apart points are where nothing is missing. */
  readonly everyMs: number;
}

/** The stretch of a range, from an interval's beginning on. */
export function rangeStretch(pair: TradingPair, range: HistoryRange, now: Instant) {
  const { granularity, spanMs } = RANGE_SHAPES[range];
  const everyMs = GRANULARITY_MS[granularity];
  return { pair, granularity, from: Math.ceil((now - spanMs) / everyMs) * everyMs, to: now };
}

/**
 * The chart of a range, from the source that told most of it; of two that told as much, the one that is named first. Null where
 * none told anything: nothing is made up, and what lies between two sources' prices would look like a move.
 */
export function chartOf(
  histories: readonly History[],
  { range, from, now }: { readonly range: HistoryRange; readonly from: Instant; readonly now: Instant },
): Chart | null {
  const fullest = histories.reduce<History | null>(
    (best, one) => (best !== null && best.candles.length >= one.candles.length ? best : one),
    null,
  );
  if (fullest === null) return null;
  const { everyIntervals, granularity } = RANGE_SHAPES[range];
  const everyMs = GRANULARITY_MS[granularity];
  const [first, ...others] = thinned(fullest.candles, everyIntervals).map((one) => pointOf(one, everyMs));
  if (first === undefined) return null;
  const gaps = gapsOf(fullest, { range, from, now });
  return { source: fullest.source, points: [first, ...others], gaps, everyMs: everyMs * everyIntervals };
}

/** Every so many candles, counted from the last: what is newest is always there. */
function thinned(candles: readonly Candle[], every: number): readonly Candle[] {
  return candles.filter((_, index) => (candles.length - 1 - index) % every === 0);
}

/** An interval's last price is of its end, and of the one that runs of when it was told. */
function pointOf({ start, close, at }: Candle, everyMs: number): PricePoint {
  return { at: Math.min(start + everyMs, at), price: close };
}

/**
 * Between candles; before the first, but where a range goes as far back as there is anything; and after the last, where the
 * interval after it is over as well.
 */
function gapsOf(
  history: History,
  { range, from, now }: { readonly range: HistoryRange; readonly from: Instant; readonly now: Instant },
): Hole[] {
  const everyMs = GRANULARITY_MS[history.granularity];
  const [first, last] = [history.candles[0], history.candles.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = range !== 'ALL' && first.start > from ? [{ from, until: first.start }] : [];
  const ended = Math.min(last.start + everyMs, last.at);
  const after = now - ended > 2 * everyMs ? [{ from: ended, until: now }] : [];
  return [...before, ...holesOf(history), ...after];
}
