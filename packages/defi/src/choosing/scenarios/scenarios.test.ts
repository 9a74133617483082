import { addDays } from '@diboas/calendars';
import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { PastRates } from '../series/strategy-day.ts';
import { gainAfter, scenariosOf } from './scenarios.ts';

/** A past of one source with these rates, day after day from 1 October on. */
function pastOf(...ppms: readonly number[]): PastRates {
  return {
    source: 'northlend',
    rates: ppms.map((ppm, index) => ({ day: addDays('2026-10-01', index), ppm })),
  };
}

describe('M42 what an amount gains', () => {
  // Worked out apart from this code, with exact fractions: amount, a year in millionths, days; rounded down, to the nearest, up.
  it.each<[bigint, number, number, bigint, bigint, bigint]>([
    [1_000_000_000n, 41_000, 365, 41_000_000n, 41_000_000n, 41_000_000n],
    [1_250_000_000n, 41_000, 30, 4_212_328n, 4_212_329n, 4_212_329n],
    [1_250_000_000n, 41_000, 730, 104_601_250n, 104_601_250n, 104_601_250n],
    [1_000_000n, 41_000, 1, 112n, 112n, 113n],
    [1n, 50_000, 1, 0n, 0n, 1n],
    [10n ** 18n, 18_500, 400, 20_306_791_095_890_410n, 20_306_791_095_890_411n, 20_306_791_095_890_411n],
    [1_000_000_000n, 1_500_000, 1_095, 14_625_000_000n, 14_625_000_000n, 14_625_000_000n],
    [500_000_000n, 0, 3_650, 0n, 0n, 0n],
    [1_000_000_000n, -200_000, 365, -200_000_000n, -200_000_000n, -200_000_000n],
    [1_000_000_000n, -200_000, 730, -360_000_000n, -360_000_000n, -360_000_000n],
    [1n, -50_000, 1, -1n, 0n, 0n],
    [1_000_000_000n, -1_000_000, 365, -1_000_000_000n, -1_000_000_000n, -1_000_000_000n],
  ])('%s at %s for %s days', (units, ratePpm, days, floor, nearest, ceiling) => {
    const gain = (towards: 'floor' | 'nearest' | 'ceiling') =>
      gainAfter(money('USDC', units), { ratePpm, days, towards }).units;
    expect([gain('floor'), gain('nearest'), gain('ceiling')]).toEqual([floor, nearest, ceiling]);
  });
});

describe('M42 scenarios', () => {
  const amount = money('USDC', 1_000_000_000n);

  it('are a range by the days that were, and say which', () => {
    const rates = [10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000, 100_000, 110_000];
    const told = scenariosOf({ amount, days: 365, past: pastOf(...rates) });
    expect(told).toEqual({
      ok: true,
      value: {
        ...{ amount, days: 365 },
        low: { ratePpm: 20_000, gain: money('USDC', 20_000_000n) },
        middle: { ratePpm: 60_000, gain: money('USDC', 60_000_000n) },
        high: { ratePpm: 100_000, gain: money('USDC', 100_000_000n) },
        assumed: {
          ...{ source: 'northlend', from: '2026-10-01', until: '2026-10-11', days: 11 },
          ...{ tailPercent: 10, isWidened: false },
        },
      },
    });
  });

  it('are never one line, however steady the past was, and say that they were widened', () => {
    const told = scenariosOf({ amount, days: 365, past: pastOf(...Array<number>(30).fill(40_000)) });
    expect(told).toMatchObject({
      value: {
        low: { ratePpm: 30_000, gain: { units: 30_000_000n } },
        middle: { ratePpm: 40_000, gain: { units: 40_000_000n } },
        high: { ratePpm: 50_000, gain: { units: 50_000_000n } },
        assumed: { isWidened: true },
      },
    });
    const nothing = scenariosOf({ amount, days: 365, past: pastOf(...Array<number>(30).fill(0)) });
    expect(nothing).toMatchObject({ value: { low: { ratePpm: 0 }, high: { ratePpm: 1_000 } } });
  });

  it('are rounded away from the middle, so that a single unit has a range as well', () => {
    const told = scenariosOf({
      ...{ amount: money('USDC', 1n), days: 1 },
      past: pastOf(...Array<number>(7).fill(40_000)),
    });
    expect(told).toMatchObject({
      value: { low: { gain: { units: 0n } }, middle: { gain: { units: 0n } }, high: { gain: { units: 1n } } },
    });
  });

  it('are none where the past is too short to go by', () => {
    const none = { ok: false, refusal: 'too_few_days' };
    expect(scenariosOf({ amount, days: 30, past: null })).toEqual(none);
    expect(scenariosOf({ amount, days: 30, past: pastOf(1, 2, 3, 4, 5, 6) })).toEqual(none);
    expect(scenariosOf({ amount, days: 30, past: pastOf(1, 2, 3, 4, 5, 6, 7) }).ok).toBe(true);
  });
});
