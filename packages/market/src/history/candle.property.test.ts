import { DAY_MS, HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candle,
  createHistory,
  GRANULARITY_MS,
  type History,
  holesOf,
  isComplete,
  mergeHistories,
} from '../index.ts';
import { fractionOf, NOW } from '../testing/some-book.ts';

const HOUR = Math.floor(NOW / HOUR_MS) * HOUR_MS;

function candle(change: Partial<Candle> = {}): Candle {
  return {
    ...{
      start: HOUR,
      open: fractionOf('100'),
      high: fractionOf('110'),
      low: fractionOf('90'),
      close: fractionOf('105'),
    },
    ...{ volume: 5n, at: HOUR + 2 * HOUR_MS },
    ...change,
  };
}

function history(candles: readonly Candle[], change: Partial<History> = {}): History {
  return { base: 'BTC', quote: 'USD', granularity: 'one_hour', source: 'venue', candles, ...change };
}

/** Candles of some of the last hours, told at different times. */
const someCandles = fc.array(
  fc
    .record({ hours: fc.nat(12), after: fc.nat(12), volume: fc.bigInt({ min: 0n, max: 9n }) })
    .map(({ hours, after, volume }) => {
      const start = HOUR - hours * HOUR_MS;
      return candle({ start, at: start + after * MINUTE_MS, volume });
    }),
  { maxLength: 20 },
);
const made = (candles: readonly Candle[]): History => {
  const checked = createHistory(history(candles));
  if (!checked.ok) throw new Error(checked.refusal);
  return checked.value;
};

describe('a candle', () => {
  const zero = { numerator: 0n, denominator: 1n };
  it.each([
    ['bad_price', { low: zero }],
    ['bad_price', { close: { numerator: 1n, denominator: 0n } }],
    ['bad_volume', { volume: -1n }],
    ['bad_range', { open: fractionOf('89.99') }],
    ['bad_range', { close: fractionOf('110.01') }],
    ['bad_range', { high: fractionOf('80'), low: fractionOf('120') }],
    ['off_interval', { start: HOUR + 1 }],
    ['off_interval', { start: HOUR + 30 * MINUTE_MS }],
    ['off_interval', { start: HOUR + 0.5 }],
    ['off_interval', { start: Number.NaN }],
    ['from_later', { at: HOUR - 1 }],
  ] as const)('M32 is refused as %s', (refusal, change) => {
    expect(createHistory(history([candle(), candle(change)]))).toEqual({ ok: false, refusal });
  });

  it('M32 may have moved nowhere, and may be of an interval in which nothing was traded', () => {
    const still = candle({
      open: fractionOf('1'),
      high: fractionOf('1.0'),
      low: fractionOf('1'),
      close: fractionOf('1'),
      volume: 0n,
    });
    expect(createHistory(history([still]))).toEqual({ ok: true, value: history([still]) });
  });

  it('M32 begins with its interval, in UTC', () => {
    const day = Math.floor(NOW / DAY_MS) * DAY_MS;
    const daily = (start: number) =>
      createHistory(history([candle({ start, at: start + DAY_MS })], { granularity: 'one_day' })).ok;
    expect([daily(day), daily(day + HOUR_MS)]).toEqual([true, false]);
    expect(Object.values(GRANULARITY_MS).every((ms) => DAY_MS % ms === 0)).toBe(true);
  });

  it('M32 is complete once its interval was over when it was told', () => {
    expect(isComplete(candle({ at: HOUR + HOUR_MS }), 'one_hour')).toBe(true);
    expect(isComplete(candle({ at: HOUR + HOUR_MS - 1 }), 'one_hour')).toBe(false);
  });
});

describe('a history', () => {
  it('M32 has each interval once, the oldest first, and none that was not told', () => {
    fc.assert(
      fc.property(someCandles, someCandles, (known, told) => {
        const { candles } = mergeHistories(made(known), made(told));
        const starts = candles.map(({ start }) => start);
        const all = new Set([...known, ...told].map(({ start }) => start));
        expect(starts).toEqual([...all].toSorted((one, other) => one - other));
        for (const one of candles) expect([...known, ...told]).toContain(one);
      }),
    );
  });

  it('M32 has of each interval what is newest, in whatever order it was told and however often', () => {
    fc.assert(
      fc.property(someCandles, someCandles, (known, told) => {
        const merged = mergeHistories(made(known), made(told));
        for (const { start, at } of merged.candles) {
          const ats = [...known, ...told].filter((one) => one.start === start).map((one) => one.at);
          expect(at).toBe(Math.max(...ats));
        }
        expect(mergeHistories(merged, made(told))).toEqual(merged);
        const times = ({ candles }: History) => candles.map(({ start, at }) => [start, at]);
        expect(times(mergeHistories(made(told), made(known)))).toEqual(times(merged));
      }),
    );
  });

  it('M32 keeps what was known where the other is as new', () => {
    const [known, told] = [candle({ volume: 1n }), candle({ volume: 2n })];
    expect(mergeHistories(made([known]), made([told])).candles).toEqual([known]);
  });

  it('M32 is of one pair, granularity and source: those of two are not mixed', () => {
    for (const change of [{ source: 'another' }, { quote: 'EUR' }, { granularity: 'one_day' }] as const)
      expect(() => mergeHistories(history([]), history([], change))).toThrow('histories of one pair');
  });

  it('M32 tells the holes in it, which with its candles are all the time from first to last', () => {
    fc.assert(
      fc.property(someCandles, (candles) => {
        const { candles: all } = made(candles);
        const holes = holesOf(made(candles));
        const spans = [
          ...holes,
          ...all.slice(0, -1).map(({ start }) => ({ from: start, until: start + HOUR_MS })),
        ];
        spans.sort((one, other) => one.from - other.from);
        for (const [index, { until }] of spans.entries())
          expect(until).toBe(spans[index + 1]?.from ?? all.at(-1)?.start);
        for (const { from, until } of holes) expect(from).toBeLessThan(until);
      }),
    );
    const [first, last] = [candle({ start: HOUR - 3 * HOUR_MS }), candle()];
    expect(holesOf(made([last, first]))).toEqual([{ from: HOUR - 2 * HOUR_MS, until: HOUR }]);
    expect([holesOf(made([])), holesOf(made([first]))]).toEqual([[], []]);
  });
});
