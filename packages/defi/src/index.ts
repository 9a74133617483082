export { BRIDGE, BY_CROSSING } from './between-networks/operation.ts';
export { JOURNEY } from './journey/operation.ts';
export { DEFI_OPERATIONS } from './operations.ts';
export { START_STRATEGY } from './start-strategy/operation.ts';
export { STOP_STRATEGY } from './stop-strategy/operation.ts';
export {
  BY_STRATEGY,
  START_FEE_BPS,
  STRATEGY_LIMITS,
  STRATEGY_MINIMUM,
  STRATEGY_TOLERANCE_BPS,
} from './strategies/limits.ts';
