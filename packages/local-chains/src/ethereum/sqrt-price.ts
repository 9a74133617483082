/** Parts of a square root of a price as the pools keep it: it is told with 96 binary digits behind its point. */
const X96 = 2n ** 96n;

/**
 * The square root of the price of USDC in WETH, as a pool keeps it: so many wei for a millionth of a dollar, where an ether costs so many dollars.
 * @param dollars whole cents at most
 */
export function sqrtPriceOf(dollars: number): bigint {
  const cents = BigInt(Math.round(dollars * 100));
  // 10^18 wei and 10^6 millionths of a dollar: (10^18 × 100) / (cents × 10^6).
  return squareRoot((X96 * X96 * 10n ** 14n) / cents);
}

/** By Newton, rounded down. */
function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
