import { type Asset, accept, assert, type Instant, type Money, type Outcome, refuse } from '@diboas/kernel';
import { addFractions, compareFractions, type Fraction, multiply } from '../price/fraction.ts';
import { canBePricedFrom } from '../price/rate.ts';

/** What is offered, or wanted, at one price. */
export interface Level {
  /** Whole units of the quote for one whole unit of the base. */
  readonly price: Fraction;
  /** How much of the base, in its minor units. */
  readonly size: bigint;
}

/** What is bought and sold, and what it is paid in. */
export interface TradingPair {
  readonly base: Asset;
  readonly quote: Asset;
}

/** An order book as a venue told it. Nobody is held to anything by it before it was checked. */
export interface ToldBook extends TradingPair {
  /** What others would buy, the highest price first. */
  readonly bids: readonly Level[];
  /** What others would sell, the lowest price first. */
  readonly asks: readonly Level[];
  /** When it was so. */
  readonly at: Instant;
  /** Who said it: a provider's id. */
  readonly source: string;
}

/** An order book that was checked: both sides are there and sorted, and they do not touch. */
export interface OrderBook extends ToldBook {
  readonly bestBid: Fraction;
  readonly bestAsk: Fraction;
  /** Halfway between both. */
  readonly mid: Fraction;
}

/** What is done with the base. A buy is told by what is paid, a sell by what is given: both are an amount that leaves. */
export type Side = 'buy' | 'sell';

export type BookRefusal = 'old' | 'empty_side' | 'bad_level' | 'unsorted' | 'crossed';

/**
 * Checks an order book before anything is priced by it, or set aside. `old`: it is older than prices are made from, or from
 * later than clocks can be apart. `empty_side`: nobody buys, or nobody sells. `bad_level`: a price or a size is not above
 * zero. `unsorted`: a price is not worse than the one before it. `crossed`: somebody would pay what another one asks, which no
 * venue leaves standing, so something is amiss in what was told.
 */
export function createOrderBook(told: ToldBook, now: Instant): Outcome<OrderBook, BookRefusal> {
  if (!canBePricedFrom(told.at, now)) return refuse('old');
  const [bestBid, bestAsk] = [told.bids[0]?.price, told.asks[0]?.price];
  if (bestBid === undefined || bestAsk === undefined) return refuse('empty_side');
  if ([...told.bids, ...told.asks].some(isBad)) return refuse('bad_level');
  if (!isFalling(told.bids) || !isFalling(told.asks.toReversed())) return refuse('unsorted');
  if (compareFractions(bestBid, bestAsk) >= 0) return refuse('crossed');
  const mid = multiply(addFractions(bestBid, bestAsk), { numerator: 1n, denominator: 2n });
  return accept({ ...told, bestBid, bestAsk, mid });
}

function isBad({ price: { numerator, denominator }, size }: Level): boolean {
  return numerator <= 0n || denominator <= 0n || size <= 0n;
}

function isFalling(levels: readonly Level[]): boolean {
  return levels.every(({ price }, index) => {
    const before = levels[index - 1];
    return before === undefined || compareFractions(price, before.price) < 0;
  });
}

/** What an amount that leaves comes to: the quote buys, the base is sold. */
export function sideOf({ base, quote }: TradingPair, leaves: Money): Side {
  assert(leaves.asset === base || leaves.asset === quote, 'an order is of its pair', { leaves, base, quote });
  return leaves.asset === quote ? 'buy' : 'sell';
}

/** The price that an order is filled at first. */
export function bestPriceOf(book: OrderBook, side: Side): Fraction {
  return side === 'buy' ? book.bestAsk : book.bestBid;
}

/** What an order of this side is filled by, the best price first. */
export function levelsFor(book: OrderBook, side: Side): readonly Level[] {
  return side === 'buy' ? book.asks : book.bids;
}

/** How much worse a price is than another: a share of that one, zero where it is as good or better. */
export function worseBy(side: Side, price: Fraction, than: Fraction): Fraction {
  const [dearer, cheaper] = side === 'buy' ? [price, than] : [than, price];
  const apart = dearer.numerator * cheaper.denominator - cheaper.numerator * dearer.denominator;
  const scale = than.numerator * price.denominator;
  return { numerator: apart > 0n ? apart : 0n, denominator: scale };
}
