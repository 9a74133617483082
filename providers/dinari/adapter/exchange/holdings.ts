import { money, type Network, type Stock, unitsPerOne } from '@diboas/kernel';
import { multiply, parseFraction, roundFraction, ZERO } from '@diboas/market';
import { networkOfStock } from '@diboas/networks';
import type { FloatHoldings } from '@diboas/orchestration';
import { z } from 'zod';
import type { OrderContext } from './order.ts';

const cashSchema = z.array(z.object({ amount: z.string(), symbol: z.string() }));
const portfolioSchema = z.object({ assets: z.array(z.object({ amount: z.string(), stock_id: z.string() })) });

/** Its dollar tokens, of whichever kind, and its shares. Rounded down; null where a figure is none. */
export async function lookAtAccount(
  { connection, account, stocks }: OrderContext,
  dollarNetwork: Network,
): Promise<FloatHoldings | null> {
  const cash = cashSchema.safeParse(await connection.list(`${account}/cash`));
  const portfolio = portfolioSchema.safeParse(await connection.get(`${account}/portfolio`));
  const known = await stocks();
  if (!cash.success || !portfolio.success || known === null) return null;
  const dollars = unitsIn(
    'USDC',
    cash.data.map(({ amount }) => amount),
  );
  const shares = known.map(({ id, stock }) => ({
    stock,
    units: unitsIn(
      stock,
      portfolio.data.assets.filter((one) => one.stock_id === id).map(({ amount }) => amount),
    ),
  }));
  if (dollars === null || shares.some(({ units }) => units === null)) return null;
  const held = shares.map(({ stock, units }) => ({
    ...{ money: money(stock, units ?? 0n), network: networkOfStock(stock) },
  }));
  return { held: [{ money: money('USDC', dollars), network: dollarNetwork }, ...held], silent: [] };
}

function unitsIn(asset: 'USDC' | Stock, texts: readonly string[]): bigint | null {
  let sum = 0n;
  for (const text of texts) {
    const amount = /^0(\.0+)?$/.test(text) ? ZERO : parseFraction(text);
    if (amount === null) return null;
    sum += roundFraction(multiply(amount, { numerator: unitsPerOne(asset), denominator: 1n }), 'down');
  }
  return sum;
}
