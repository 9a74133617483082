// What a position is made of at a price, and what of a sum has to be swapped for one. Prices are those of the pool: the square root of wei
// for a millionth of a dollar, so that dollars are its first token and ether is its second; it falls as ether gets dearer. Source:
// `SqrtPriceMath.sol` of @uniswap/v3-core 1.0.1 and `LiquidityAmounts.sol` of @uniswap/v3-periphery 1.4.4.
import { assert } from '@diboas/kernel';

const Q96 = 1n << 96n;
const BPS = 10_000n;

/** The square roots of the prices at both ends of a range: of the dearest ether, and of the cheapest. */
export interface SqrtRange {
  readonly dearest: bigint;
  readonly cheapest: bigint;
}

/** Dollars for each dollar's worth of ether, in billionths, that a position of this range takes at this price. */
const BILLION = 10n ** 9n;

function dollarsAnEther(price: bigint, { dearest, cheapest }: SqrtRange): bigint {
  return (BILLION * price * (cheapest - price)) / (cheapest * (price - dearest));
}

/** What of a sum is swapped, and what of dollars a position then takes at each price that the swap may still be carried out at. */
export interface SwapFor {
  readonly range: SqrtRange;
  /** The square root of the price as it stands after the swap. */
  readonly price: bigint;
  readonly units: bigint;
  /** What the pool keeps, in millionths. */
  readonly fee: number;
  /** By how much dearer ether may have become until then, in basis points. */
  readonly dearerBps: bigint;
}

/**
 * So much that all the ether that it brings goes into the position, whatever ether costs up to that bound: the dearer it is, the more
 * dollars go with each dollar's worth of it. What is left over is dollars then, never ether.
 */
export function toBeSwapped({ range, price, units, fee, dearerBps }: SwapFor): bigint {
  // Of a square root half as much. Rounded up, so that it is the bound at least.
  const bound = price - (price * (dearerBps + 1n)) / (2n * BPS);
  assert(bound > range.dearest && price < range.cheapest, 'the price is in the range of a new position');
  const afterFee = (BILLION * BigInt(1_000_000 - fee)) / 1_000_000n;
  const beside = (dollarsAnEther(bound, range) * afterFee) / BILLION + 1n;
  return (units * BILLION) / (BILLION + beside);
}

/** How large a position so much ether makes at a price: its liquidity, as the contract rounds it. */
export function liquidityOfEther(
  wei: bigint,
  price: bigint,
  { dearest }: Pick<SqrtRange, 'dearest'>,
): bigint {
  return (wei * Q96) / (price - dearest);
}

/** Millionths of a dollar and wei that a position of so much liquidity takes at this price, rounded up as they are taken. */
export function amountsTaken(liquidity: bigint, price: bigint, range: SqrtRange): readonly [bigint, bigint] {
  const inside = within(price, range);
  const { dearest, cheapest } = range;
  const dollars = roundedUp(roundedUp(liquidity * Q96 * (cheapest - inside), cheapest), inside);
  return [dollars, roundedUp(liquidity * (inside - dearest), Q96)];
}

/** Beyond either end a position is what it is at that end. */
function within(price: bigint, { dearest, cheapest }: SqrtRange): bigint {
  if (price < dearest) return dearest;
  return price > cheapest ? cheapest : price;
}

function roundedUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/** Millionths of a dollar for so many wei at a price, rounded down. */
export function dollarsFor(wei: bigint, price: bigint): bigint {
  return (wei * Q96 * Q96) / (price * price);
}
