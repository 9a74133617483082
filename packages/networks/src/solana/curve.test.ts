import { base58 } from '@scure/base';
import { address, isOffCurveAddress } from '@solana/addresses';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnCurve } from './curve.ts';

const isOfLibrary = (bytes: Uint8Array) => !isOffCurveAddress(address(base58.encode(bytes)));

describe('a point of the curve', () => {
  it('is one where the library says so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(isOnCurve(bytes)).toBe(isOfLibrary(bytes));
      }),
    );
  });

  it.each([
    ['y = 0', 0, 0],
    ['y = 1', 1, 0],
    ['y = 1 with the sign of an x that is 0', 1, 0x80],
    ['y = 2', 2, 0],
    ['y = 3', 3, 0x80],
  ])('is told as the library does at %s', (_, first, last) => {
    const bytes = new Uint8Array(32);
    bytes[0] = first;
    bytes[31] = last;
    expect(isOnCurve(bytes)).toBe(isOfLibrary(bytes));
  });

  it('is told as the library does where y is not smaller than the field', () => {
    for (let least = 0xec; least <= 0xff; least += 1) {
      const bytes = new Uint8Array(32).fill(0xff);
      bytes[0] = least;
      bytes[31] = 0x7f;
      expect(isOnCurve(bytes)).toBe(isOfLibrary(bytes));
    }
  });
});
