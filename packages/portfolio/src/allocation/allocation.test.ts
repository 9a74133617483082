// How a portfolio is spread, by figures that others have published and by what must hold of any.
import { money } from '@diboas/kernel';
import type { Market, Rate } from '@diboas/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldBalance, positionsOf } from '../positions/position.ts';
import { ADVICE_THRESHOLDS, adviceFor } from './advice.ts';
import { allocationOf } from './allocation.ts';
import { concentrationOf, herfindahlIndex } from './concentration.ts';

const NOW = Date.UTC(2026, 10, 30);
const PRICES = { BTC: 100_000n, ETH: 4_000n, SOL: 200n, USDC: 1n } as const;
const rates = Object.entries(PRICES).map(([asset, numerator]): Rate => {
  const priced = asset as keyof typeof PRICES;
  return { asset: priced, currency: 'USD', price: { numerator, denominator: 1n }, at: NOW, source: 'one' };
});
const market: Market = { rates, now: NOW, rounding: 'down' };

function spread(held: readonly HeldBalance[]) {
  return allocationOf(positionsOf(held, [], { currency: 'USD', market }));
}

/** So many dollars of each. */
const btc = (dollars: bigint): HeldBalance => ({ network: 'bitcoin', money: money('BTC', dollars * 1_000n) });
const eth = (dollars: bigint): HeldBalance => {
  return { network: 'ethereum', money: money('ETH', (dollars * 10n ** 18n) / 4_000n) };
};
const usdc = (network: HeldBalance['network'], dollars: bigint): HeldBalance => {
  return { network, money: money('USDC', dollars * 1_000_000n) };
};

describe('M34 an allocation', () => {
  it('is by asset, kind, network and issuer, the largest first, and its shares are the whole', () => {
    const allocation = spread([btc(500n), usdc('ethereum', 200n), usdc('solana', 100n), eth(200n)]);
    expect(allocation.total).toBe(100_000n);
    expect(allocation.byAsset).toEqual([
      { key: 'BTC', value: 50_000n, shareBps: 5_000n },
      { key: 'USDC', value: 30_000n, shareBps: 3_000n },
      { key: 'ETH', value: 20_000n, shareBps: 2_000n },
    ]);
    expect(allocation.byKind).toEqual([
      { key: 'coin', value: 70_000n, shareBps: 7_000n },
      { key: 'token', value: 30_000n, shareBps: 3_000n },
    ]);
    expect(allocation.byNetwork.map(({ key, shareBps }) => [key, shareBps])).toEqual([
      ['bitcoin', 5_000n],
      ['ethereum', 4_000n],
      ['solana', 1_000n],
    ]);
    expect(allocation.byIssuer.map(({ key, shareBps }) => [key, shareBps])).toEqual([
      ['BTC', 5_000n],
      ['circle', 3_000n],
      ['ETH', 2_000n],
    ]);
  });

  it('says what is not in it, as nobody knows what it is worth', () => {
    const allocation = spread([btc(100n), { network: 'sui', money: money('SUI', 5n) }]);
    expect(allocation.unknown).toEqual(['SUI']);
    expect(allocation.byAsset).toHaveLength(1);
  });

  it('of thirds gives what is left of 10,000 to one of them, and always to the same', () => {
    const shares = spread([btc(100n), eth(100n), usdc('sui', 100n)]).byAsset;
    expect(shares.map(({ key, shareBps }) => [key, shareBps])).toEqual([
      ['BTC', 3_334n],
      ['ETH', 3_333n],
      ['USDC', 3_333n],
    ]);
  });

  it('of nothing has no slices, and no concentration', () => {
    const allocation = spread([]);
    expect(allocation.byAsset).toEqual([]);
    expect(concentrationOf(allocation)).toEqual({ byAsset: 0n, byNetwork: 0n, byIssuer: 0n });
    expect(adviceFor(allocation)).toEqual([]);
  });
});

