// Amounts on a provider's wire are decimal strings. They are counted here in whole units of the last digit, as
// bigint, and never as floating point numbers.

const DECIMAL = /^(\d{1,24})(?:\.(\d{1,24}))?$/;

/**
 * The number of 10^-`decimals` units in `text`. Null when it is not a plain, unsigned decimal, or has more digits
 * after the point than the currency has.
 */
export function parseDecimal(text: string, decimals: number): bigint | null {
  const parts = DECIMAL.exec(text);
  const whole = parts?.[1];
  const fraction = parts?.[2] ?? '';
  if (whole === undefined || fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

/** The decimal string with exactly `decimals` digits after the point. */
export function formatDecimal(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `bps` hundredths of a percent of `amount`, half a unit rounded up. */
export function shareHalfUp(amount: bigint, bps: bigint): bigint {
  return (amount * bps + 5_000n) / 10_000n;
}

export function divideRoundingUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
