import type { AmountPriceView } from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

/** What an amount of bitcoin would be traded at, a tenth of a percent beyond what it costs in dollars; null of anything else. */
export function amountPriceOf(
  world: ScriptedWorld,
  { path, query }: { readonly path: string; readonly query: URLSearchParams },
): AmountPriceView | null {
  const priced = world.prices?.find(({ asset }) => asset === 'BTC');
  if (!priced || !path.includes('/BTC/')) return null;
  const side = query.get('side') === 'sell' ? 'sell' : 'buy';
  const price = Number(priced.USD) * (side === 'buy' ? 1.001 : 0.999);
  const amount = Number(query.get('amount'));
  const [coins, dollars] = side === 'buy' ? [amount / price, amount] : [amount, amount * price];
  const [ofCoins, ofDollars] = [
    { asset: 'BTC', amount: coins.toFixed(8) } as const,
    { asset: 'USDC', amount: dollars.toFixed(6) } as const,
  ];
  const now = Date.now() + world.aheadMs;
  return {
    ...{ asOf: wireInstant(now), asset: 'BTC', side, worseBps: 10, source: 'Northpay' },
    ...(side === 'buy' ? { amount: ofDollars, gets: ofCoins } : { amount: ofCoins, gets: ofDollars }),
    price: { asset: 'USDC', amount: price.toFixed(6) },
    ...{ at: wireInstant(now - priced.ageMs), isOld: priced.ageMs >= 10_000 },
  };
}
