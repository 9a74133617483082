/** The only list of the providers' names. */
export { createCoinbaseOnramp } from './coinbase/provider.ts';
export { createStripeOnramp } from './stripe/provider.ts';
