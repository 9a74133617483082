import type { DeskSuite, OrderWish } from '../order/order-world.ts';

/**
 * How the market of the suite's pairs is set. `half`: of what could be filled at once, half is. `hold`: nothing is filled, and a
 * cancel stays in its queue. The last three are books that nobody prices by.
 */
export type MarketState = 'plain' | 'halted' | 'half' | 'hold' | 'crossed' | 'empty' | 'old';

/**
 * What a provider's tests hand to the contract suite of an exchange. `wishes` are orders at a person's own price that rest on the
 * book; whoever fills one does so at that price.
 */
export interface ExchangeSuite extends Omit<DeskSuite<'exchange'>, 'begun' | 'tellsNothing' | 'staysThere'> {
  /** A buy and a sale at the price of now, well within what the book bears. What was agreed is the quote's. */
  readonly trades: { readonly buy: OrderWish; readonly sell: OrderWish };
  /** Amounts of such a buy that are too small for the venue, and too large for its book, in what is paid. */
  readonly bounds: { readonly tooSmall: bigint; readonly tooLarge: bigint };
  /** The names of the statuses that an order ends with. */
  readonly ends: {
    readonly filled: string;
    readonly cancelled: string;
    /** Null where it has no word of its own for what lapsed with a part of it done. */
    readonly expired: string | null;
  };
  /** Whether an order at the price of now rests where it is not filled at once, until it is stopped or the day is over. */
  readonly lingers?: true;
  /** Whether it takes nothing for a trade. */
  readonly isFree?: true;
  /** After how long what was filled is settled; zero where it is at once. */
  readonly settleMs: number;
  /** What whoever tries it can do to the market. */
  readonly market: {
    set(state: MarketState): void;
    /** Moves the price of every pair by so many basis points. */
    move(bps: number): void;
    /** Fills half of what is left of a resting order. */
    fillHalf(reference: string): void;
    /** Opens or closes the exchange whatever its clock says, or leaves it to that; absent where it never closes. */
    setHours?(hours: 'open' | 'closed' | 'by_clock'): void;
  };
}
