export { createStripeOnramp, type StripeOnrampOptions } from './adapter/onramp.ts';
