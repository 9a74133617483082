// Aave's own arithmetic: numbers with 27 digits behind the point. Source: `WadRayMath.sol` of @aave/core-v3 1.19.3, and `TokenMath.sol` of
// @aave-dao/aave-v3-origin 3.6.0 for what is rounded in favour of the market.
import type { AaveMarket } from '../wire/contracts.ts';

const RAY = 10n ** 27n;

type Rounding = AaveMarket['rounding'];

/** What a scaled amount is worth at an index, as the market itself counts it. */
export function worthOf(scaled: bigint, index: bigint, rounding: Rounding): bigint {
  return (scaled * index + (rounding === 'nearest' ? RAY / 2n : 0n)) / RAY;
}

/** The scaled amount that is got for so much. */
export function scaledIn(units: bigint, index: bigint, rounding: Rounding): bigint {
  return (units * RAY + (rounding === 'nearest' ? index / 2n : 0n)) / index;
}

/** The scaled amount that so much takes away. */
export function scaledOut(units: bigint, index: bigint, rounding: Rounding): bigint {
  return (units * RAY + (rounding === 'nearest' ? index / 2n : index - 1n)) / index;
}

/**
 * By how many units at most taking out a part leaves less than all was worth before: a scaled unit that is rounded away is worth the
 * index, which stays below two for decades, and what is left is rounded once more.
 */
export const ROUNDED_UNITS = 2n;

/** What a rate a year comes to with interest on interest by the second, in millionths: as the market itself shows it. */
export function yearlyPpm(rate: bigint): number {
  return Math.round(Math.expm1(Number(rate) / Number(RAY)) * 1_000_000);
}
