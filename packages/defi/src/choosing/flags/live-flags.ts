// What there is to be told of a strategy just now, by figures and thresholds of ours. A flag is a fact with its figure: what to do about
// it stands with whoever reads it.
import { type CalendarDay, dayAt } from '@diboas/calendars';
import { DAY_MS, HOUR_MS, type Instant, scaleUnits } from '@diboas/kernel';
import type { Cross, Fraction } from '@diboas/market';
import type { StrategyFacts, YearlyRate } from '@diboas/orchestration';
import { shareBps } from '../risk/assess-risk.ts';
import { newestBefore, type StrategyDay } from '../series/strategy-day.ts';

/** Each has a sentence of its own on screens, and a cause of the same name for operators. */
export type LiveFlag =
  | { readonly code: 'paused' | 'frozen' | 'code_changed' }
  /** Of all that lies in it, so much is lent out: what is left may not be enough for whoever wants out next. */
  | { readonly code: 'nearly_all_lent'; readonly lentBps: number; readonly thresholdBps: number }
  /** It has become less since that day, by its own source. */
  | {
      readonly code: 'total_fell';
      readonly fellBps: number;
      readonly thresholdBps: number;
      readonly since: CalendarDay;
    }
  /** What should be worth a dollar is not, by so much up or down, in hundredths of a percent. */
  | {
      readonly code: 'peg_off';
      readonly offBps: number;
      readonly thresholdBps: number;
      readonly at: Instant | null;
    }
  /** Its own rate and that of the second source are apart, each with its time. */
  | { readonly code: 'rates_apart'; readonly own: YearlyRate; readonly second: YearlyRate };

export type FlagCode = LiveFlag['code'];

/** In basis points, and `ratesApart` of the larger one. */
export const FLAG_THRESHOLDS = { lent: 9_500, fell: 2_000, peg: 50, ratesApart: 1_000 } as const;

/** How soon operators look at each. */
export const FLAG_ANSWERED_WITHIN_MS: Readonly<Record<FlagCode, number>> = {
  code_changed: HOUR_MS,
  paused: 4 * HOUR_MS,
  total_fell: 4 * HOUR_MS,
  peg_off: 4 * HOUR_MS,
  frozen: DAY_MS,
  nearly_all_lent: DAY_MS,
  rates_apart: 3 * DAY_MS,
};

/** A second source's figure that is older than this is not held against what is so now. */
const COMPARED_WITHIN_MS = 2 * DAY_MS;

/** The row of yesterday, or of the day before where nobody looked yesterday. */
const FELL_WITHIN_DAYS = 2;

export interface FlaggedBy {
  /** The id of its own provider. */
  readonly source: string;
  readonly facts: StrategyFacts;
  /** What was kept of the days before, of any source. */
  readonly days: readonly StrategyDay[];
  /** What one of its asset costs in dollars; null where its asset is tied to nothing, or nobody knows. */
  readonly peg: Cross | null;
  /** What the second source told last; null where there is none. */
  readonly second: YearlyRate | null;
  readonly now: Instant;
}

/** In the order of the codes above. */
export function liveFlagsOf(by: FlaggedBy): LiveFlag[] {
  return [...ofState(by), ...ofLent(by), ...ofTotal(by), ...ofPeg(by), ...ofRates(by)];
}

function ofState({ facts: { state } }: FlaggedBy): LiveFlag[] {
  if (state === 'paused' || state === 'frozen') return [{ code: state }];
  return state === 'changed' ? [{ code: 'code_changed' }] : [];
}

/** What is free is rounded down, so that what is lent is never told as less than it is. */
function ofLent({ facts: { total, free } }: FlaggedBy): LiveFlag[] {
  const isOver = (total.units - free.units) * 10_000n > total.units * BigInt(FLAG_THRESHOLDS.lent);
  if (!isOver) return [];
  const lentBps = 10_000 - shareBps(free.units, total.units);
  return [{ code: 'nearly_all_lent', lentBps, thresholdBps: FLAG_THRESHOLDS.lent }];
}

function ofTotal({ source, facts: { total }, days, now }: FlaggedBy): LiveFlag[] {
  const before = newestBefore(days, { source, before: dayAt(now), withinDays: FELL_WITHIN_DAYS });
  if (before?.total?.asset !== total.asset || before.total.units <= 0n) return [];
  const fell = before.total.units - total.units;
  if (fell * 10_000n < before.total.units * BigInt(FLAG_THRESHOLDS.fell)) return [];
  const fellBps = shareBps(fell, before.total.units);
  return [{ code: 'total_fell', fellBps, thresholdBps: FLAG_THRESHOLDS.fell, since: before.day }];
}

function ofPeg({ peg }: FlaggedBy): LiveFlag[] {
  if (peg === null) return [];
  const offBps = fromOneBps(peg.price);
  if (offBps < FLAG_THRESHOLDS.peg) return [];
  return [{ code: 'peg_off', offBps, thresholdBps: FLAG_THRESHOLDS.peg, at: peg.at }];
}

/** How far a price is from one, up or down, rounded down. */
function fromOneBps({ numerator, denominator }: Fraction): number {
  const off = numerator > denominator ? numerator - denominator : denominator - numerator;
  return Number(scaleUnits(10_000n, { numerator: off, denominator, rounding: 'down' }));
}

function ofRates({ facts: { rate: own }, second, now }: FlaggedBy): LiveFlag[] {
  if (own === null || second === null || now - second.at > COMPARED_WITHIN_MS) return [];
  const larger = Math.max(Math.abs(own.ppm), Math.abs(second.ppm));
  const isApart = Math.abs(own.ppm - second.ppm) * 10_000 > larger * FLAG_THRESHOLDS.ratesApart;
  return isApart ? [{ code: 'rates_apart', own, second }] : [];
}
