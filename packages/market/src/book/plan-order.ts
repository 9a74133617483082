// From an amount that a person would trade to an order, or to several where the book is thin: large orders are not let loose on
// it. An order is held to a limit; one that the book can hardly bear is split, and each part waits until the book has filled up
// again. What cannot be done so is refused before anything is set aside.
import {
  type Asset,
  accept,
  type Instant,
  type Money,
  type Outcome,
  refuse,
  smallerUnits,
  sumMoney,
} from '@diboas/kernel';
import { type FitRefusal, fitOrder } from '../instrument/fit-order.ts';
import {
  checkSize,
  type Instrument,
  leastSizeOf,
  roundToIncrement,
  type SizeRefusal,
  type SizeRule,
} from '../instrument/instrument.ts';
import {
  compareFractions,
  divide,
  type Fraction,
  multiply,
  roundFraction,
  wholeFraction,
} from '../price/fraction.ts';
import {
  type BookRefusal,
  bestPriceOf,
  createOrderBook,
  type OrderBook,
  type Side,
  type ToldBook,
} from './order-book.ts';
import { limitPrice, worstWithin } from './tolerance.ts';
import { depthWithin, unitsPerUnit, type Walk, walkBook } from './walk.ts';

/** When an order is large, and how far one may be split. */
export interface OrderProtection {
  /** The book must take so many times an order, or each part of one, within the tolerance. */
  readonly depthTimes: bigint;
  /** By how much an order may make its own average worse than the best price, in basis points. */
  readonly impactMaxBps: bigint;
  /** In how many parts an order may be split. */
  readonly partsMax: bigint;
}

export const ORDER_PROTECTION: OrderProtection = { depthTimes: 3n, impactMaxBps: 100n, partsMax: 10n };

/** An order as it can be quoted. */
export interface OrderPlan {
  readonly side: Side;
  /** What leaves: a multiple of the increment, the sum of the parts. */
  readonly size: Money;
  /** What was asked for beyond it, less than one increment. It does not leave. */
  readonly remains: Money;
  /** What the book as it is gives for the whole at once. */
  readonly whole: Walk;
  /** Why it is split; null where it goes as one. */
  readonly splitBecause: 'thin' | 'impact' | null;
  /** What is ordered one after the other, each when the book has filled up again. The first is the largest. */
  readonly parts: readonly [Money, ...Money[]];
  /** What the largest part is filled at on average by the book as it is: the price to agree to. */
  readonly price: Fraction;
  /** No part is filled beyond it. */
  readonly limit: Fraction;
  /** What arrives when everything is filled at the limit, before fees: rounded down. */
  readonly arrivesAtLeast: Money;
}

export type PlanRefusal =
  | { readonly reason: 'bad_book'; readonly book: BookRefusal }
  | FitRefusal
  /** The book does not take it all at any price. */
  | { readonly reason: 'above_book'; readonly most: Money }
  | { readonly reason: 'tolerance_too_small' }
  /** Not even in as many parts as are allowed; so much could be ordered. */
  | { readonly reason: 'too_many_parts'; readonly most: Money }
  /** The book bears less at once than the venue takes for an order. */
  | { readonly reason: 'part_below_minimum'; readonly minimum: Money };

/** Plans an order for an amount that leaves: of quote to buy, of base to sell. */
export function planOrder(
  { leaves, toleranceBps }: { readonly leaves: Money; readonly toleranceBps: bigint },
  market: { readonly instrument: Instrument; readonly book: ToldBook; readonly now: Instant },
  protection: OrderProtection = ORDER_PROTECTION,
): Outcome<OrderPlan, PlanRefusal> {
  const { instrument } = market;
  const fitted = fitOrder(instrument, { amount: leaves, kind: 'limit' });
  if (!fitted.ok) return fitted;
  const checked = createOrderBook(market.book, market.now);
  if (!checked.ok) return refuse({ reason: 'bad_book', book: checked.refusal });
  const [book, { size }] = [checked.value, fitted.value];
  const whole = walkBook(book, size);
  const rule = whole.side === 'buy' ? instrument.quoteSize : instrument.baseSize;
  if (whole.aboveBook.units > 0n) return refuse(aboveBook(size, whole, rule));

  const splitBecause = whySplit(book, { size, whole, toleranceBps }, protection);
  const parts =
    splitBecause === null
      ? accept([size] as const)
      : split(book, { size, whole, toleranceBps }, rule, protection);
  if (!parts.ok) return parts;
  const first = walkBook(book, parts.value[0]);
  const limit = limitPrice(whole.side, { price: first.average, toleranceBps }, instrument.priceIncrement);
  if (!limit.ok) return refuse({ reason: limit.refusal });
  const least = parts.value.map((part) => atLimit(instrument, part, limit.value));
  const arrives = checkArrivals(instrument, first, least);
  if (!arrives.ok) return arrives;
  return accept({
    ...{ side: whole.side, ...fitted.value, whole, splitBecause, parts: parts.value },
    ...{
      price: first.average,
      limit: limit.value,
      arrivesAtLeast: sumMoney(otherAsset(instrument, size), least),
    },
  });
}

