import { describe, expect, it } from 'vitest';
import { confirmBitcoin } from './confirm.ts';

describe('a transaction of Bitcoin', () => {
  it.each([
    ['small', null, { seen: 0, wanted: 2, isEnough: false, isFinal: false }],
    ['small', 100n, { seen: 1, wanted: 2, isEnough: false, isFinal: false }],
    ['small', 99n, { seen: 2, wanted: 2, isEnough: true, isFinal: false }],
    ['usual', 99n, { seen: 2, wanted: 3, isEnough: false, isFinal: false }],
    ['large', 96n, { seen: 5, wanted: 6, isEnough: false, isFinal: false }],
    ['large', 95n, { seen: 6, wanted: 6, isEnough: true, isFinal: true }],
    ['small', 1n, { seen: 2, wanted: 2, isEnough: true, isFinal: true }],
  ] as const)('that is %s and in block %s of 100 has come so far', (tier, includedAt, confirmation) => {
    expect(confirmBitcoin(tier, { includedAt, newest: 100n })).toEqual(confirmation);
  });

  it('has come nowhere when its block is above the newest, because others were undone', () => {
    for (const includedAt of [101n, 106n])
      expect(confirmBitcoin('small', { includedAt, newest: 100n }).seen).toBe(0);
  });
});
