// What a pair was traded at, interval by interval. An interval in which nothing was traded has no candle at most venues, and none
// is made up here: a hole in a history is told as one.
import {
  type Asset,
  accept,
  assert,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import { compareFractions, type Fraction } from '../price/fraction.ts';

/** How long an interval is. Intervals begin in UTC. Those that venues have in common. */
export const GRANULARITY_MS = {
  one_minute: MINUTE_MS,
  five_minutes: 5 * MINUTE_MS,
  fifteen_minutes: 15 * MINUTE_MS,
  thirty_minutes: 30 * MINUTE_MS,
  one_hour: HOUR_MS,
  one_day: DAY_MS,
} as const satisfies Readonly<Record<string, number>>;

export type Granularity = keyof typeof GRANULARITY_MS;

/** What was traded in one interval. Prices are whole units of the quote for one whole unit of the base. */
export interface Candle {
  readonly start: Instant;
  readonly open: Fraction;
  readonly high: Fraction;
  readonly low: Fraction;
  readonly close: Fraction;
  /** Of the base, in its minor units. */
  readonly volume: bigint;
  /** When it was so: before the interval is over, what is told of it still changes. */
  readonly at: Instant;
}

/** Candles of one pair from one source, each interval at most once, the oldest first. */
export interface History {
  readonly base: Asset;
  readonly quote: Asset;
  readonly granularity: Granularity;
  /** Who said it: a provider's id. Those of two are not mixed: what is between their prices would look like a move. */
  readonly source: string;
  readonly candles: readonly Candle[];
}

export type CandleRefusal = 'bad_price' | 'bad_volume' | 'bad_range' | 'off_interval' | 'from_later';

/**
 * A history of candles as a venue told them, in any order. `bad_price`: one is not above zero. `bad_volume`: it is below zero.
 * `bad_range`: it opened or closed outside of its low and high. `off_interval`: it begins when no interval does. `from_later`:
 * it was told before it began.
 */
export function createHistory(told: History): Outcome<History, CandleRefusal> {
  for (const candle of told.candles) {
    const checked = checkCandle(candle, told.granularity);
    if (!checked.ok) return checked;
  }
  return accept({ ...told, candles: newestOfEach(told.candles) });
}

function checkCandle(candle: Candle, granularity: Granularity): Outcome<null, CandleRefusal> {
  const { open, high, low, close } = candle;
  const prices = [open, high, low, close];
  if (prices.some(({ numerator, denominator }) => numerator <= 0n || denominator <= 0n))
    return refuse('bad_price');
  if (candle.volume < 0n) return refuse('bad_volume');
  if (prices.some((price) => compareFractions(low, price) > 0 || compareFractions(price, high) > 0))
    return refuse('bad_range');
  if (!Number.isSafeInteger(candle.start) || candle.start % GRANULARITY_MS[granularity] !== 0)
    return refuse('off_interval');
  return candle.at < candle.start ? refuse('from_later') : accept(null);
}

/** Both histories in one: of each interval what is newest, and of what is as new what was known. */
export function mergeHistories(known: History, told: History): History {
  const nameOf = ({ base, quote, granularity, source }: History) =>
    `${base}/${quote} ${granularity} ${source}`;
  assert(nameOf(known) === nameOf(told), 'histories of one pair are merged', {
    known: nameOf(known),
    told: nameOf(told),
  });
  return { ...known, candles: newestOfEach([...known.candles, ...told.candles]) };
}

function newestOfEach(candles: readonly Candle[]): Candle[] {
  const newest = new Map<Instant, Candle>();
  for (const candle of candles) {
    const before = newest.get(candle.start);
    if (before === undefined || before.at < candle.at) newest.set(candle.start, candle);
  }
  return [...newest.values()].sort((one, other) => one.start - other.start);
}

/** Whether nothing more is told of an interval: it was over when this was said. */
export function isComplete({ start, at }: Candle, granularity: Granularity): boolean {
  return at >= start + GRANULARITY_MS[granularity];
}

/** A time of which a history says nothing. */
export interface Hole {
  readonly from: Instant;
  /** The start of the next candle. */
  readonly until: Instant;
}

/** The intervals between the first and the last candle of which there is none. */
export function holesOf({ candles, granularity }: History): Hole[] {
  return candles.flatMap(({ start }, index) => {
    const next = candles[index + 1];
    const from = start + GRANULARITY_MS[granularity];
    return next === undefined || next.start <= from ? [] : [{ from, until: next.start }];
  });
}
