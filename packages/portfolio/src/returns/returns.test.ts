// What returns say where they say nothing, period by period, and what is a flow for whom.
import { addDays, type CalendarDay, ZONES } from '@diboas/calendars';
import { describe, expect, it } from 'vitest';
import type { Day } from '../days/day-row.ts';
import type { DaySeries } from '../days/day-series.ts';
import { returnOf } from '../exact/growth.ts';
import { type MadeDay, madeSeries } from '../testing/made-series.ts';
import { scaled } from '../testing/published.ts';
import { moneyWeightedReturn } from './money-weighted.ts';
import { RETURN_PERIODS, spanOfPeriod } from './period.ts';
import { timeWeightedReturn } from './time-weighted.ts';

const FIRST: CalendarDay = '2026-03-01';

const none = (refusal: string) => ({ ok: false, refusal });

function bothOf(series: DaySeries, from: CalendarDay, to: CalendarDay) {
  const time = timeWeightedReturn(series, 'all', { from, to });
  const money = moneyWeightedReturn(series, 'all', { from, to });
  return {
    time: time.ok ? returnOf(time.value) : time.refusal,
    money: money.ok ? money.value.total : money.refusal,
  };
}

/** Of a span from the first of these days to the last. */
function bothOver(days: readonly MadeDay[], before: DaySeries['before'] = 'unknown') {
  const series = madeSeries(FIRST, days, before);
  const last = addDays(FIRST, days.length - 1);
  return bothOf(series, before === 'nothing' ? addDays(FIRST, -1) : FIRST, last);
}

describe('M33 a period', () => {
  const series = madeSeries('2020-02-29', [{ value: 1n }], 'nothing');

  it.each([
    ['1D', '2026-03-31', '2026-03-30'],
    ['1W', '2026-03-31', '2026-03-24'],
    ['1M', '2026-03-31', '2026-02-28'],
    ['3M', '2026-05-31', '2026-02-28'],
    ['YTD', '2026-03-31', '2025-12-31'],
    ['YTD', '2026-01-01', '2025-12-31'],
    ['1Y', '2028-02-29', '2027-02-28'],
    ['ALL', '2026-03-31', '2020-02-28'],
  ] as const)('%s to the end of %s is from the end of %s', (period, to, from) => {
    expect(spanOfPeriod(period, to, series)).toEqual({ from, to });
  });

  it('ALL is from the first day that was written, where nobody knows what there was before', () => {
    expect(spanOfPeriod('ALL', '2020-03-05', { ...series, before: 'unknown' })?.from).toBe('2020-02-29');
  });

  it('is not known of any length where no day was written', () => {
    const empty = { ...series, days: [] };
    for (const period of RETURN_PERIODS) {
      const span = spanOfPeriod(period, '2026-03-31', empty);
      expect(timeWeightedReturn(empty, 'all', span)).toEqual(none('no_days'));
      expect(moneyWeightedReturn(empty, 'all', span)).toEqual(none('no_days'));
    }
  });

  it('is not known where what is known began later, or it has no day', () => {
    const days = madeSeries(FIRST, [{ value: 100n }, { value: 110n }]);
    const to = addDays(FIRST, 1);
    expect(timeWeightedReturn(days, 'all', spanOfPeriod('1W', to, days))).toEqual(none('too_short'));
    expect(bothOf(days, FIRST, FIRST)).toEqual({ time: 'too_short', money: 'too_short' });
    expect(bothOf(days, FIRST, to)).toEqual({ time: scaled('0.1'), money: scaled('0.1') });
  });
});

