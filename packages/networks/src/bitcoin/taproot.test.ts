import { hex } from '@scure/base';
import { OutScript } from '@scure/btc-signer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTaprootKey } from './taproot.ts';

describe('a key of taproot', () => {
  it('is the x of a point of the curve, as another library says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (pubkey) => {
        if (isTaprootKey(pubkey)) expect(scriptOfLibrary(pubkey)).toHaveLength(34);
        else expect(() => scriptOfLibrary(pubkey)).toThrow('wrong taproot public key');
      }),
      { numRuns: 50 },
    );
  });

  it('is not as large as the field', () => {
    expect(isTaprootKey(new Uint8Array(32).fill(0xff))).toBe(false);
    // The x of the generator (SEC 2, section 2.4.1).
    const generator = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';
    expect(isTaprootKey(hex.decode(generator))).toBe(true);
  });
});

/** The script by another library, which makes none for what is no key. */
function scriptOfLibrary(pubkey: Uint8Array): Uint8Array {
  return OutScript.encode({ type: 'tr', pubkey });
}
