import { DAY_MS, money } from '@diboas/kernel';
import type { StrategyFacts } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StrategyDay } from '../series/strategy-day.ts';
import { type FlaggedBy, liveFlagsOf } from './live-flags.ts';

const NOW = Date.UTC(2026, 10, 30, 12);

function flags(facts: Partial<StrategyFacts> = {}, changes: Partial<FlaggedBy> = {}) {
  return liveFlagsOf({
    ...{ source: 'northlend', days: [], peg: null, second: null, now: NOW },
    facts: {
      ...{
        id: 'north-usdc',
        asset: 'USDC',
        network: 'ethereum',
        protocol: 'Northlend',
        state: 'open',
        room: null,
      },
      ...{ rate: { ppm: 40_000, at: NOW }, total: money('USDC', 10_000n), free: money('USDC', 5_000n) },
      ...{ exit: 'when_free', contracts: [], at: NOW },
      ...facts,
    },
    ...changes,
  });
}

function yesterday(units: bigint, changes: Partial<StrategyDay> = {}): StrategyDay {
  return {
    ...{ strategy: 'north-usdc', source: 'northlend', day: '2026-11-29', ratePpm: null },
    ...{ total: money('USDC', units), at: NOW - DAY_MS, ...changes },
  };
}

describe('M45 what is told of a strategy just now', () => {
  it('is nothing where all is well', () => {
    expect(flags()).toEqual([]);
    expect(flags({ state: 'capped', room: money('USDC', 0n) })).toEqual([]);
  });

  it('is that it is paused, frozen, or not what was looked at', () => {
    expect(flags({ state: 'paused' })).toEqual([{ code: 'paused' }]);
    expect(flags({ state: 'frozen' })).toEqual([{ code: 'frozen' }]);
    expect(flags({ state: 'changed' })).toEqual([{ code: 'code_changed' }]);
  });

  it('is that more than 95 of a hundred are lent out', () => {
    expect(flags({ free: money('USDC', 500n) })).toEqual([]);
    expect(flags({ free: money('USDC', 499n) })).toEqual([
      { code: 'nearly_all_lent', lentBps: 9_501, thresholdBps: 9_500 },
    ]);
    expect(flags({ total: money('USDC', 0n), free: money('USDC', 0n) })).toEqual([]);
  });

  it('is that its total fell by a fifth since the day before, by its own source', () => {
    const fell = (...days: StrategyDay[]) => flags({}, { days });
    expect(fell(yesterday(12_500n))).toEqual([
      { code: 'total_fell', fellBps: 2_000, thresholdBps: 2_000, since: '2026-11-29' },
    ]);
    expect(fell(yesterday(12_499n))).toEqual([]);
    expect(fell(yesterday(20_000n, { source: 'another' }))).toEqual([]);
    expect(fell(yesterday(20_000n, { total: money('USD', 20_000n) }))).toEqual([]);
    expect(fell(yesterday(20_000n, { total: null }))).toEqual([]);
    expect(fell(yesterday(20_000n, { day: '2026-11-28' }))).toMatchObject([{ since: '2026-11-28' }]);
    expect(fell(yesterday(20_000n, { day: '2026-11-27' }))).toEqual([]);
    expect(fell(yesterday(20_000n, { day: '2026-11-30' }))).toEqual([]);
    expect(fell(yesterday(20_000n, { day: '2026-11-28' }), yesterday(10_000n))).toEqual([]);
  });

  it('is that its dollar is no dollar, by half a percent up or down', () => {
    const peg = (numerator: bigint) =>
      flags({}, { peg: { price: { numerator, denominator: 10_000n }, at: NOW } });
    expect(peg(9_951n)).toEqual([]);
    expect(peg(9_950n)).toEqual([{ code: 'peg_off', offBps: 50, thresholdBps: 50, at: NOW }]);
    expect(peg(10_049n)).toEqual([]);
    expect(peg(10_050n)).toMatchObject([{ code: 'peg_off', offBps: 50 }]);
  });

  it('is that both sources are apart by more than a tenth, each with its time, where both are of now', () => {
    const apart = (ppm: number, at = NOW) => flags({}, { second: { ppm, at } });
    expect(apart(36_000)).toEqual([]);
    expect(apart(35_999)).toEqual([
      { code: 'rates_apart', own: { ppm: 40_000, at: NOW }, second: { ppm: 35_999, at: NOW } },
    ]);
    expect(apart(44_444)).toEqual([]);
    expect(apart(44_445)).toHaveLength(1);
    expect(apart(-40_000)).toHaveLength(1);
    expect(apart(1, NOW - 2 * DAY_MS)).toHaveLength(1);
    expect(apart(1, NOW - 2 * DAY_MS - 1)).toEqual([]);
    expect(flags({ rate: null }, { second: { ppm: 1, at: NOW } })).toEqual([]);
  });
});
