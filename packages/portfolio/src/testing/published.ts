import { expect } from 'vitest';
import { RETURN_SCALE } from '../exact/growth.ts';

/** A published figure, such as -0.0346, in parts of `RETURN_SCALE`. */
export function scaled(text: string): bigint {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const units = BigInt(whole) * RETURN_SCALE + BigInt(part.slice(0, 12).padEnd(12, '0'));
  return sign === '-' ? -units : units;
}

/** Half of one of the last digit that was published, or as far as its source says that it is right. */
export function expectPublished(actual: bigint, text: string, within = halfOfLastDigit(text)): void {
  const apart = actual - scaled(text);
  expect(apart < 0n ? -apart : apart, `${actual} is not ${text}`).toBeLessThanOrEqual(within);
}

function halfOfLastDigit(text: string): bigint {
  const digits = text.split('.')[1]?.length ?? 0;
  return digits >= 12 ? 1n : 5n * 10n ** BigInt(11 - digits);
}
