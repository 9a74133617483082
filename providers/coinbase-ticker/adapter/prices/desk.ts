import { type Asset, accept, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { Currency, Rate } from '@diboas/market';
import {
  type DeskOf,
  type NoRates,
  type ReportCredentials,
  sortNoRates,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToTicker } from '../wire/connection.ts';
import { listenToTicker, type TickerFeedOptions } from './feed.ts';
import { PRODUCTS, readTicker, type TickerProduct } from './ticker.ts';

export interface TickerOptions extends TickerFeedOptions {
  /** https://api.exchange.coinbase.com, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly reportCredentials: ReportCredentials;
}

/**
 * Public calls are limited to 10 a second for an address, 15 at once (docs.cdp.coinbase.com/exchange/rest-api/rate-limits):
 * one asking is a call for each product, so one every ten seconds leaves room for other nodes behind the same address.
 */
const EVERY_MS = 10 * SECOND_MS;

/** Coinbase Exchange as a feed of prices: what was paid in the last trade of each pair. */
export function createTickerPrices(options: TickerOptions): DeskOf<'prices'> {
  const { now } = options;
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToTicker({ ...options, credentials });
  const ask = async (product: TickerProduct): Promise<Outcome<Rate | null, NoRates>> => {
    try {
      return readTicker(await connection.ticker(product.id), product, now());
    } catch (error) {
      return refuse(sortNoRates(error));
    }
  };
  return {
    everyMs: EVERY_MS,
    rates: (assets, currencies) => askAll(ask, { assets, currencies }),
    listen: (assets, currencies, hear) => listenToTicker(options, wantedOf({ assets, currencies }), hear),
  };
}

interface Wanted {
  readonly assets: readonly Asset[];
  readonly currencies: readonly Currency[];
}

/** Each product is asked by itself, so one that fails takes nothing from the others. */
async function askAll(
  ask: (product: TickerProduct) => Promise<Outcome<Rate | null, NoRates>>,
  wanted: Wanted,
): Promise<Outcome<readonly Rate[], NoRates>> {
  const products = wantedOf(wanted);
  const answers = await Promise.all(products.map(ask));
  const refusals = answers.flatMap((one) => (one.ok ? [] : [one.refusal]));
  if (refusals.includes('rate_limited')) return refuse('rate_limited');
  if (products.length > 0 && refusals.length === products.length) return refuse('unavailable');
  return accept(answers.flatMap((one) => (one.ok && one.value ? [one.value] : [])));
}

function wantedOf({ assets, currencies }: Wanted): TickerProduct[] {
  return PRODUCTS.filter(({ asset, currency }) => assets.includes(asset) && currencies.includes(currency));
}
