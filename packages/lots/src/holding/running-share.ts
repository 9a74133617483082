import { scaleUnits } from '@diboas/kernel';

/** Units of a whole, from one to before another. */
export interface UnitRange {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * What a stretch of a whole has of a total: what all up to its end have, rounded half up, less what all up to its beginning
 * have. So stretches that follow one another add up to the last unit however they are cut, and none is a whole unit off what
 * it would have exactly. Largest remainders would need all parts of a lot at once, and they come one by one over years; a
 * share of what is left would carry the rounding of each part into all that follow.
 */
export function runningShare(total: bigint, whole: bigint, { from, to }: UnitRange): bigint {
  const upTo = (end: bigint) =>
    scaleUnits(total, { numerator: end, denominator: whole, rounding: 'half_up' });
  return upTo(to) - upTo(from);
}
