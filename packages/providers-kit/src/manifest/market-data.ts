import type { Outcome } from '@diboas/kernel';
import type { History, Instrument, PastStretch, ToldBook, TradingPair } from '@diboas/market';

/**
 * Why there is no market data. `unknown_pair`: it is not traded there. `rate_limited`: the venue will not be asked so often.
 * `unavailable`: anything else, such as no answer or one that cannot be read. Nothing was changed by asking.
 */
export type NoMarketData = 'unknown_pair' | 'rate_limited' | 'unavailable';

/** A venue's word of what it trades. It moves nothing, and may be asked again at any time that its limits allow. */
export interface MarketData {
  readonly id: string;
  readonly name: string;
  /** What may be traded of the assets that we know, by which rules, and how each pair stands just now. */
  instruments(): Promise<Outcome<readonly Instrument[], NoMarketData>>;
  /** As it was told: whoever prices by it checks it first (`createOrderBook`). */
  book(pair: TradingPair): Promise<Outcome<ToldBook, NoMarketData>>;
  /** Intervals in which nothing was traded are left out. */
  candles(stretch: PastStretch): Promise<Outcome<History, NoMarketData>>;
}
