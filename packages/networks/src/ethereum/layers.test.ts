import { describe, expect, it } from 'vitest';
import { compareLayers, type LayerFacts } from './layers.ts';

const GWEI = 1_000_000_000n;
const FACTS: LayerFacts = {
  ethereum: { gas: 65_000n, pricePerGas: 10n * GWEI },
  base: {
    ...{ gas: 65_000n, pricePerGas: 10_000_000n, compressedBytes: 120n },
    ...{ l1BaseFee: 10n * GWEI, l1BlobBaseFee: GWEI, baseFeeScalar: 2_269n, blobBaseFeeScalar: 1_055_762n },
  },
  arbitrum: { gas: 65_000n, pricePerGas: 10_000_000n, bytes: 260n, l1BaseFeeEstimate: GWEI / 10n },
};

describe('the same transaction on several layers', () => {
  it('is told with what executing it and its place on Ethereum cost, the cheapest first', () => {
    // Base: 100 bytes x (10 gwei x 16 x 0.002269 + 1 gwei x 1.055762) = 141.8802 gwei.
    expect(compareLayers(FACTS)).toEqual([
      {
        layer: 'base',
        execution: (650_000n * GWEI) / 1_000n,
        data: 141_880_200_000n,
        total: 791_880_200_000n,
      },
      { layer: 'arbitrum', execution: 650_000_000_000n, data: 416_000_000_000n, total: 1_066_000_000_000n },
      { layer: 'ethereum', execution: 650_000n * GWEI, data: 0n, total: 650_000n * GWEI },
    ]);
  });

  it('counts a large one by how it compresses, and a small one as a hundred bytes', () => {
    const dataOf = (compressedBytes: bigint) =>
      compareLayers({ ...FACTS, base: { ...FACTS.base, compressedBytes } }).find(
        ({ layer }) => layer === 'base',
      )?.data;
    expect(dataOf(1n)).toBe(dataOf(120n));
    // 1,000 compressed bytes are taken for 793.9144.
    expect(dataOf(1_000n)).toBe(
      (793_914_400n * (10n * GWEI * 16n * 2_269n + GWEI * 1_055_762n) + 999_999_999_999n) / 10n ** 12n,
    );
  });

  it('is cheapest on Ethereum itself where that asks for next to nothing', () => {
    const [first] = compareLayers({ ...FACTS, ethereum: { gas: 65_000n, pricePerGas: 1n } });
    expect(first?.layer).toBe('ethereum');
  });
});