describe('M34 the concentration', () => {
  it.each([
    ['the U.S. Department of Justice: 30, 30, 20 and 20 percent', [30n, 30n, 20n, 20n], 2_600n],
    ['the U.S. Department of Justice: a single firm', [1n], 10_000n],
    ['Investopedia: eight participants', [10n, 9n, 12n, 15n, 12n, 11n, 15n, 16n], 1_296n],
  ])('is that of %s', (_source, values, index) => {
    expect(herfindahlIndex(values)).toBe(index);
  });

  it('is between that of equal parts and 10,000, and the same of the same times as much', () => {
    const values = fc.array(fc.bigInt({ min: 1n, max: 10n ** 20n }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.bigInt({ min: 2n, max: 10n ** 9n }), (list, times) => {
        const index = herfindahlIndex(list);
        expect(index * BigInt(list.length) + BigInt(list.length)).toBeGreaterThanOrEqual(10_000n);
        expect(index).toBeLessThanOrEqual(10_000n);
        expect(herfindahlIndex(list.map((value) => value * times))).toBe(index);
        expect(herfindahlIndex(list.toReversed())).toBe(index);
      }),
    );
  });

  it('by issuer is that by asset where each has its own issuer or none, and slices are always the whole', () => {
    const amounts = fc.tuple(...Array.from({ length: 4 }, () => fc.bigInt({ min: 0n, max: 10n ** 9n })));
    fc.assert(
      fc.property(amounts, ([one, two, three, four]) => {
        const allocation = spread([
          ...[btc(one ?? 0n), eth(two ?? 0n)],
          ...[usdc('ethereum', three ?? 0n), usdc('solana', four ?? 0n)],
        ]);
        for (const slices of [
          allocation.byAsset,
          allocation.byKind,
          allocation.byNetwork,
          allocation.byIssuer,
        ]) {
          const whole = slices.reduce((sum, { shareBps }) => sum + shareBps, 0n);
          expect(whole).toBe(allocation.total === 0n ? 0n : 10_000n);
          expect(slices.reduce((sum, { value }) => sum + value, 0n)).toBe(allocation.total);
        }
        const { byAsset, byIssuer } = concentrationOf(allocation);
        expect(byIssuer).toBe(byAsset);
      }),
    );
  });
});

describe('M34 advice', () => {
  it('names what is large and where all is in one place, with its figure and the threshold that it reached', () => {
    expect(adviceFor(spread([btc(800n), eth(200n)]))).toEqual([
      { code: 'largest_position', asset: 'BTC', shareBps: 8_000n, weight: 'high', threshold: 7_000n },
      { code: 'concentrated_in_assets', largest: 'BTC', index: 6_800n, weight: 'high', threshold: 5_000n },
      {
        code: 'concentrated_in_networks',
        largest: 'bitcoin',
        index: 6_800n,
        weight: 'notable',
        threshold: 5_000n,
      },
      {
        code: 'concentrated_in_issuers',
        largest: 'BTC',
        index: 6_800n,
        weight: 'notable',
        threshold: 5_000n,
      },
    ]);
  });

  it('begins at a threshold, and not below it', () => {
    const thresholds = { ...ADVICE_THRESHOLDS, largestPosition: { notable: 5_001n, high: 6_000n } };
    const codes = (given: typeof thresholds) =>
      adviceFor(spread([btc(500n), eth(500n)]), given).map(({ code }) => code);
    expect(codes(thresholds)).not.toContain('largest_position');
    const reached = { ...thresholds, largestPosition: { notable: 5_000n, high: 6_000n } };
    expect(codes(reached)).toContain('largest_position');
  });

  it('says nothing of what is well spread, and says what its figures leave out', () => {
    const sol: HeldBalance = { network: 'solana', money: money('SOL', 10n ** 9n / 2n) };
    const four = [btc(100n), eth(100n), usdc('solana', 100n), sol];
    const calm = { ...ADVICE_THRESHOLDS, byAsset: { notable: 2_501n, high: 5_000n } };
    expect(adviceFor(spread(four), calm)).toEqual([]);
    const unknown: HeldBalance = { network: 'sui', money: money('SUI', 1n) };
    expect(adviceFor(spread([...four, unknown]), calm)).toEqual([
      { code: 'values_unknown', assets: ['SUI'] },
    ]);
  });

  it('counts two tokens of one issuer as one, where they are two assets', () => {
    const positions = positionsOf([btc(500n), eth(500n)], [], { currency: 'USD', market });
    const allocation = allocationOf(positions, { BTC: 'somebody', ETH: 'somebody' });
    expect(concentrationOf(allocation)).toEqual({ byAsset: 5_000n, byNetwork: 5_000n, byIssuer: 10_000n });
  });
});
