import { BUCKETS, DAY_MS, money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import {
  CONFIRMED_WITHIN_MS,
  needsSecondPerson,
  onItsWay,
  refusalOfArriving,
  refusalOfConfirming,
  sharesOf,
  takeFrom,
} from './act-rules.ts';
import type { FloatAct } from './acts.ts';

const NOW = Date.UTC(2026, 10, 29);
const NORTH = { provider: 'northpay', network: 'solana' } as const;
const SOUTH = { provider: 'southpay', network: 'solana' } as const;
const ACT: FloatAct = {
  ...{ id: 'the-act', kind: 'float_move', asset: 'USDC', units: 9n, from: NORTH, to: SOUTH },
  ...{ by: 'ana', reason: 'south is low', proposedAt: NOW, confirmedBy: null, begunAt: null, plan: [] },
  ...{ taken: 0n, added: 0n, arrived: null, endedAt: null },
};
const BEGUN = { ...ACT, begunAt: NOW, taken: 8n };

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

describe('B9: an act on a float', () => {
  it('R39 needs a second person above the limit, and where nobody knows its worth', () => {
    const alone = money('USD', 100_000n);
    const needs = (asset: FloatAct['asset'], units: bigint) => needsSecondPerson({ asset, units }, alone);
    expect([needs('USDC', 1_000_000_000n), needs('USDC', 1_000_000_001n), needs('BTC', 1n)]).toEqual([
      ...[false, true, true],
    ]);
  });

  it('R39 is confirmed by another person, once, and in time', () => {
    const confirm = (act: FloatAct, confirmedBy: string, now = NOW) =>
      refusalOfConfirming(act, { confirmedBy, now });
    expect(confirm(ACT, 'bo')).toBeNull();
    expect(confirm(ACT, 'ana')).toBe('same_person');
    expect(confirm(BEGUN, 'bo')).toBe('begun_before');
    expect(confirm(ACT, 'bo', NOW + CONFIRMED_WITHIN_MS + 1)).toBe('too_late');
  });

  it('lets arrive what was taken and no more, once', () => {
    expect(refusalOfArriving(BEGUN, 8n)).toBeNull();
    expect(refusalOfArriving(BEGUN, 9n)).toBe('more_than_taken');
    expect(refusalOfArriving(ACT, 0n)).toBe('not_begun');
    expect(refusalOfArriving({ ...BEGUN, arrived: 7n }, 8n)).toBe('arrived_before');
    // A crash may have cut it short.
    expect(refusalOfArriving({ ...BEGUN, arrived: 8n }, 8n)).toBeNull();
    expect(refusalOfArriving({ ...BEGUN, arrived: 8n, endedAt: NOW }, 8n)).toBe('ended');
    expect(refusalOfArriving({ ...BEGUN, kind: 'float_take', to: null }, 8n)).toBe('nothing_moves');
  });

  it('explains what lies at either end of a move, and no more once it has arrived', () => {
    const way = (act: FloatAct, now = NOW) => Object.fromEntries(onItsWay([act], now));
    expect(way(BEGUN)).toEqual({ 'northpay USDC solana': 8n, 'southpay USDC solana': 8n });
    expect(way({ ...BEGUN, added: 3n })).toMatchObject({ 'southpay USDC solana': 5n });
    const ended = { ...BEGUN, added: 8n, arrived: 8n, endedAt: NOW };
    expect(way(ended)).toEqual({ 'northpay USDC solana': 8n });
    expect(way(ended, NOW + DAY_MS + 1)).toEqual({});
    // What is only proposed moves nothing yet.
    expect(way(ACT)).toEqual({});
  });

  it('explains money that was brought before a second person agreed, for as long as they may', () => {
    const add: FloatAct = { ...ACT, kind: 'float_add', from: null };
    expect([...onItsWay([add, add], NOW)]).toEqual([['southpay USDC solana', 18n]]);
    expect([...onItsWay([add], NOW + CONFIRMED_WITHIN_MS + 1)]).toEqual([]);
    expect([...onItsWay([{ ...add, begunAt: NOW, added: 9n, endedAt: NOW }], NOW)]).toEqual([]);
  });
});
