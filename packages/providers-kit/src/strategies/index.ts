// What strategies on Ethereum have in common, whatever their contracts.
export { readContracts } from './contracts.ts';
export { createEvmStrategies } from './desk.ts';
export { type PreparedStrategy, readStrategyMemo } from './memo.ts';
export type {
  EvmStrategy,
  StrategyCalls,
  StrategyMove,
  StrategyRevert,
  StrategyVenue,
} from './venue.ts';
