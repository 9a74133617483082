import type { Instant } from '@diboas/kernel';
import type { TradingPair } from '../book/order-book.ts';
import type { Granularity, History } from './candle.ts';

/** A stretch of the past of a pair. */
export interface PastStretch {
  readonly pair: TradingPair;
  readonly granularity: Granularity;
  /** Intervals that begin from then on. */
  readonly from: Instant;
  /** And before then. */
  readonly to: Instant;
}

/** Where the past is kept: once for all people, and never forgotten. */
export interface CandleStore {
  /**
   * Takes in what a source told. Of an interval that was not over when it was told of, what is told later takes the place; what
   * was told of one that was over stays, whatever is said afterwards.
   */
  keepCandles(history: History): Promise<void>;
  /** What is kept of a stretch: a history for each source that said anything of it, by the names of the sources. */
  candles(stretch: PastStretch): Promise<readonly History[]>;
  /** Of all who look after the past, whoever moves a turn on has it. The first turn of a name has come. */
  claimTurn(name: string, turn: { readonly now: Instant; readonly nextAt: Instant }): Promise<boolean>;
}
