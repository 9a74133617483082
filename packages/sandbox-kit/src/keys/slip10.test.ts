import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { ed25519KeyAt } from './slip10.ts';

const SEED = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

/** Test vector 1 for ed25519 of SLIP-0010. */
const VECTOR_1 = [
  ['m', '2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7'],
  ["m/0'", '68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3'],
  ["m/0'/1'", 'b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2'],
  ["m/0'/1'/2'", '92a5b23c0b8a99e37d07df3fb9966917f5d06e02ddbd909c7e184371463e9fc9'],
  ["m/0'/1'/2'/2'", '30d1dc7e5fc04c31219ab25a27ae00b50f6fd66622f6e9c913253d6511d1e662'],
  ["m/0'/1'/2'/2'/1000000000'", '8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793'],
] as const;

describe('keys of ed25519', () => {
  it.each(VECTOR_1)('at %s are those of the standard', (path, key) => {
    expect(Buffer.from(ed25519KeyAt(SEED, path) ?? []).toString('hex')).toBe(key);
  });

  it('have the public half that the standard says', () => {
    const key = ed25519KeyAt(SEED, 'm') ?? new Uint8Array();
    expect(Buffer.from(ed25519.getPublicKey(key)).toString('hex')).toBe(
      'a4b2856bfec510abab89753fac1ac0e1112364e7d250545963f135f2a33188ed',
    );
  });

  it.each(['', "44'/0'", 'm/0', "m/2147483648'", "m/-1'", "m/0''", 'm/'])('do not exist at %j', (path) => {
    expect(ed25519KeyAt(SEED, path)).toBeNull();
  });
});
