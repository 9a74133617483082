import { type Asset, accept, largerUnits, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { Fraction } from '../price/fraction.ts';

/**
 * What a venue takes of a pair just now. `trading`: all. `limit_only`: no order without a price. `post_only`: nothing that is
 * filled at once. `cancel_only`, `view_only`, `auction` (orders are collected, none is filled), `halted`: nothing of ours.
 * `unknown`: the venue said something that we do not know, which is no permission.
 */
export const INSTRUMENT_STATUSES = [
  'trading',
  'cancel_only',
  'limit_only',
  'post_only',
  'view_only',
  'auction',
  'halted',
  'unknown',
] as const;

export type InstrumentStatus = (typeof INSTRUMENT_STATUSES)[number];

/** How much of one asset an order may be of, in its minor units. */
export interface SizeRule {
  /** Sizes are multiples of it. One minor unit where the venue's is finer. */
  readonly increment: bigint;
  /** Zero where the venue names none: one increment is the least then. */
  readonly min: bigint;
  /** Null where the venue names none. */
  readonly max: bigint | null;
}

/** What may be ordered of a pair at a venue. The base is what is bought and sold, the quote is what its price is in. */
export interface Instrument {
  readonly base: Asset;
  readonly quote: Asset;
  readonly baseSize: SizeRule;
  readonly quoteSize: SizeRule;
  /** Prices are multiples of it: whole units of the quote for one whole unit of the base. */
  readonly priceIncrement: Fraction;
  readonly status: InstrumentStatus;
}

export type InstrumentRefusal = 'one_asset' | 'bad_increment' | 'bad_range';

/**
 * An instrument as a venue told it, if it makes sense. `one_asset`: base and quote are the same. `bad_increment`: one is not
 * above zero. `bad_range`: there is no size that it allows.
 */
export function checkInstrument(told: Instrument): Outcome<Instrument, InstrumentRefusal> {
  if (told.base === told.quote) return refuse('one_asset');
  const { numerator, denominator } = told.priceIncrement;
  const increments = [told.baseSize.increment, told.quoteSize.increment, numerator, denominator];
  if (increments.some((increment) => increment <= 0n)) return refuse('bad_increment');
  const isEmpty = ({ min, max, increment }: SizeRule) =>
    min < 0n || (max !== null && max < leastSizeOf({ min, max, increment }));
  if (isEmpty(told.baseSize) || isEmpty(told.quoteSize)) return refuse('bad_range');
  return accept(told);
}

/** What holds for amounts of an asset; null where the pair does not have it. */
export function sizeRuleOf(instrument: Instrument, asset: Asset): SizeRule | null {
  if (asset === instrument.base) return instrument.baseSize;
  return asset === instrument.quote ? instrument.quoteSize : null;
}

/** The least that can be ordered: the minimum, or the first increment above it. */
export function leastSizeOf({ increment, min }: SizeRule): bigint {
  return largerUnits(increment, roundToIncrement(min + increment - 1n, increment));
}

/** The largest multiple of the increment that is not more. */
export function roundToIncrement(units: bigint, increment: bigint): bigint {
  return units - (units % increment);
}

export type SizeRefusal =
  | { readonly reason: 'below_minimum'; readonly minimum: Money }
  | { readonly reason: 'above_maximum'; readonly maximum: Money };

/** Whether an amount is within what may be ordered of its asset; increments aside. */
export function checkSize({ asset, units }: Money, rule: SizeRule): Outcome<bigint, SizeRefusal> {
  const least = leastSizeOf(rule);
  if (units < least) return refuse({ reason: 'below_minimum', minimum: { asset, units: least } });
  if (rule.max === null || units <= rule.max) return accept(units);
  const most = roundToIncrement(rule.max, rule.increment);
  return refuse({ reason: 'above_maximum', maximum: { asset, units: most } });
}
