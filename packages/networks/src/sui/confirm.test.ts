import { describe, expect, it } from 'vitest';
import { confirmSui } from './confirm.ts';

describe('a transaction of Sui', () => {
  it('is final in its checkpoint, whatever its amount, and not before', () => {
    const before = { seen: 0, wanted: 1, isEnough: false, isFinal: false };
    const after = { seen: 1, wanted: 1, isEnough: true, isFinal: true };
    for (const tier of ['small', 'usual', 'large'] as const) {
      expect(confirmSui(tier, { checkpoint: null })).toEqual(before);
      expect(confirmSui(tier, { checkpoint: 0n })).toEqual(after);
    }
  });
});
