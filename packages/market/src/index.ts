export { type Fraction, formatFraction, parseFraction } from './fraction.ts';
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
} from './rate.ts';
export { amountAt, type Market, type TotalWorth, totalWorth, type Worth, worthOf } from './worth.ts';
