export { openLiquidityWorld, strategies } from './suites.ts';
