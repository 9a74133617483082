export {
  type Arbitrage,
  type ArbitrageVenue,
  type CarryCost,
  findArbitrage,
} from './arbitrage/find-arbitrage.ts';
export {
  type BookRefusal,
  bestPriceOf,
  createOrderBook,
  type Level,
  type OrderBook,
  type Side,
  sideOf,
  type ToldBook,
  type TradingPair,
  worseBy,
} from './book/order-book.ts';
export {
  ORDER_PROTECTION,
  type OrderPlan,
  type OrderProtection,
  type PlanRefusal,
  planOrder,
} from './book/plan-order.ts';
export { type AgreedPrice, isBeyondTolerance, limitPrice, worstWithin } from './book/tolerance.ts';
export {
  feeAtMost,
  feeCharged,
  type Liquidity,
  parseFeeRate,
  type TradingFees,
  withinFee,
} from './book/trading-fee.ts';
export { depthWithin, type Fill, type Walk, walkBook } from './book/walk.ts';
export {
  type Candle,
  type CandleRefusal,
  createHistory,
  GRANULARITY_MS,
  type Granularity,
  type History,
  type Hole,
  holesOf,
  isComplete,
  mergeHistories,
} from './history/candle.ts';
export type { CandleStore, PastStretch } from './history/candle-store.ts';
export { missingIn } from './history/missing.ts';
export {
  CHARTED_ASSETS,
  type Chart,
  chartOf,
  FETCHED_MS,
  type FetchedGranularity,
  HISTORY_QUOTE,
  HISTORY_RANGES,
  type HistoryRange,
  type PricePoint,
  rangeStretch,
} from './history/range.ts';
export { type FitRefusal, type FittedOrder, fitOrder, type OrderKind } from './instrument/fit-order.ts';
export {
  checkInstrument,
  INSTRUMENT_STATUSES,
  type Instrument,
  type InstrumentRefusal,
  type InstrumentStatus,
  type SizeRefusal,
  type SizeRule,
} from './instrument/instrument.ts';
export { boughtAt, onPriceIncrement, unitPrice, unitPriceOf } from './instrument/unit-price.ts';
export {
  addFractions,
  compareFractions,
  divide,
  type Fraction,
  formatFraction,
  inBasisPoints,
  multiply,
  ONE,
  parseFraction,
  roundFraction,
  subtractFractions,
  wholeFraction,
  ZERO,
} from './price/fraction.ts';
export {
  type Cross,
  CURRENCIES,
  type Currency,
  canBePricedFrom,
  crossRate,
  isCurrency,
  isOld,
  newestRates,
  PRICED_ASSETS,
  PRICED_FROM_MS,
  type Rate,
  SHOWN_AS_NEW_MS,
} from './price/rate.ts';
export { amountAt, type Market, type TotalWorth, totalWorth, type Worth, worthOf } from './price/worth.ts';
