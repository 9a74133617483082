import { describe, expect, it } from 'vitest';
import { estimateSolanaFee, type SolanaFeeFacts } from './fee.ts';

const FACTS: SolanaFeeFacts = {
  signatures: 1n,
  computeUnits: 30_001n,
  recentPrices: [0n, 10_000n, 20_000n, 1_000_000n],
  newTokenAccounts: 0n,
};

describe('a fee of Solana', () => {
  it('is 5,000 lamports a signature and the price of the units, rounded up', () => {
    // 30,001 units x 10,000 micro-lamports = 300.01 lamports.
    expect(estimateSolanaFee('normal', FACTS)).toEqual({
      asset: 'SOL',
      expected: 5_301n,
      most: 5_301n,
      microLamportsPerUnit: 10_000n,
      rent: 0n,
    });
    expect(estimateSolanaFee('slow', { ...FACTS, signatures: 2n }).most).toBe(10_000n);
    expect(estimateSolanaFee('fast', FACTS).most).toBe(5_000n + 30_001n);
  });

  it('pays for accounts that are not there yet', () => {
    const { rent, most } = estimateSolanaFee('slow', { ...FACTS, newTokenAccounts: 1n });
    expect([rent, most]).toEqual([2_039_280n, 2_044_280n]);
    const cheaper = estimateSolanaFee('slow', { ...FACTS, newTokenAccounts: 1n, lamportsPerByte: 696n });
    expect(cheaper.rent).toBe(203_928n);
  });

  it('has no price for units when nobody paid any', () => {
    expect(estimateSolanaFee('fast', { ...FACTS, recentPrices: [] }).most).toBe(5_000n);
  });
});
