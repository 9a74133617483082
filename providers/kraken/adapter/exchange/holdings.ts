import {
  type Asset,
  accept,
  money,
  type Network,
  type Outcome,
  refuse,
  scaleUnits,
  unitsPerOne,
} from '@diboas/kernel';
import type { FloatHoldings } from '@diboas/orchestration';
import { keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import type { KrakenConnection } from '../wire/connection.ts';
import { COINS } from './coins.ts';
import { readFigure, SCALE } from './order.ts';

const balancesSchema = z.record(z.string(), keptText);

/**
 * What lies in the account, of what we know, rounded down. What is staked or lent stands there under names of its own
 * (`SOL.S`), and can pay for nothing. A figure that cannot be read exactly makes the whole unavailable.
 */
export async function lookAtBalances(
  connection: KrakenConnection,
  usdcNetwork: Network,
): Promise<Outcome<FloatHoldings, 'unavailable'>> {
  let result: unknown;
  try {
    result = await connection.call('Balance');
  } catch {
    // Whatever it was: nobody says what lies there, and nobody takes that for nothing.
    return refuse('unavailable');
  }
  const balances = balancesSchema.safeParse(result);
  if (!balances.success) return refuse('unavailable');
  const kinds = [
    { asset: 'USDC' as Asset, network: usdcNetwork, names: ['USDC'] as readonly string[] },
    ...COINS,
  ];
  const held: { money: ReturnType<typeof money>; network: Network }[] = [];
  for (const { asset, network, names } of kinds) {
    const figures = names.flatMap((name) => balances.data[name] ?? []).map(readFigure);
    if (figures.length === 0) continue;
    let sum = 0n;
    for (const figure of figures) {
      if (figure === null) return refuse('unavailable');
      sum += figure;
    }
    const share = {
      numerator: unitsPerOne(asset),
      denominator: 10n ** BigInt(SCALE),
      rounding: 'down',
    } as const;
    held.push({ money: money(asset, scaleUnits(sum, share)), network });
  }
  return accept({ held, silent: [] });
}
