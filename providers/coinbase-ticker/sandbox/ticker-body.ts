import { formatInstant, type Instant, SECOND_MS } from '@diboas/kernel';
import { type WalkedAsset, type WalkedCurrency, walkedPrice } from '@diboas/sandbox-kit';

/** What is traded: the pair, and how many digits its price has. */
const PAIRS: Readonly<Record<string, { asset: WalkedAsset; currency: WalkedCurrency; digits: number }>> = {
  'BTC-USD': { asset: 'BTC', currency: 'USD', digits: 2 },
  'BTC-EUR': { asset: 'BTC', currency: 'EUR', digits: 2 },
  'ETH-USD': { asset: 'ETH', currency: 'USD', digits: 2 },
  'ETH-EUR': { asset: 'ETH', currency: 'EUR', digits: 2 },
  'SOL-USD': { asset: 'SOL', currency: 'USD', digits: 2 },
  'SOL-EUR': { asset: 'SOL', currency: 'EUR', digits: 2 },
  'SUI-USD': { asset: 'SUI', currency: 'USD', digits: 4 },
  'USDC-EUR': { asset: 'USDC', currency: 'EUR', digits: 4 },
};

const FIRST_TRADE_AT = Date.UTC(2026, 0, 1);

/** Null for a pair that is not traded. There is a trade every second. */
export function tickerOf(product: string, now: Instant) {
  const pair = PAIRS[product];
  if (pair === undefined) return null;
  const second = Math.floor(now / SECOND_MS);
  const price = rounded(walkedPrice(pair.asset, pair.currency, second * SECOND_MS), pair.digits);
  return {
    ask: price,
    bid: price,
    volume: '12034.51827101',
    trade_id: second - FIRST_TRADE_AT / SECOND_MS,
    price,
    size: '0.00698254',
    time: `${formatInstant(second * SECOND_MS).slice(0, -1)}000Z`,
    rfq_volume: '12.004115',
    conversions_volume: '0.00',
  };
}

function rounded(decimal: string, digits: number): string {
  return decimal.slice(0, decimal.indexOf('.') + 1 + digits);
}
