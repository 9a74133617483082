import { faultTable, type OwnFaults } from '../../ground/own-faults.ts';

/** What can go wrong with strategies, and how often it does. */
export const STRATEGY_FAULTS = faultTable('faults of strategies', {
  /** Nothing can be put in or taken out, which shows only once it is tried. */
  market_paused: 0.12,
  /** Nothing more can be put in: it is frozen, or as much lies there as may. */
  market_full: 0.06,
  /** A share is worth less than before. */
  share_fell: 0.25,
  /** No faults, and they go on when the world has healed: what is taken out is paid a part at a time, */
  paid_in_parts: 0,
  /** not before there is something to pay it with, in hours or days, */
  liquidity_late: 0,
  /** or not all of it, so that the rest stays where it was; */
  paid_no_further: 0,
  /** no message says what was earned, */
  yield_untold: 0,
  /** or one says it again, much later. */
  yield_told_again: 0,
});

export type StrategyFault = (typeof STRATEGY_FAULTS.kinds)[number];
export type StrategyFaults = OwnFaults<StrategyFault>;
