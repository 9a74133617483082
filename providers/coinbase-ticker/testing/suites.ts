import type { PricesSuite } from '@diboas/providers-kit/contract';
import { coinbaseTickerDouble } from '../sandbox/double.ts';

/** What the contract suite of a feed of prices asks of Coinbase Exchange. */
export const prices: PricesSuite = {
  name: 'Coinbase Exchange',
  pairs: ['BTC/USD', 'BTC/EUR', 'ETH/USD', 'ETH/EUR', 'SOL/USD', 'SOL/EUR', 'SUI/USD', 'USDC/EUR'],
  double: coinbaseTickerDouble,
  secrets: {},
  vendorVersion: 'Exchange REST API',
  vectors: new URL('../vectors/prices.json', import.meta.url),
  withPrice: (body, text) => body.replace(/("price":)"[0-9.]+"/, `$1"${text}"`),
  withTime: (body, at) => body.replace(/("time":)"[^"]+"/, `$1"${new Date(at).toISOString()}"`),
};
