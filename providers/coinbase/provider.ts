export { type CoinbaseOnrampOptions, createCoinbaseOnramp } from './adapter/onramp.ts';
