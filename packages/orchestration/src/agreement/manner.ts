import type { Instant } from '@diboas/kernel';
import type { StrategyAsk } from './strategy-terms.ts';
import type { TradeOrder } from './trade-order.ts';

/** In what way something is done, where there is more to say than what is paid for what. */
export interface Manner<Strategy extends StrategyAsk = StrategyAsk> {
  /** How it is to be traded; absent where nothing is. */
  readonly trade?: TradeOrder;
  /** What it is put into, or taken out of; absent where it is no strategy. */
  readonly strategy?: Strategy;
  /** For how long after its confirmation its network may be waited for to ask less; absent where it goes at once. */
  readonly feeWaitMs?: number;
}

/** When a lower fee is waited for: from `until` on it is sent for what is asked then, within what was agreed. */
export interface FeeWait {
  readonly since: Instant;
  readonly until: Instant;
}

/** Of what was confirmed then; null where nothing is waited for. */
export function feeWaitOf({ feeWaitMs }: Pick<Manner, 'feeWaitMs'>, since: Instant): FeeWait | null {
  return feeWaitMs === undefined ? null : { since, until: since + feeWaitMs };
}

/** That alone, of something that says more. */
export function mannerOf<Strategy extends StrategyAsk>({
  trade,
  strategy,
  feeWaitMs,
}: Manner<Strategy>): Manner<Strategy> {
  return {
    ...(trade ? { trade } : {}),
    ...(strategy ? { strategy } : {}),
    ...(feeWaitMs === undefined ? {} : { feeWaitMs }),
  };
}
