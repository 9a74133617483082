import type { StrategyAsk } from './strategy-terms.ts';
import type { TradeOrder } from './trade-order.ts';

/** In what way something is done, where there is more to say than what is paid for what. */
export interface Manner<Strategy extends StrategyAsk = StrategyAsk> {
  /** How it is to be traded; absent where nothing is. */
  readonly trade?: TradeOrder;
  /** What it is put into, or taken out of; absent where it is no strategy. */
  readonly strategy?: Strategy;
}

/** That alone, of something that says more. */
export function mannerOf<Strategy extends StrategyAsk>({
  trade,
  strategy,
}: Manner<Strategy>): Manner<Strategy> {
  return { ...(trade ? { trade } : {}), ...(strategy ? { strategy } : {}) };
}
