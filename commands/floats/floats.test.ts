import { BUCKETS } from '@diboas/kernel';
import type { Float } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/options.ts';
import { readFunding, sharesOf, takeFrom } from './read-funding.ts';
import { tellFloats } from './tell.ts';

const KNOWN = ['northpay', 'southpay'];
const TYPED = { amount: '5000.00 USDC', network: 'solana', by: 'ana', reason: 'top-up 12' };
const USDC = { provider: 'northpay', asset: 'USDC', network: 'solana' } as const;

describe('money for a float as it was typed', () => {
  it('is read with where it lies, who and why, and is dry unless it says so', () => {
    expect(readFunding('northpay', KNOWN, TYPED)).toEqual({
      ...{ key: USDC, units: 5_000_000_000n, by: 'ana', reason: 'top-up 12', isDryRun: true },
    });
    expect(readFunding('northpay', KNOWN, { ...TYPED, yes: true }).isDryRun).toBe(false);
  });

  it.each([
    ['no provider', undefined, TYPED, 'which provider'],
    ['a provider that is none', 'northpya', TYPED, 'northpay or southpay'],
    ['no amount', 'northpay', { ...TYPED, amount: undefined }, '--amount'],
    ['an amount of nothing', 'northpay', { ...TYPED, amount: '0 USDC' }, '--amount'],
    ['an asset nobody knows', 'northpay', { ...TYPED, amount: '5 DOGE' }, '--amount'],
    ['no network', 'northpay', { ...TYPED, network: undefined }, '--network'],
    ['another network', 'northpay', { ...TYPED, network: 'tron' }, '--network'],
    ['no name', 'northpay', { ...TYPED, by: ' ' }, '--by'],
    ['no reason', 'northpay', { ...TYPED, reason: undefined }, '--reason'],
  ])('is refused in words: %s', (_what, provider, given, words) => {
    expect(() => readFunding(provider, KNOWN, given)).toThrow(UsageError);
    expect(() => readFunding(provider, KNOWN, given)).toThrow(words);
  });
});

describe('shares', () => {
  it('are even to the last unit, and none is of nothing', () => {
    const parts = sharesOf(100n);
    expect(parts.reduce((sum, { units }) => sum + units, 0n)).toBe(100n);
    expect(new Set(parts.map(({ units }) => units))).toEqual(new Set([3n, 4n]));
    expect(parts).toHaveLength(BUCKETS.length);
    expect(sharesOf(2n)).toEqual([
      { bucket: 0, units: 1n },
      { bucket: 1, units: 1n },
    ]);
  });

  it('are taken from where most is free, and not at all where too little is', () => {
    const free = new Map([
      [3, { free: 10n }],
      [4, { free: 50n }],
      [5, { free: -20n }],
    ]);
    expect(takeFrom(free, 40n)).toEqual([{ bucket: 4, units: -40n }]);
    // What the third is overdrawn by has left the provider.
    expect(takeFrom(free, 41n)).toBeNull();
    free.set(5, { free: 0n });
    expect(takeFrom(free, 55n)).toEqual([
      { bucket: 4, units: -50n },
      { bucket: 3, units: -5n },
    ]);
    expect(takeFrom(free, 61n)).toBeNull();
  });
});

describe('what an operator reads', () => {
  it('is what is free, and the largest order that anybody and somebody can be offered', () => {
    const shares: readonly Float[] = BUCKETS.map((bucket) => ({
      ...{ ...USDC, bucket, free: bucket === 7 ? 5_000_000n : 1_000_000n },
    }));
    expect(tellFloats(shares)).toBe(
      'northpay USDC solana: 36.000000 free; an order of 5.000000 at most, of 1.000000 by anybody',
    );
    expect(tellFloats(shares.slice(1))).toContain('of 0.000000 by anybody');
    expect(tellFloats([...shares.slice(1), { ...USDC, bucket: 0, free: -1n }])).toMatch(
      /of 0.000000 by anybody; 1 shares are overdrawn/,
    );
    expect(tellFloats([])).toContain('No provider');
  });
});
