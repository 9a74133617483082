import { parseZone, type Zone } from '@diboas/calendars';
import { type Asset, assert, type Instant } from '@diboas/kernel';
import type { Currency, Rate } from '@diboas/market';
import type { Keeping, PortfolioBooks, PortfolioMovement } from '../keeping/books.ts';

export function madeZone(name: string): Zone {
  const zone = parseZone(name);
  assert(zone, 'a zone that there is', { name });
  return zone;
}

/** A portfolio of which nothing is written yet. */
export function madeKeeping(changes: Partial<Keeping> = {}): Keeping {
  return { customerId: 'somebody', zone: null, last: null, seq: 0, ...changes };
}

export interface MadeMovement {
  readonly at: Instant;
  readonly units: bigint;
  readonly asset?: Asset;
  readonly operation?: string;
  readonly isFee?: boolean;
}

/** Each is an entry of the journal, in this order. */
export function madeMovements(made: readonly MadeMovement[]): PortfolioMovement[] {
  return made.map(({ at, units, asset = 'USDC', operation = 'ADD', isFee = false }, index) => ({
    ...{ seq: index + 1, at, network: 'solana', operation, isFee },
    money: { asset, units },
  }));
}

/** The books after these, of which those up to a place are not told any more. */
export function madeBooks(movements: readonly PortfolioMovement[], after = 0): PortfolioBooks {
  const units = new Map<Asset, bigint>();
  for (const { money } of movements) units.set(money.asset, (units.get(money.asset) ?? 0n) + money.units);
  const held = [...units].map(([asset, sum]) => ({
    network: 'solana' as const,
    money: { asset, units: sum },
  }));
  const seq = movements.at(-1)?.seq ?? 0;
  return { seq, held, movements: movements.filter((one) => one.seq > after) };
}

/** So many whole units of a currency for one whole unit. */
export function madeRate(asset: Asset, price: bigint, at: Instant, currency: Currency = 'USD'): Rate {
  return { asset, currency, price: { numerator: price, denominator: 1n }, at, source: 'northpay' };
}
