import type { PricesSuite } from '@diboas/providers-kit/contract';
import { coingeckoDouble } from '../sandbox/double.ts';

const ASSETS = ['BTC', 'ETH', 'SOL', 'SUI', 'USDC'];

/** What the contract suite of a feed of prices asks of CoinGecko. */
export const prices: PricesSuite = {
  name: 'CoinGecko',
  pairs: ASSETS.flatMap((asset) => ['USD', 'EUR', 'BRL'].map((currency) => `${asset}/${currency}`)),
  double: coingeckoDouble,
  secrets: { COINGECKO_API_KEY: 'CG-contract' },
  vendorVersion: 'v3',
  vectors: new URL('../vectors/prices.json', import.meta.url),
  withPrice: (body, text) => body.replace(/("(?:usd|eur|brl)":)[0-9.]+/g, `$1${text}`),
  withTime: (body, at) => body.replace(/("last_updated_at":)[0-9]+/g, `$1${at / 1_000}`),
};
