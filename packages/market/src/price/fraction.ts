import { assert, type Rounding, scaleUnits } from '@diboas/kernel';

/**
 * An exact number, zero or above. Prices are fractions, because the one of a currency is seldom a decimal in the other; so are
 * shares, of which one is the whole. The denominator is above zero.
 */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** More than any vendor writes. What is longer is no price, and would only cost time. */
const DIGITS_MAX = 60;
const POWER_MAX = 40;

const DECIMAL = /^([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/**
 * Reads a number as JSON writes it ("96412.5", "1.3e-7") exactly. Null for what is no number, is not above zero, or is
 * longer than any price.
 */
export function parseFraction(text: string): Fraction | null {
  const [, whole = '', part = '', power = '0'] = DECIMAL.exec(text) ?? [];
  const digits = `${whole}${part}`;
  const exponent = Number(power) - part.length;
  if (digits === '' || digits.length > DIGITS_MAX || Math.abs(exponent) > POWER_MAX) return null;
  const value = BigInt(digits);
  if (value === 0n) return null;
  const scale = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0
    ? { numerator: value, denominator: scale }
    : { numerator: value * scale, denominator: 1n };
}

/** As a plain decimal with at most this many digits after its point, and no zeros at its end. */
export function formatFraction(
  { numerator, denominator }: Fraction,
  { digits, rounding }: { readonly digits: number; readonly rounding: Rounding },
): string {
  const scaled = scaleUnits(10n ** BigInt(digits), { numerator, denominator, rounding });
  const text = scaled.toString().padStart(digits + 1, '0');
  const end = text.length - digits;
  const part = text.slice(end).replace(/0+$/, '');
  return part === '' ? text.slice(0, end) : `${text.slice(0, end)}.${part}`;
}

/** A whole number as a fraction. */
export function wholeFraction(count: bigint): Fraction {
  return { numerator: count, denominator: 1n };
}

/** The whole number next to a fraction, on the side that is asked for. */
export function roundFraction({ numerator, denominator }: Fraction, rounding: Rounding): bigint {
  return scaleUnits(1n, { numerator, denominator, rounding });
}

/** A share in basis points, ten thousand to the whole. */
export function inBasisPoints({ numerator, denominator }: Fraction, rounding: Rounding): bigint {
  return scaleUnits(10_000n, { numerator, denominator, rounding });
}

export function multiply(left: Fraction, right: Fraction): Fraction {
  return {
    numerator: left.numerator * right.numerator,
    denominator: left.denominator * right.denominator,
  };
}

export function divide(left: Fraction, right: Fraction): Fraction {
  assert(right.numerator > 0n, 'nothing is divided by zero', { right });
  return multiply(left, { numerator: right.denominator, denominator: right.numerator });
}

/** In lowest terms, so that long sums stay short. */
export function addFractions(left: Fraction, right: Fraction): Fraction {
  return inLowestTerms(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

/** What is left of the first. To take more than there is is a bug. */
export function subtractFractions(left: Fraction, right: Fraction): Fraction {
  const numerator = left.numerator * right.denominator - right.numerator * left.denominator;
  assert(numerator >= 0n, 'a fraction is zero or above', { left, right });
  return inLowestTerms(numerator, left.denominator * right.denominator);
}

/** Below zero where the first is less, zero where both are the same number however they are written. */
export function compareFractions(left: Fraction, right: Fraction): number {
  const [one, other] = [left.numerator * right.denominator, right.numerator * left.denominator];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function inLowestTerms(numerator: bigint, denominator: bigint): Fraction {
  let [divisor, rest] = [denominator, numerator];
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
