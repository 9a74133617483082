import { type Asset, isAsset, isStock, money, type Network, unitsPerOne } from '@diboas/kernel';
import { multiply, parseFraction, roundFraction, ZERO } from '@diboas/market';
import { networkOfStock } from '@diboas/networks';
import type { FloatHoldings } from '@diboas/orchestration';
import { z } from 'zod';
import type { AlpacaConnection } from '../wire/connection.ts';

const accountSchema = z.object({ cash: z.string() });
const positionsSchema = z.array(z.object({ symbol: z.string(), qty: z.string() }));

/** Its cash and its shares, rounded down; null where a figure is none. */
export async function lookAtAccount(
  connection: AlpacaConnection,
  dollarNetwork: Network,
): Promise<FloatHoldings | null> {
  const account = accountSchema.safeParse(await connection.get('/v2/account'));
  const positions = positionsSchema.safeParse(await connection.list('/v2/positions'));
  if (!account.success || !positions.success) return null;
  const cash = unitsIn('USDC', account.data.cash);
  if (cash === null) return null;
  const held = [{ money: money('USDC', cash), network: dollarNetwork }];
  for (const { symbol, qty } of positions.data) {
    if (!isAsset(symbol) || !isStock(symbol)) continue;
    const units = unitsIn(symbol, qty);
    if (units === null) return null;
    held.push({ money: money(symbol, units), network: networkOfStock(symbol) });
  }
  return { held, silent: [] };
}

function unitsIn(asset: Asset, text: string): bigint | null {
  const amount = /^0(\.0+)?$/.test(text) ? ZERO : parseFraction(text);
  return (
    amount && roundFraction(multiply(amount, { numerator: unitsPerOne(asset), denominator: 1n }), 'down')
  );
}
