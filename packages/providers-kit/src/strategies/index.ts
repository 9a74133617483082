// What strategies on Ethereum have in common, whatever their contracts.
export { readContracts } from './contracts.ts';
export { createEvmStrategies } from './desk.ts';
export { type PreparedStrategy, readStrategyMemo } from './memo.ts';
export type { NoStart } from './not-done.ts';
export type {
  EvmStrategy,
  StrategyCalls,
  StrategyHeld,
  StrategyMove,
  StrategyRevert,
  StrategyStart,
  StrategyVenue,
} from './venue.ts';
