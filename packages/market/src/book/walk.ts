// What an order would be filled at by a book as it stands. All sums are exact fractions of minor units, so the same order comes
// to the same whether it is walked whole or in parts; what is told in units is rounded down once, at the end.
import { assert, type Money, unitsPerOne } from '@diboas/kernel';
import {
  addFractions,
  compareFractions,
  divide,
  type Fraction,
  multiply,
  roundFraction,
  subtractFractions,
  wholeFraction,
  ZERO,
} from '../price/fraction.ts';
import {
  bestPriceOf,
  type Level,
  levelsFor,
  type OrderBook,
  type Side,
  sideOf,
  type TradingPair,
  worseBy,
} from './order-book.ts';

/** What was filled, or would be: both sides of it. */
export interface Fill {
  readonly base: Money;
  readonly quote: Money;
}

/** What a book gives for an amount. */
export interface Walk {
  readonly side: Side;
  /** What leaves and what arrives for it, each rounded down. */
  readonly filled: Fill;
  /** What is left of the amount when the book is at its end; zero units where it takes all. */
  readonly aboveBook: Money;
  /** Exact: whole units of the quote for one whole unit of the base. */
  readonly average: Fraction;
  /** The price of the last level that was reached. */
  readonly worst: Fraction;
  /** By how much the average is worse than halfway between both sides, and than the best price: shares of those. */
  readonly againstMid: Fraction;
  readonly againstBest: Fraction;
  /** How many levels were reached. */
  readonly levels: number;
}

/** A level of which a part may be gone already. Size and price are in minor units. */
export interface OpenLevel {
  readonly size: Fraction;
  readonly price: Fraction;
}

/** What was taken of levels, in minor units, and which are left. */
export interface Taken {
  readonly base: Fraction;
  readonly quote: Fraction;
  /** What the levels did not take of what leaves. */
  readonly rest: Fraction;
  /** How many levels something was taken of. */
  readonly reached: number;
  readonly left: readonly OpenLevel[];
}

/** Walks the book with what leaves: an amount of quote buys, one of base is sold. The amount is above zero. */
export function walkBook(book: OrderBook, leaves: Money): Walk {
  assert(leaves.units > 0n, 'an order is of something', { leaves });
  const side = sideOf(book, leaves);
  const levels = levelsFor(book, side);
  const { base, quote, rest, reached } = takeOfLevels(
    openLevels(book, levels),
    side,
    wholeFraction(leaves.units),
  );
  const average = divide(divide(quote, base), unitsPerUnit(book));
  return {
    side,
    filled: {
      base: { asset: book.base, units: roundFraction(base, 'down') },
      quote: { asset: book.quote, units: roundFraction(quote, 'down') },
    },
    aboveBook: { asset: leaves.asset, units: roundFraction(rest, 'up') },
    average,
    worst: levels[reached - 1]?.price ?? average,
    againstMid: worseBy(side, average, book.mid),
    againstBest: worseBy(side, average, bestPriceOf(book, side)),
    levels: reached,
  };
}

/** Levels as they are walked. */
export function openLevels(pair: TradingPair, levels: readonly Level[]): OpenLevel[] {
  const scale = unitsPerUnit(pair);
  return levels.map(({ size, price }) => ({ size: wholeFraction(size), price: multiply(price, scale) }));
}

/** Takes of levels, the first one first, until what leaves is used up or they are. What leaves is above zero. */
export function takeOfLevels(levels: readonly OpenLevel[], side: Side, leaves: Fraction): Taken {
  let [base, quote, rest] = [ZERO, ZERO, leaves];
  for (const [index, level] of levels.entries()) {
    const whole = leavesFor(side, level);
    const isLast = compareFractions(whole, rest) >= 0;
    const taken = isLast ? rest : whole;
    const size = side === 'buy' ? divide(taken, level.price) : taken;
    base = addFractions(base, size);
    quote = addFractions(quote, multiply(size, level.price));
    rest = subtractFractions(rest, taken);
    if (!isLast) continue;
    const remains = { size: subtractFractions(level.size, size), price: level.price };
    const left = [remains, ...levels.slice(index + 1)].filter((one) => one.size.numerator > 0n);
    return { base, quote, rest, reached: index + 1, left };
  }
  return { base, quote, rest, reached: levels.length, left: [] };
}

/** What leaves when a level is taken whole. */
function leavesFor(side: Side, { size, price }: OpenLevel): Fraction {
  return side === 'buy' ? multiply(size, price) : size;
}

/** How much of what leaves a book takes at a limit or better, rounded down. */
export function depthWithin(book: OrderBook, side: Side, limit: Fraction): Money {
  const isWithin = ({ price }: Level) => compareFractions(price, limit) * (side === 'buy' ? 1 : -1) <= 0;
  const within = openLevels(book, levelsFor(book, side).filter(isWithin));
  const sum = within.reduce((total, level) => addFractions(total, leavesFor(side, level)), ZERO);
  return { asset: side === 'buy' ? book.quote : book.base, units: roundFraction(sum, 'down') };
}

/** What turns a price of whole units into one of minor units. */
export function unitsPerUnit({ base, quote }: TradingPair): Fraction {
  return { numerator: unitsPerOne(quote), denominator: unitsPerOne(base) };
}
