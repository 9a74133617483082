import { describe, expect, it } from 'vitest';
import { estimateSuiFee, type SuiFeeFacts } from './fee.ts';

const FACTS: SuiFeeFacts = {
  referenceGasPrice: 751n,
  computationUnits: 1_000n,
  storageCost: 1_976_000n,
  storageRebate: 978_120n,
};

describe('a fee of Sui', () => {
  it('is computation and storage less what comes back, and at most the budget', () => {
    expect(estimateSuiFee('normal', FACTS)).toEqual({
      asset: 'SUI',
      expected: 751_000n + 1_976_000n - 978_120n,
      most: 3_272_400n,
      gasPrice: 751n,
      gasBudget: 3_272_400n,
    });
  });

  it('has a higher price when it is urgent, rounded up', () => {
    expect(estimateSuiFee('fast', FACTS).gasPrice).toBe(1_127n);
  });

  it('is nothing when more comes back than it costs', () => {
    const { expected, most } = estimateSuiFee('slow', { ...FACTS, storageRebate: 5_000_000n });
    expect(expected).toBe(0n);
    expect(most).toBe(3_272_400n);
  });
});
