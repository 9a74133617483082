// What a venue that trades shares for dollars says and takes, whatever its wire: an adapter brings this, and the verbs of its desk
// are made of it. Its orders have a price that they are not filled beyond, and stand until the exchange closes; an order is known
// by an id of ours, which the venue takes once.
import type { Instant, Network, Outcome, Stock } from '@diboas/kernel';
import type { Fraction, InstrumentStatus, TradingFees } from '@diboas/market';
import type { FloatHoldings, MarketSession } from '@diboas/orchestration';
import type { Fault } from '../calling/fault.ts';

/** The best that others pay and ask for one share, and for how many shares. */
export interface ShareQuote {
  readonly bid: { readonly price: Fraction; readonly shares: Fraction };
  readonly ask: { readonly price: Fraction; readonly shares: Fraction };
  readonly at: Instant;
}

/** How an order stands. What has ended moves no more. */
export type ShareStanding = 'stands' | 'filled' | 'cancelled' | 'expired' | 'failed';

/** An order as the venue tells it: what it is of, and all that was filled of it until now. */
export interface ToldShareOrder {
  /** The venue's name of it. */
  readonly reference: string;
  /** Ours: the attempt's id. */
  readonly key: string;
  readonly side: 'buy' | 'sell';
  /** What it is of; null while the venue does not tell, which it does before anything is filled. */
  readonly of: { readonly stock: Stock; readonly shares: Fraction; readonly limit: Fraction } | null;
  readonly standing: ShareStanding;
  /** Exact sums over fills, each counted once. Dollars are without fees. */
  readonly filled: { readonly shares: Fraction; readonly dollars: Fraction; readonly fees: Fraction };
  /** Whether all fills are told that the order itself speaks of. */
  readonly isWhole: boolean;
}

/** An order that is read; in words what nobody can make sense of. */
export type ReadShareOrder = Outcome<ToldShareOrder, string>;

export interface ShareToPlace {
  readonly key: string;
  readonly stock: Stock;
  readonly side: 'buy' | 'sell';
  /** Plain decimals. */
  readonly shares: string;
  readonly limit: string;
}

/** Methods throw what `sortFault` sorts, and null stands for what cannot be read. */
export interface ShareVenue {
  /** As people read it. */
  readonly name: string;
  /** Digits after the point of how many shares an order may be of. */
  readonly sizeDigits: number;
  /** What it takes of us at most. */
  readonly fees: TradingFees;
  /** Where our books have the dollars that lie there. */
  readonly dollarNetwork: Network;
  readonly now: () => Instant;
  /** For how long after an attempt began a list without its order proves nothing. */
  readonly listLagMs: number;
  status(stock: Stock): Promise<InstrumentStatus | null>;
  /** Null also where nobody names a price. */
  quote(stock: Stock): Promise<ShareQuote | null>;
  session(): Promise<MarketSession | null>;
  /** The one order of this id of ours; `nowhere` where the venue has none. Whatever else is in words. */
  named(key: string): Promise<ReadShareOrder | 'nowhere'>;
  order(reference: string): Promise<ReadShareOrder>;
  /** The venue's name of what it made. A used id makes nothing. */
  place(order: ShareToPlace): Promise<string | null>;
  /** Asks to stop it. `too_late` where the venue says that there is nothing to stop any more. */
  stop(reference: string): Promise<'asked' | 'too_late'>;
  holdings(): Promise<FloatHoldings | null>;
  sortFault(error: unknown): Fault;
}
