export { createStripeOnramp, type StripeOnrampOptions } from './stripe/onramp.ts';
