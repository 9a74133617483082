import { assert } from './assert.ts';
import { ASSETS, type Asset, unitsPerOne } from './asset.ts';
import { accept, type Outcome, refuse } from './outcome.ts';

/** An exact amount of one asset in its minor units (cents of USD, millionths of USDC). May be negative. */
export interface Money {
  readonly asset: Asset;
  readonly units: bigint;
}

export type MoneyRefusal = 'not_a_decimal' | 'too_many_digits' | 'too_large';

/** `numeric(38,0)` in the database holds no more, so nothing above it is money. */
export const UNITS_MAX = 10n ** 38n - 1n;

const DECIMAL = /^(-?)(0|[1-9][0-9]{0,37})(?:\.([0-9]{1,38}))?$/;

export function money(asset: Asset, units: bigint): Money {
  return { asset, units };
}

/**
 * Reads a plain decimal string ("100.00") exactly. Never rounds: more fraction digits than the asset has
 * are refused, unless they are all zero.
 */
export function parseMoney(asset: Asset, text: string): Outcome<Money, MoneyRefusal> {
  const match = DECIMAL.exec(text);
  if (!match) return refuse('not_a_decimal');
  const decimals = ASSETS[asset].decimals;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return refuse('too_many_digits');
  const whole = BigInt(match[2] ?? '0') * unitsPerOne(asset);
  const units = whole + BigInt(fraction.padEnd(decimals, '0') || '0');
  if (units > UNITS_MAX) return refuse('too_large');
  return accept({ asset, units: match[1] === '-' ? -units : units });
}

/** The exact decimal string of an amount, with all of the asset's digits: "100.00", "0.500000". */
export function formatMoney(value: Money): string {
  const decimals = ASSETS[value.asset].decimals;
  const sign = value.units < 0n ? '-' : '';
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(decimals + 1, '0');
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Sum of two amounts of one asset. Amounts of different assets never meet without a rate: that is a bug. */
export function addMoney(left: Money, right: Money): Money {
  assert(left.asset === right.asset, 'amounts of different assets cannot be added', { left, right });
  return { asset: left.asset, units: left.units + right.units };
}

export function subtractMoney(left: Money, right: Money): Money {
  return addMoney(left, { asset: right.asset, units: -right.units });
}

/** Sum of many amounts of one asset; zero of `asset` when there are none. */
export function sumMoney(asset: Asset, values: readonly Money[]): Money {
  return values.reduce(addMoney, { asset, units: 0n });
}

export type Rounding = 'down' | 'up' | 'half_up';

/**
 * `units × numerator ÷ denominator`, with the rounding stated by the caller. `down` is toward zero, `up` away
 * from zero, `half_up` to the nearest with ties away from zero.
 */
export function scaleUnits(
  units: bigint,
  { numerator, denominator, rounding }: { numerator: bigint; denominator: bigint; rounding: Rounding },
): bigint {
  assert(denominator > 0n, 'a share needs a positive denominator', { denominator });
  const product = units * numerator;
  const quotient = product / denominator;
  const remainder = product % denominator;
  if (remainder === 0n || rounding === 'down') return quotient;
  const away = product < 0n ? -1n : 1n;
  if (rounding === 'up') return quotient + away;
  const doubled = (remainder < 0n ? -remainder : remainder) * 2n;
  return doubled >= denominator ? quotient + away : quotient;
}

/** The smaller of two counts of units, which are no numbers that `Math` takes. */
export function smallerUnits(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

export function largerUnits(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}

/** A share in basis points: 50 bps of $100.00 is $0.50. */
export function shareOfMoney(value: Money, bps: bigint, rounding: Rounding): Money {
  return {
    asset: value.asset,
    units: scaleUnits(value.units, { numerator: bps, denominator: 10_000n, rounding }),
  };
}
