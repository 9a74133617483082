// What a customer did before, as checks count it: in US cents.
import { assert, scaleUnits, unitsPerOne } from '@diboas/kernel';
import type { EarlierUse } from '../checks/check.ts';
import { countedAsset, type Operation } from './operation.ts';
import type { Use } from './use.ts';

type Operations = ReadonlyMap<string, Operation>;

export function earlierUseOf(operations: Operations, use: Use): EarlierUse {
  const { units, ...rest } = use;
  return { ...rest, cents: units === 0n ? 0n : centsOf(operations, use) };
}

/** In US cents, rounded up: what counts is never made smaller. */
export function centsOf(
  operations: Operations,
  { operation: name, units }: Pick<Use, 'operation' | 'units'>,
): bigint {
  const operation = operations.get(name);
  const asset = operation ? countedAsset(operation) : 'USD';
  assert(asset === 'USD' || asset === 'USDC', 'what counts is counted in dollars', { name, asset });
  const [numerator, denominator] = [unitsPerOne('USD'), unitsPerOne(asset)];
  return scaleUnits(units, { numerator, denominator, rounding: 'up' });
}
