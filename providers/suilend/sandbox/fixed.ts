// Numbers with 18 digits behind the point, each result cut off there. Source: `decimal.move`.

export const ONE = 10n ** 18n;

export const whole = (value: bigint): bigint => value * ONE;
export const times = (left: bigint, right: bigint): bigint => (left * right) / ONE;
export const over = (left: bigint, right: bigint): bigint => (left * ONE) / right;
export const cut = (value: bigint): bigint => value / ONE;
export const hundredths = (value: bigint): bigint => whole(value) / 100n;
export const points = (bps: bigint): bigint => whole(bps) / 10_000n;

/** By squaring, from the lowest digit of the exponent on: the order says what is cut off where. */
export function power(base: bigint, exponent: bigint): bigint {
  let [result, square, left] = [ONE, base, exponent];
  for (; left > 0n; left /= 2n) {
    if (left % 2n === 1n) result = times(result, square);
    square = times(square, square);
  }
  return result;
}