describe('M33 a return', () => {
  it('begins with the first flow, where there was nothing before: its first day counts', () => {
    expect(bothOver([{ cameIn: 100n, value: 101n }], 'nothing')).toEqual({
      ...{ time: scaled('0.01'), money: scaled('0.01') },
    });
  });

  it('ends with what went out, where all did', () => {
    const both = bothOver([{ value: 100n }, { value: 0n, wentOut: 105n }, { value: 0n }, { value: 0n }]);
    expect(both).toEqual({ time: scaled('0.05'), money: scaled('0.05') });
  });

  it('goes on over days on which nothing was held', () => {
    const { time } = bothOver([
      { value: 100n },
      { value: 0n, wentOut: 110n },
      { value: 0n },
      { cameIn: 200n, value: 220n },
    ]);
    expect(time).toBe(scaled('0.21'));
  });

  it('of a total loss is -100 %, and stays so whatever comes in after', () => {
    expect(bothOver([{ value: 100n }, { value: 0n }]).time).toBe(-scaled('1'));
    expect(bothOver([{ value: 100n }, { value: 0n }, { cameIn: 50n, value: 60n }]).time).toBe(-scaled('1'));
    // All that was paid in is gone, so no rate makes it worth nothing.
    expect(bothOver([{ value: 100n }, { value: 0n }]).money).toBe('one_sided');
  });

  it.each<[string, readonly MadeDay[], string, string]>([
    ['nothing was held', [{ value: 0n }, { value: 0n }], 'nothing_held', 'nothing_held'],
    ['something came of nothing', [{ value: 0n }, { value: 5n }], 'value_from_nothing', 'one_sided'],
    ['more was owed at the start', [{ value: -5n }, { value: 5n }], 'value_below_zero', 'value_below_zero'],
    ['more was owed in the end', [{ value: 5n }, { value: -5n }], 'value_below_zero', 'value_below_zero'],
    ['the first value is not known', [{ value: null }, { value: 5n }], 'value_unknown', 'value_unknown'],
    ['the last value is not known', [{ value: 5n }, { value: null }], 'value_unknown', 'value_unknown'],
    [
      ...(['nobody knows what came in'] as const),
      [{ value: 5n }, { cameIn: null, value: 9n }, { value: 9n }],
      ...(['flow_unknown', 'flow_unknown'] as const),
    ],
  ])('is not known where %s', (_what, days, time, money) => {
    expect(bothOver(days)).toEqual({ time, money });
  });

  it('needs no value of a day on which nothing moved, and the time-weighted one those beside a flow', () => {
    const still = bothOver([{ value: 100n }, { value: null }, { value: 110n }]);
    expect(still).toEqual({ time: scaled('0.1'), money: scaled('0.1') });
    const moved = [{ value: 100n }, { value: null }, { cameIn: 10n, value: 120n }, { value: 120n }];
    expect(bothOver(moved).time).toBe('value_unknown');
    expect(typeof bothOver(moved).money).toBe('bigint');
  });

  it('is not known over a day that was not written: nobody knows what came and went', () => {
    const series = madeSeries(FIRST, [{ value: 100n }, { value: 105n }, { value: 110n }]);
    const holed = { ...series, days: series.days.filter((_, index) => index !== 1) };
    expect(bothOf(holed, FIRST, addDays(FIRST, 2))).toEqual({ time: 'gap', money: 'gap' });
    expect(bothOf(series, FIRST, addDays(FIRST, 3))).toEqual({ time: 'gap', money: 'gap' });
    expect(bothOf(holed, addDays(FIRST, 1), addDays(FIRST, 2))).toEqual({ time: 'gap', money: 'gap' });
  });

  it('of all assets knows no exchange among them, and that of one counts it as come and gone', () => {
    const day = (date: CalendarDay, holdings: Day['holdings'], flows: Day['flows']): Day => {
      return { day: date, currency: 'USD', holdings, flows };
    };
    const held = (asset: 'BTC' | 'ETH', value: bigint) => ({ asset, quantity: 1n, value, at: null });
    const series: DaySeries = {
      ...{ currency: 'USD', zone: ZONES.utc, before: 'unknown' },
      days: [
        day('2026-03-01', [held('BTC', 100n)], []),
        day(
          '2026-03-02',
          [held('BTC', 55n), held('ETH', 60n)],
          [
            { asset: 'BTC', kind: 'exchange', way: 'out', worth: 55n },
            { asset: 'ETH', kind: 'exchange', way: 'in', worth: 55n },
          ],
        ),
      ],
    };
    const span = { from: '2026-03-01', to: '2026-03-02' } as const;
    const of = (scope: 'all' | 'BTC' | 'ETH') => {
      const growth = timeWeightedReturn(series, scope, span);
      return growth.ok ? returnOf(growth.value) : growth.refusal;
    };
    expect(of('all')).toBe(scaled('0.15'));
    expect(of('BTC')).toBe(scaled('0.1'));
    expect(of('ETH')).toBe(scaled('0.090909090909'));
  });
});
