import { describe, expect, it } from 'vitest';
import { readVectors, type Vectors } from './testing/vectors.ts';

/** How many vectors each list has as it was published. A list that gets shorter proves less than it says. */
const PUBLISHED: { readonly [Name in keyof Vectors]: Readonly<Record<keyof Vectors[Name], number>> } = {
  bip173: { bech32Valid: 7, bech32Invalid: 12, addressesValid: 6, addressesInvalid: 10 },
  bip350: { bech32Valid: 7, bech32Invalid: 14, addressesValid: 8, addressesInvalid: 15 },
  'base58-keys-valid': { rows: 50 },
  'base58-keys-invalid': { rows: 50 },
  'key-io-valid': { rows: 70 },
  'key-io-invalid': { rows: 79 },
  erc55: { allCaps: 2, allLower: 2, mixed: 4 },
  solana: {
    onCurveBytes: 2,
    offCurveBytes: 2,
    onCurve: 4,
    offCurve: 2,
    bytesOf: 2,
    valid: 10,
    invalid: 5,
  },
  sui: { valid: 4, shortened: 3, notAddresses: 9 },
};

const names = ['bip173', 'bip350', 'base58-keys-valid', 'base58-keys-invalid', 'key-io-valid'] as const;
const others = ['key-io-invalid', 'erc55', 'solana', 'sui'] as const;

describe('M50 published vectors', () => {
  it.each([...names, ...others])('of %s are all there', (name) => {
    const lists: Record<string, readonly unknown[]> = { ...readVectors(name) };
    const counted = Object.entries(lists)
      .filter(([list]) => list !== 'source')
      .map(([list, rows]) => [list, new Set(rows.map((row) => JSON.stringify(row))).size]);
    expect(Object.fromEntries(counted)).toEqual(PUBLISHED[name]);
  });

  it('are 379 in all', () => {
    const counts = Object.values(PUBLISHED).flatMap((lists) => Object.values(lists));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(379);
  });
});
