import { describe, expect, it } from 'vitest';
import { dustOf } from './amount.ts';

describe('dust', () => {
  // Bitcoin Core names the first and the third in `src/policy/policy.cpp`; the others follow from the sizes there.
  it.each([
    ['p2pkh', 546n],
    ['p2sh', 540n],
    ['p2wpkh', 294n],
    ['p2wsh', 330n],
    ['p2tr', 330n],
  ] as const)('at %s is less than %s satoshis', (kind, dust) => {
    expect(dustOf(kind)).toBe(dust);
  });

  it('is a matter of Bitcoin alone', () => {
    expect(() => dustOf('on_curve')).toThrow('an output of Bitcoin');
  });
});
