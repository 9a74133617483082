import { describe, expect, it } from 'vitest';
import { confirmEthereum } from './confirm.ts';

const TAGS = { latest: 100n, safe: 68n, finalized: 36n };

describe('a transaction of Ethereum', () => {
  it.each([
    ['small', null, { seen: 0, wanted: 32, isEnough: false, isFinal: false }],
    ['small', 100n, { seen: 1, wanted: 32, isEnough: false, isFinal: false }],
    ['small', 69n, { seen: 31, wanted: 32, isEnough: false, isFinal: false }],
    ['small', 68n, { seen: 32, wanted: 32, isEnough: true, isFinal: false }],
    ['usual', 68n, { seen: 33, wanted: 64, isEnough: false, isFinal: false }],
    ['large', 37n, { seen: 63, wanted: 64, isEnough: false, isFinal: false }],
    ['large', 36n, { seen: 64, wanted: 64, isEnough: true, isFinal: true }],
  ] as const)('that is %s and in block %s of 100 has come so far', (tier, includedAt, confirmation) => {
    expect(confirmEthereum(tier, { ...TAGS, includedAt })).toEqual(confirmation);
  });

  it('is not enough by its depth alone, when validators are late', () => {
    const late = { includedAt: 50n, latest: 500n, safe: 40n, finalized: 8n };
    expect(confirmEthereum('small', late)).toMatchObject({ seen: 31, isEnough: false });
  });
});
