export { BUY_CRYPTO } from './buy-crypto/operation.ts';
export { INVESTING_OPERATIONS } from './operations.ts';
export { type ActRefused, actOnRecurring, type RecurringAct } from './recurring/acts.ts';
export { keepsWithin, totalMaxOf } from './recurring/consent.ts';
export { occurrenceId, occurrenceKey } from './recurring/occurrence-id.ts';
export { afterConfirmed, consentIn, offerRecurring } from './recurring/offer.ts';
export { dayOfOccurrence, timesOfOccurrence } from './recurring/schedule.ts';
export {
  afterAnnounced,
  afterBegun,
  afterNotBought,
  afterOccurrence,
  pausedByOf,
  type RecurringStep,
  recurringStep,
  triedAgainAt,
} from './recurring/step.ts';
export { SELL_CRYPTO } from './sell-crypto/operation.ts';
export { TRADE_FEE_BPS, TRADE_LIMITS, TRADE_MINIMUM } from './trading/limits.ts';
export { GOOD_TILL_DAYS, isBounded, TOLERANCE_BPS, TRADE_METHODS } from './trading/market.ts';
