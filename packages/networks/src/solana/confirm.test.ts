import { describe, expect, it } from 'vitest';
import { confirmSolana } from './confirm.ts';

describe('a transaction of Solana', () => {
  it.each([
    ['small', null, { seen: 0, wanted: 1, isEnough: false, isFinal: false }],
    [
      'small',
      { commitment: 'processed', confirmations: 0n },
      { seen: 0, wanted: 1, isEnough: false, isFinal: false },
    ],
    [
      'small',
      { commitment: 'confirmed', confirmations: 5n },
      { seen: 1, wanted: 1, isEnough: true, isFinal: false },
    ],
    [
      'usual',
      { commitment: 'confirmed', confirmations: 5n },
      { seen: 6, wanted: 32, isEnough: false, isFinal: false },
    ],
    [
      'large',
      { commitment: 'confirmed', confirmations: 31n },
      { seen: 31, wanted: 32, isEnough: false, isFinal: false },
    ],
    [
      'large',
      { commitment: 'finalized', confirmations: null },
      { seen: 32, wanted: 32, isEnough: true, isFinal: true },
    ],
    [
      'small',
      { commitment: 'finalized', confirmations: null },
      { seen: 1, wanted: 1, isEnough: true, isFinal: true },
    ],
  ] as const)('that is %s and %o has come so far', (tier, facts, confirmation) => {
    expect(confirmSolana(tier, facts)).toEqual(confirmation);
  });
});
