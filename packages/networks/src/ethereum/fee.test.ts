import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EthereumFeeFacts, estimateEthereumFee } from './fee.ts';

const GWEI = 1_000_000_000n;
const FACTS: EthereumFeeFacts = {
  nextBaseFee: 8n * GWEI,
  tips: { slow: [GWEI], normal: [GWEI, 3n * GWEI, 2n * GWEI], fast: [5n * GWEI] },
  gas: 21_000n,
};

describe('a fee of Ethereum', () => {
  it('is expected at the next base fee, and at most at the one after as many full blocks as we wait', () => {
    // 8 gwei x (9/8)^6 = 16.218292236... gwei.
    expect(estimateEthereumFee('normal', FACTS)).toEqual({
      asset: 'ETH',
      expected: 21_000n * 10n * GWEI,
      most: 21_000n * 18_218_292_237n,
      gasLimit: 21_000n,
      maxFeePerGas: 18_218_292_237n,
      maxPriorityFeePerGas: 2n * GWEI,
    });
  });

  it('of a contract has room for more gas than when it was tried', () => {
    const fee = estimateEthereumFee('normal', { ...FACTS, gas: 45_001n });
    expect(fee.gasLimit).toBe(54_002n);
    expect(fee.expected).toBe(45_001n * 10n * GWEI);
    expect(fee.most).toBe(54_002n * fee.maxFeePerGas);
  });

  it('has a tip even when nobody paid any', () => {
    const tips = { slow: [], normal: [0n], fast: [] };
    expect(estimateEthereumFee('normal', { ...FACTS, tips }).maxPriorityFeePerGas).toBe(GWEI / 10n);
  });

  it('is paid for as long as the base fee grows in the blocks that we wait', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 7n, max: 10n ** 13n }), (nextBaseFee) => {
        for (const [urgency, blocks] of [
          ['slow', 3],
          ['normal', 6],
          ['fast', 10],
        ] as const) {
          const fee = estimateEthereumFee(urgency, { ...FACTS, nextBaseFee });
          let baseFee = nextBaseFee;
          // As the chain itself counts: by an eighth of the fee before, rounded down.
          for (let block = 0; block < blocks; block += 1) baseFee += baseFee / 8n;
          expect(fee.maxFeePerGas).toBeGreaterThanOrEqual(baseFee + fee.maxPriorityFeePerGas);
          expect(fee.most).toBeGreaterThanOrEqual(fee.expected);
        }
      }),
    );
  });
});
