export { type CoinbaseOnrampOptions, createCoinbaseOnramp } from './coinbase/onramp.ts';
export { createStripeOnramp, type StripeOnrampOptions } from './stripe/onramp.ts';