/** An order, and what the book as it is gives for it. */
interface Looked {
  readonly size: Money;
  readonly whole: Walk;
  readonly toleranceBps: bigint;
}

function aboveBook(size: Money, whole: Walk, { increment }: SizeRule): PlanRefusal {
  const units = roundToIncrement(size.units - whole.aboveBook.units, increment);
  return { reason: 'above_book', most: { asset: size.asset, units } };
}

function whySplit(book: OrderBook, looked: Looked, protection: OrderProtection): OrderPlan['splitBecause'] {
  const { size, whole, toleranceBps } = looked;
  const depth = depthBy(book, whole.side, toleranceBps);
  if (depth < protection.depthTimes * size.units) return 'thin';
  const most: Fraction = { numerator: protection.impactMaxBps, denominator: 10_000n };
  return compareFractions(whole.againstBest, most) > 0 ? 'impact' : null;
}

/**
 * Parts of which the book takes each so many times, within the tolerance and within what an order may do to its own price;
 * as few as can be and as even as the increment allows.
 */
function split(
  book: OrderBook,
  { size, whole, toleranceBps }: Looked,
  rule: SizeRule,
  { depthTimes, impactMaxBps, partsMax }: OrderProtection,
): Outcome<readonly [Money, ...Money[]], PlanRefusal> {
  const { asset } = size;
  const bearable = depthBy(book, whole.side, smallerUnits(toleranceBps, impactMaxBps)) / depthTimes;
  const most = roundToIncrement(bearable, rule.increment);
  const minimum = { asset, units: leastSizeOf(rule) };
  if (most < minimum.units) return refuse({ reason: 'part_below_minimum', minimum });
  const count = (size.units + most - 1n) / most;
  if (count > partsMax) return refuse({ reason: 'too_many_parts', most: { asset, units: most * partsMax } });
  const parts = evenParts(size, count, rule.increment);
  const isBelow = parts.some(({ units }) => units < minimum.units);
  return isBelow ? refuse({ reason: 'part_below_minimum', minimum }) : accept(parts);
}

/** So many parts that add up to the whole, each a multiple of the increment; the first ones take what does not divide. */
function evenParts({ asset, units }: Money, count: bigint, increment: bigint): readonly [Money, ...Money[]] {
  const increments = units / increment;
  const [each, more] = [increments / count, increments % count];
  const part = (index: bigint): Money => ({ asset, units: (each + (index < more ? 1n : 0n)) * increment });
  return [part(0n), ...Array.from({ length: Number(count) - 1 }, (_, index) => part(BigInt(index) + 1n))];
}

/** What the book takes from the best price on, in minor units of what leaves. */
function depthBy(book: OrderBook, side: Side, toleranceBps: bigint): bigint {
  return depthWithin(book, side, worstWithin(side, { price: bestPriceOf(book, side), toleranceBps })).units;
}

/** What arrives for a part that is filled at the limit. Of the base, venues give whole increments. */
function atLimit(instrument: Instrument, part: Money, limit: Fraction): Money {
  const price = multiply(limit, unitsPerUnit(instrument));
  const asset = otherAsset(instrument, part);
  const leaves = wholeFraction(part.units);
  if (asset === instrument.quote) return { asset, units: roundFraction(multiply(leaves, price), 'down') };
  const units = roundFraction(divide(leaves, price), 'down');
  return { asset, units: roundToIncrement(units, instrument.baseSize.increment) };
}

/** A venue holds an order against the least and the most of both assets. */
function checkArrivals(
  instrument: Instrument,
  first: Walk,
  least: readonly Money[],
): Outcome<null, SizeRefusal> {
  const [rule, most] =
    first.side === 'buy'
      ? [instrument.baseSize, first.filled.base]
      : [instrument.quoteSize, first.filled.quote];
  for (const arrives of [...least, most]) {
    const checked = checkSize(arrives, rule);
    if (!checked.ok) return checked;
  }
  return accept(null);
}

function otherAsset({ base, quote }: Instrument, { asset }: Money): Asset {
  return asset === quote ? base : quote;
}
