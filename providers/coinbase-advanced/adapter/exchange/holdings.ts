import {
  type Asset,
  accept,
  isAsset,
  type Money,
  money,
  type Network,
  type Outcome,
  refuse,
  unitsPerOne,
} from '@diboas/kernel';
import { addFractions, type Fraction, multiply, parseFraction, roundFraction, ZERO } from '@diboas/market';
import type { FloatHoldings } from '@diboas/orchestration';
import { z } from 'zod';
import { QUOTE } from '../market-data/instrument.ts';
import type { AdvancedConnection } from '../wire/connection.ts';
import { homeOf } from './trade.ts';

const amountSchema = z.object({ value: z.string() });
const accountsSchema = z.object({
  accounts: z.array(z.object({ currency: z.string(), available_balance: amountSchema, hold: amountSchema })),
  has_next: z.boolean(),
  cursor: z.string(),
});

const PAGES_MAX = 100;

/**
 * What lies with Coinbase of what we trade there, what it holds back for orders that stand included. It knows of no networks: all
 * dollars are told on the one that our books have them on. Rounded down; a figure that is none makes the whole unavailable.
 */
export async function lookAtAccounts(
  connection: AdvancedConnection,
  dollarNetwork: Network,
): Promise<Outcome<FloatHoldings, 'unavailable'>> {
  const sums = new Map<Asset, Fraction>();
  let cursor = '';
  try {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const query = { limit: '250', ...(cursor === '' ? {} : { cursor }) };
      const body = accountsSchema.safeParse(await connection.get('/accounts', query));
      if (!body.success) return refuse('unavailable');
      for (const { currency, available_balance, hold } of body.data.accounts) {
        if (!isAsset(currency)) continue;
        const [free, held] = [amountOf(available_balance.value), amountOf(hold.value)];
        if (free === null || held === null) return refuse('unavailable');
        sums.set(currency, addFractions(sums.get(currency) ?? ZERO, addFractions(free, held)));
      }
      if (!body.data.has_next) return accept({ held: heldOf(sums, dollarNetwork), silent: [] });
      cursor = body.data.cursor;
    }
  } catch {
    // Whatever it was: nobody says what lies there, and nobody takes that for nothing.
  }
  return refuse('unavailable');
}

function heldOf(
  sums: ReadonlyMap<Asset, Fraction>,
  dollarNetwork: Network,
): { money: Money; network: Network }[] {
  return [...sums].flatMap(([asset, sum]) => {
    const network = asset === QUOTE ? dollarNetwork : homeOf(asset);
    const units = roundFraction(multiply(sum, { numerator: unitsPerOne(asset), denominator: 1n }), 'down');
    return network === null ? [] : [{ money: money(asset, units), network }];
  });
}

function amountOf(text: string): Fraction | null {
  return /^0(\.0+)?$/.test(text) ? ZERO : parseFraction(text);
}
