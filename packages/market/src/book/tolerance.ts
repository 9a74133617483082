// How far a price may move from what a person agreed to, and what holds an order to it.
import { accept, assert, type Instant, type Money, type Outcome, refuse } from '@diboas/kernel';
import { onPriceIncrement } from '../instrument/unit-price.ts';
import { compareFractions, type Fraction, multiply } from '../price/fraction.ts';
import { type BookRefusal, createOrderBook, type Side, sideOf, type ToldBook } from './order-book.ts';
import { walkBook } from './walk.ts';

/** A price that was agreed to, and by how much it may be missed: basis points, from 0 to less than the whole. */
export interface AgreedPrice {
  readonly price: Fraction;
  readonly toleranceBps: bigint;
}

const WHOLE_BPS = 10_000n;

/** The worst price within a tolerance, exactly. */
export function worstWithin(side: Side, { price, toleranceBps }: AgreedPrice): Fraction {
  assert(toleranceBps >= 0n && toleranceBps < WHOLE_BPS, 'a tolerance is less than the whole', {
    toleranceBps,
  });
  const share = WHOLE_BPS + (side === 'buy' ? toleranceBps : -toleranceBps);
  return multiply(price, { numerator: share, denominator: WHOLE_BPS });
}

/**
 * The limit that holds an order to what was agreed: the worst price within the tolerance, rounded to the increment on the safe
 * side, which is down for a buy and up for a sell. `tolerance_too_small`: no increment lies between the agreed price and there,
 * so an order with that limit would not even be filled at what was agreed.
 */
export function limitPrice(
  side: Side,
  agreed: AgreedPrice,
  priceIncrement: Fraction,
): Outcome<Fraction, 'tolerance_too_small'> {
  const limit = onPriceIncrement(worstWithin(side, agreed), priceIncrement, side === 'buy' ? 'down' : 'up');
  const isReached = compareFractions(agreed.price, limit) * (side === 'buy' ? 1 : -1) <= 0;
  return isReached ? accept(limit) : refuse('tolerance_too_small');
}

/**
 * Whether a person must be asked again before an order of theirs is sent: by the book as it is now the average would be beyond
 * the limit that they agreed to, or there is not enough for all of it. A book that is refused says neither yes nor no.
 */
export function isBeyondTolerance(
  leaves: Money,
  { agreed, priceIncrement }: { readonly agreed: AgreedPrice; readonly priceIncrement: Fraction },
  { book: told, now }: { readonly book: ToldBook; readonly now: Instant },
): Outcome<boolean, BookRefusal> {
  const book = createOrderBook(told, now);
  if (!book.ok) return book;
  const side = sideOf(book.value, leaves);
  const limit = limitPrice(side, agreed, priceIncrement);
  if (!limit.ok) return accept(true);
  const { average, aboveBook } = walkBook(book.value, leaves);
  const isBeyond = compareFractions(average, limit.value) * (side === 'buy' ? 1 : -1) > 0;
  return accept(isBeyond || aboveBook.units > 0n);
}
