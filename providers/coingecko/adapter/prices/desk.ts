import { type Asset, accept, DAY_MS, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { Currency, Rate } from '@diboas/market';
import {
  checkWord,
  type DeskOf,
  type NoRates,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import { type CoinGeckoConnection, connectToCoinGecko } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import type { PLAN_URLS } from '../wire/plan-urls.ts';
import { COINS, readSimplePrice } from './simple-price.ts';

export interface CoinGeckoOptions {
  readonly apiKey: string;
  readonly plan: keyof typeof PLAN_URLS;
  readonly baseUrl: string;
  /** What may be asked in 30 days. */
  readonly callsAMonth: number;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly reportCredentials: ReportCredentials;
}

/** CoinGecko itself looks anew every 20 seconds at most, for its dearest plans. To ask much more often tells nothing. */
const EVERY_AT_LEAST_MS = 5 * SECOND_MS;

/** CoinGecko as a feed of prices: all pairs in one call. */
export function createCoinGeckoPrices(options: CoinGeckoOptions): DeskOf<'prices'> {
  const { now, callsAMonth } = options;
  const connection = connectToCoinGecko({
    ...options,
    apiKey: checkWord(options.apiKey, 'COINGECKO_API_KEY'),
    credentials: watchCredentials(options.reportCredentials),
  });
  return {
    everyMs: Math.max(EVERY_AT_LEAST_MS, Math.ceil((30 * DAY_MS) / callsAMonth)),
    rates: (assets, currencies) => readRates(connection, { assets, currencies, now }),
  };
}

async function readRates(
  connection: CoinGeckoConnection,
  asked: {
    readonly assets: readonly Asset[];
    readonly currencies: readonly Currency[];
    readonly now: () => Instant;
  },
): Promise<Outcome<readonly Rate[], NoRates>> {
  const ids = asked.assets.flatMap((asset) => COINS[asset] ?? []);
  if (ids.length === 0 || asked.currencies.length === 0) return accept([]);
  try {
    const body = await connection.simplePrice({
      ids: ids.join(','),
      vs_currencies: asked.currencies.map((currency) => currency.toLowerCase()).join(','),
    });
    const rates = readSimplePrice(body, { ...asked, now: asked.now() });
    return rates === null ? refuse('unavailable') : accept(rates);
  } catch (error) {
    return refuse(sortFault(error));
  }
}
