import { assert, type Rounding, scaleUnits } from '@diboas/kernel';

/** An exact positive number. Prices are fractions, because the one of a currency is seldom a decimal in the other. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

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

export function multiply(left: Fraction, right: Fraction): Fraction {
  return {
    numerator: left.numerator * right.numerator,
    denominator: left.denominator * right.denominator,
  };
}

export function divide(left: Fraction, right: Fraction): Fraction {
  assert(right.numerator > 0n, 'a price is above zero', { right });
  return multiply(left, { numerator: right.denominator, denominator: right.numerator });
}
