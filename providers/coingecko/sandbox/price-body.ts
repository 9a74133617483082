import { type Instant, SECOND_MS } from '@diboas/kernel';
import { type WalkedAsset, type WalkedCurrency, walkedPrice } from '@diboas/sandbox-kit';

const ASSET_OF: Readonly<Record<string, WalkedAsset>> = {
  bitcoin: 'BTC',
  ethereum: 'ETH',
  solana: 'SOL',
  sui: 'SUI',
  'usd-coin': 'USDC',
};

const CURRENCY_OF: Readonly<Record<string, WalkedCurrency>> = { usd: 'USD', eur: 'EUR', brl: 'BRL' };

/** It looks at the market every so often, and says the same in between. */
const LOOKS_EVERY_MS = 5 * SECOND_MS;

/** The body as text, because its numbers have more digits than a float. What it does not know it leaves out. */
export function priceBody({
  ids,
  currencies,
  now,
  withTime,
}: {
  readonly ids: readonly string[];
  readonly currencies: readonly string[];
  readonly now: Instant;
  readonly withTime: boolean;
}): string {
  const lookedAt = Math.floor(now / LOOKS_EVERY_MS) * LOOKS_EVERY_MS;
  const coins = ids.flatMap((id) => {
    const asset = ASSET_OF[id];
    if (asset === undefined) return [];
    const prices = currencies.flatMap((currency) => {
      const known = CURRENCY_OF[currency];
      return known === undefined ? [] : [`"${currency}":${asNumber(walkedPrice(asset, known, lookedAt))}`];
    });
    const time = withTime ? [`"last_updated_at":${Math.floor(lookedAt / SECOND_MS)}`] : [];
    return [`"${id}":{${[...prices, ...time].join(',')}}`];
  });
  return `{${coins.join(',')}}`;
}

/** As JSON writes numbers: without zeros at the end. */
function asNumber(decimal: string): string {
  return decimal.replace(/\.?0+$/, '');
}
