// M53: where the same thing is asked for less at one venue than is bid for it at another, after all that it costs. Found only:
// whether anything is done about it is the platform's own decision, with its own money.
import { type Asset, type Instant, type Money, money, unitsPerOne } from '@diboas/kernel';
import type { OrderBook, TradingPair } from '../book/order-book.ts';
import type { TradingFees } from '../book/trading-fee.ts';
import { type OpenLevel, openLevels } from '../book/walk.ts';
import {
  addFractions,
  compareFractions,
  divide,
  type Fraction,
  multiply,
  ONE,
  roundFraction,
  subtractFractions,
  wholeFraction,
  ZERO,
} from '../price/fraction.ts';

/** A venue with its book of a pair, what it takes, and what of ours lies there: nothing is borrowed, and nothing sent first. */
export interface ArbitrageVenue {
  readonly id: string;
  readonly book: OrderBook;
  readonly fees: TradingFees;
  /** What of the quote can be spent there, and what of the base can be sold there, in minor units. */
  readonly has: { readonly quote: bigint; readonly base: bigint };
}

/** What brings both sides back to where they were: what the base and the quote cost to be sent between the two, in the quote. */
export interface CarryCost {
  readonly from: string;
  readonly to: string;
  readonly asset: Asset;
  readonly inQuote: Money;
}

/** What could be earned by buying at one venue and selling the same at another, now. */
export interface Arbitrage {
  readonly pair: TradingPair;
  readonly buyAt: string;
  readonly sellAt: string;
  /** How much of the base: as much as earns anything, by both books and by what lies at both venues. */
  readonly size: Money;
  /** What is paid with the venue's fee, what comes of it after the other's fee, and what it costs to bring both back. */
  readonly pays: Money;
  readonly brings: Money;
  readonly carries: Money;
  /** What is left of all that; above zero. */
  readonly net: Money;
  /** The dearest ask and the lowest bid that it counts on: beyond them it earns nothing. */
  readonly highestAsk: Fraction;
  readonly lowestBid: Fraction;
  /** When the older of the two books was so. */
  readonly at: Instant;
}

/**
 * All that is worth more than it costs, the best first. Each pair of venues is looked at one way and the other; amounts of the base are
 * rounded down and what is paid up, so what is told can be had as long as the books stand. Fees are taken as if every order took
 * what stands there. A way back whose cost is not known is no way.
 */
export function findArbitrage(venues: readonly ArbitrageVenue[], carries: readonly CarryCost[]): Arbitrage[] {
  const found = venues.flatMap((buy) =>
    venues.flatMap((sell) => {
      if (buy.id === sell.id || !isSamePair(buy.book, sell.book)) return [];
      const carried = carryOf(carries, { buy, sell });
      const one = carried && between(buy, sell, carried);
      return one ? [one] : [];
    }),
  );
  return found.toSorted(
    (one, other) => Number(other.net.units > one.net.units) - Number(other.net.units < one.net.units),
  );
}

function isSamePair(one: TradingPair, other: TradingPair): boolean {
  return one.base === other.base && one.quote === other.quote;
}

interface Both {
  readonly buy: ArbitrageVenue;
  readonly sell: ArbitrageVenue;
}

/** The base is sent to where it was sold, and the quote to where it was spent. */
function carryOf(carries: readonly CarryCost[], { buy, sell }: Both): Money | null {
  const { base, quote } = buy.book;
  const costOf = (asset: Asset, from: string, to: string): bigint | null =>
    carries.find((one) => one.asset === asset && one.from === from && one.to === to)?.inQuote.units ?? null;
  const [ofBase, ofQuote] = [costOf(base, buy.id, sell.id), costOf(quote, sell.id, buy.id)];
  return ofBase === null || ofQuote === null ? null : money(quote, ofBase + ofQuote);
}

/** What of both books is taken so far, exactly. */
interface Taken {
  readonly size: Fraction;
  readonly pays: Fraction;
  readonly brings: Fraction;
}

function between(buy: ArbitrageVenue, sell: ArbitrageVenue, carried: Money): Arbitrage | null {
  const { book } = buy;
  const asks = openLevels(book, book.asks);
  const bids = openLevels(book, sell.book.bids);
  const most = {
    base: wholeFraction(sell.has.base),
    quote: wholeFraction(buy.has.quote),
  };
  const { taken, reached } = takeBoth({ asks, bids }, { buy: buy.fees, sell: sell.fees, most });
  const size = roundFraction(taken.size, 'down');
  if (size <= 0n || !reached) return null;
  // Of a size that was rounded down no more is paid, and no more is brought, than the same share of both.
  const share = divide(wholeFraction(size), taken.size);
  const pays = roundFraction(multiply(taken.pays, share), 'up');
  const brings = roundFraction(multiply(taken.brings, share), 'down');
  const net = brings - pays - carried.units;
  if (net <= 0n) return null;
  const scale = { numerator: unitsPerOne(book.base), denominator: unitsPerOne(book.quote) };
  return {
    ...{ pair: { base: book.base, quote: book.quote }, buyAt: buy.id, sellAt: sell.id },
    ...{ size: money(book.base, size), pays: money(book.quote, pays), brings: money(book.quote, brings) },
    ...{ carries: carried, net: money(book.quote, net) },
    highestAsk: multiply(reached.ask, scale),
    lowestBid: multiply(reached.bid, scale),
    at: Math.min(book.at, sell.book.at),
  };
}

interface Bounds {
  readonly buy: TradingFees;
  readonly sell: TradingFees;
  readonly most: { readonly base: Fraction; readonly quote: Fraction };
}

/** The cheapest ask against the highest bid, level by level, for as long as the one is less than the other after both fees. */
function takeBoth(
  books: { readonly asks: readonly OpenLevel[]; readonly bids: readonly OpenLevel[] },
  { buy, sell, most }: Bounds,
): { readonly taken: Taken; readonly reached: { readonly ask: Fraction; readonly bid: Fraction } | null } {
  const [asks, bids] = [[...books.asks], [...books.bids]];
  let taken: Taken = { size: ZERO, pays: ZERO, brings: ZERO };
  let reached: { readonly ask: Fraction; readonly bid: Fraction } | null = null;
  for (;;) {
    const [ask, bid] = [asks[0], bids[0]];
    if (!ask || !bid) return { taken, reached };
    const paid = multiply(ask.price, addFractions(ONE, buy.taker));
    const brought = multiply(bid.price, subtractFractions(ONE, sell.taker));
    if (compareFractions(paid, brought) >= 0) return { taken, reached };
    const left = smallest([
      ...[ask.size, bid.size, subtractFractions(most.base, taken.size)],
      divide(subtractFractions(most.quote, taken.pays), paid),
    ]);
    if (left.numerator === 0n) return { taken, reached };
    taken = {
      size: addFractions(taken.size, left),
      pays: addFractions(taken.pays, multiply(left, paid)),
      brings: addFractions(taken.brings, multiply(left, brought)),
    };
    reached = { ask: ask.price, bid: bid.price };
    shorten(asks, left);
    shorten(bids, left);
  }
}

/** What is left of the first level; without it where nothing is. */
function shorten(levels: OpenLevel[], by: Fraction): void {
  const [first] = levels;
  if (!first) return;
  const size = subtractFractions(first.size, by);
  if (size.numerator === 0n) levels.shift();
  else levels[0] = { size, price: first.price };
}

function smallest(some: readonly Fraction[]): Fraction {
  return some.reduce((least, one) => (compareFractions(one, least) < 0 ? one : least));
}
