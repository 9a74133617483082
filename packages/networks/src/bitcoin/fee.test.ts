import { describe, expect, it } from 'vitest';
import { type BitcoinFeeFacts, estimateBitcoinFee } from './fee.ts';

const FACTS: BitcoinFeeFacts = {
  rates: { nextBlock: 12_345n, halfHour: 5_000n, hour: 1_500n, least: 1_000n },
  inputs: ['p2wpkh'],
  outputs: ['p2wpkh'],
  change: 'p2wpkh',
};

describe('a fee of Bitcoin', () => {
  it('is the size times the rate, rounded up', () => {
    // 141 virtual bytes x 12.345 satoshis = 1,740.645.
    expect(estimateBitcoinFee('fast', FACTS)).toMatchObject({
      asset: 'BTC',
      expected: 1_741n,
      virtualBytes: 141n,
    });
    expect(estimateBitcoinFee('normal', FACTS).expected).toBe(705n);
    expect(estimateBitcoinFee('slow', FACTS).expected).toBe(212n);
  });

  it('may have change on top that would be dust, or is not worth its own spending some day', () => {
    const busy = { ...FACTS.rates, hour: 80_000n };
    // 68 virtual bytes x 10 satoshis, however busy it is now.
    expect(estimateBitcoinFee('normal', { ...FACTS, rates: busy }).most).toBe(705n + 679n);
    expect(estimateBitcoinFee('normal', FACTS).most).toBe(705n + 293n);
    const { expected, most } = estimateBitcoinFee('normal', { ...FACTS, change: null });
    expect([expected, most]).toEqual([550n, 550n]);
  });

  it('is never below what the node relays', () => {
    const rates = { ...FACTS.rates, hour: 400n };
    expect(estimateBitcoinFee('slow', { ...FACTS, rates }).ratePerThousand).toBe(1_000n);
  });

  it('is of a transaction that spends and pays', () => {
    expect(() => estimateBitcoinFee('slow', { ...FACTS, inputs: [] })).toThrow('spends and pays');
  });
});
