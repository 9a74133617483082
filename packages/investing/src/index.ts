export { BUY_CRYPTO } from './buy-crypto/operation.ts';
export { INVESTING_OPERATIONS } from './operations.ts';
export { SELL_CRYPTO } from './sell-crypto/operation.ts';
export { TRADE_FEE_BPS, TRADE_LIMITS, TRADE_MINIMUM } from './trading/limits.ts';
export { GOOD_TILL_DAYS, isBounded, TOLERANCE_BPS, TRADE_METHODS } from './trading/market.ts';
