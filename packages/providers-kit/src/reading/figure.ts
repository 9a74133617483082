import type { Rounding } from '@diboas/kernel';
import { parseFraction, roundFraction } from '@diboas/market';

/** A number as JSON writes it, in units of its so manieth digit; null for what is none. */
export function readFigure(
  text: string,
  { digits, rounding }: { readonly digits: number; readonly rounding: Rounding },
): bigint | null {
  const [, sign = '', size = ''] = /^(-?)(.*)$/s.exec(text) ?? [];
  if (/^0(?:\.0+)?(?:[eE][+-]?\d{1,3})?$/.test(size)) return 0n;
  const exact = parseFraction(size);
  if (exact === null) return null;
  const { numerator, denominator } = exact;
  const units = roundFraction({ numerator: numerator * 10n ** BigInt(digits), denominator }, rounding);
  return sign === '-' ? -units : units;
}
