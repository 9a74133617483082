import { scaleUnits } from '@diboas/kernel';
import type { Allocation, Slice } from './allocation.ts';

/**
 * How concentrated a portfolio is, from nothing to 10,000: the Herfindahl-Hirschman index, the sum of the squares of shares in
 * percent (U.S. Department of Justice, "Herfindahl-Hirschman Index"). 10,000 is all in one; n of one size are 10,000 ÷ n. Of
 * nothing it is zero.
 */
export interface Concentration {
  readonly byAsset: bigint;
  readonly byNetwork: bigint;
  readonly byIssuer: bigint;
}

export function concentrationOf({ byAsset, byNetwork, byIssuer }: Allocation): Concentration {
  const indexOf = (slices: readonly Slice<unknown>[]) => herfindahlIndex(slices.map(({ value }) => value));
  return { byAsset: indexOf(byAsset), byNetwork: indexOf(byNetwork), byIssuer: indexOf(byIssuer) };
}

/** From the values themselves and not from shares that were rounded; to the nearest point. */
export function herfindahlIndex(values: readonly bigint[]): bigint {
  const total = values.reduce((sum, value) => sum + value, 0n);
  if (total === 0n) return 0n;
  const squares = values.reduce((sum, value) => sum + value * value, 0n);
  return scaleUnits(squares, { numerator: 10_000n, denominator: total * total, rounding: 'half_up' });
}
