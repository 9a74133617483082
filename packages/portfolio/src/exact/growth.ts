import { assert, scaleUnits } from '@diboas/kernel';

/**
 * What one became, exactly: 11/10 after a gain of a tenth, 0 after a total loss. Never below zero. Not reduced: parts of
 * hundreds of digits are cheap to multiply, and to reduce them is not.
 */
export interface Growth {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const NO_GROWTH: Growth = { numerator: 1n, denominator: 1n };

/** Returns as whole numbers are parts of this: 0.1, ten percent, is 100,000,000,000. */
export const RETURN_SCALE = 10n ** 12n;

export function growthFrom(start: bigint, end: bigint): Growth {
  assert(start > 0n && end >= 0n, 'a growth is from something, and never to less than nothing', {
    start,
    end,
  });
  return { numerator: end, denominator: start };
}

/** One after the other, linked geometrically. */
export function chain(first: Growth, second: Growth): Growth {
  return {
    numerator: first.numerator * second.numerator,
    denominator: first.denominator * second.denominator,
  };
}

/** A growth less one, in parts of `RETURN_SCALE`, to the nearest. */
export function returnOf({ numerator, denominator }: Growth): bigint {
  return scaleUnits(numerator - denominator, { numerator: RETURN_SCALE, denominator, rounding: 'half_up' });
}
