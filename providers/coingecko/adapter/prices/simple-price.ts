import { type Asset, type Instant, SECOND_MS } from '@diboas/kernel';
import { type Currency, parseFraction, type Rate } from '@diboas/market';
import { happenedAt } from '@diboas/providers-kit';
import { z } from 'zod';

/** CoinGecko's own names of what we price (docs.coingecko.com, Coins List). What is not here it is not asked for. */
export const COINS: Readonly<Partial<Record<Asset, string>>> = {
  BTC: 'bitcoin',
  ETH: 'ethereum',
  SOL: 'solana',
  SUI: 'sui',
  USDC: 'usd-coin',
};

/** An answer of /simple/price whose numbers are still text. A coin that it does not know is absent, a price may be null. */
const answerSchema = z.record(
  z.string(),
  z.looseObject({
    last_updated_at: z
      .string()
      .regex(/^[0-9]{1,12}$/)
      .nullish(),
  }),
);

/** Null for what is no answer of CoinGecko's. A price without its time is left out: nobody could say how old it is. */
export function readSimplePrice(
  body: unknown,
  {
    assets,
    currencies,
    now,
  }: { readonly assets: readonly Asset[]; readonly currencies: readonly Currency[]; readonly now: Instant },
): Rate[] | null {
  const read = answerSchema.safeParse(body);
  if (!read.success) return null;
  return assets.flatMap((asset) => {
    const coin = read.data[COINS[asset] ?? ''];
    if (!coin?.last_updated_at) return [];
    const at = happenedAt(Number(coin.last_updated_at) * SECOND_MS, { receivedAt: now });
    return currencies.flatMap((currency) => {
      const said = coin[currency.toLowerCase()];
      const price = typeof said === 'string' ? parseFraction(said) : null;
      return price === null ? [] : [{ asset, currency, price, at, source: 'coingecko' }];
    });
  });
}
