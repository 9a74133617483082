export { type CoinbaseOnrampOptions, createCoinbaseOnramp } from './coinbase/onramp.ts';
export type { CredentialNews, ReportCredentials } from './credential-watch.ts';
export { createStripeOnramp, type StripeOnrampOptions } from './stripe/onramp.ts';
export type { World } from './world.ts';
