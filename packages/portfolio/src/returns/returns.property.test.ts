// What must hold of returns whatever the figures are.
import { addDays, type CalendarDay, daysBetween } from '@diboas/calendars';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DaySeries } from '../days/day-series.ts';
import { chain, type Growth } from '../exact/growth.ts';
import { type DatedAmount, internalRate } from '../solving/internal-rate.ts';
import { type MadeDay, madeSeries } from '../testing/made-series.ts';
import { moneyWeightedReturn } from './money-weighted.ts';
import { timeWeightedReturn } from './time-weighted.ts';

const FIRST: CalendarDay = '2026-01-01';

/** One day of something that is counted in pieces: their price in the evening, and how many came and went. */
interface PieceDay {
  readonly price: bigint;
  readonly bought: bigint;
  readonly soldOf: bigint;
}

const price = fc.bigInt({ min: 1n, max: 10n ** 9n });
const pieceDay: fc.Arbitrary<PieceDay> = fc.record({
  price,
  bought: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 6n })),
  soldOf: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 99n })),
});
const pieceDays = fc.array(pieceDay, { minLength: 1, maxLength: 30 });

/** Bought in the morning at the price of the evening before, sold in the evening. Something is always left. */
function seriesOf(start: bigint, days: readonly PieceDay[], times = 1n): DaySeries {
  let pieces = 1_000n;
  let before = start;
  const made: MadeDay[] = [{ value: pieces * start * times }];
  for (const day of days) {
    const sold = ((pieces + day.bought) * day.soldOf) / 100n;
    const cameIn = day.bought * before * times;
    pieces += day.bought - sold;
    made.push({ cameIn, wentOut: sold * day.price * times, value: pieces * day.price * times });
    before = day.price;
  }
  return madeSeries(FIRST, made);
}

function growthOf(series: DaySeries, from: number, to: number): Growth {
  const span = { from: addDays(FIRST, from), to: addDays(FIRST, to) };
  const growth = timeWeightedReturn(series, 'all', span);
  if (!growth.ok) throw new Error(`there is no return: ${growth.refusal}`);
  return growth.value;
}

function expectSame(left: Growth, right: Growth): void {
  expect(left.numerator * right.denominator).toBe(right.numerator * left.denominator);
}

describe('M33 the time-weighted return', () => {
  it('is that of the price, whatever was bought and sold meanwhile', () => {
    fc.assert(
      fc.property(price, pieceDays, (start, days) => {
        const growth = growthOf(seriesOf(start, days), 0, days.length);
        expectSame(growth, { numerator: days.at(-1)?.price ?? 0n, denominator: start });
      }),
    );
  });

  it('of a span is that of its parts, one after the other, wherever it is split', () => {
    fc.assert(
      fc.property(price, pieceDays, fc.nat(), (start, days, seed) => {
        fc.pre(days.length > 1);
        const cut = 1 + (seed % (days.length - 1));
        const series = seriesOf(start, days);
        const parts = chain(growthOf(series, 0, cut), growthOf(series, cut, days.length));
        expectSame(growthOf(series, 0, days.length), parts);
      }),
    );
  });

  it('is the same in cents and in dollars, as the money-weighted one is', () => {
    fc.assert(
      fc.property(price, pieceDays, fc.bigInt({ min: 2n, max: 10n ** 12n }), (start, days, times) => {
        const span = { from: FIRST, to: addDays(FIRST, days.length) };
        const [small, large] = [seriesOf(start, days), seriesOf(start, days, times)];
        expectSame(growthOf(small, 0, days.length), growthOf(large, 0, days.length));
        expect(moneyWeightedReturn(large, 'all', span)).toEqual(moneyWeightedReturn(small, 'all', span));
      }),
    );
  });

  it('is the money-weighted one where nothing moves', () => {
    const still = fc.array(price, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(price, still, (start, prices) => {
        const days = prices.map((one) => ({ price: one, bought: 0n, soldOf: 0n }));
        const series = seriesOf(start, days);
        const { numerator, denominator } = growthOf(series, 0, days.length);
        const span = { from: FIRST, to: addDays(FIRST, days.length) };
        const money = moneyWeightedReturn(series, 'all', span);
        if (!money.ok) throw new Error(money.refusal);
        const exact = numerator * 10n ** 12n;
        const apart = (money.value.total + 10n ** 12n) * denominator - exact;
        expect(apart < 0n ? -apart : apart).toBeLessThanOrEqual(denominator);
      }),
    );
  });
});

describe('M33 the money-weighted return', () => {
  const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
  const amounts = fc.array(fc.record({ days: fc.integer({ min: 0, max: 1_500 }), units: amount }), {
    ...{ minLength: 2, maxLength: 10 },
  });

  /** Of our own floating point, which shares nothing with the whole numbers. */
  function worthAt(rate: number, flows: readonly DatedAmount[]): number {
    return flows.reduce(
      (sum, { day, units }) => sum + Number(units) * (1 + rate) ** (-daysBetween(FIRST, day) / 365),
      0,
    );
  }

  /** How often it is seen to cross nothing on a grid of rates from -99.9 % to many times as much. */
  function crossings(flows: readonly DatedAmount[]): number {
    const rates = Array.from({ length: 4_000 }, (_, index) => Math.exp(-7 + index / 200) - 1);
    const signs = rates.map((rate) => Math.sign(worthAt(rate, flows)));
    return signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length;
  }

  const dated = (list: readonly { readonly days: number; readonly units: bigint }[]) =>
    list.map(({ days, units }) => ({ day: addDays(FIRST, days), units }));

  it('makes amounts worth nothing, as floating point sees it, and there are never more than are told', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const flows = dated(list);
        const rate = internalRate(flows);
        const seen = crossings(flows);
        if (!rate.ok) {
          if (rate.refusal === 'no_solution' || rate.refusal === 'one_sided') expect(seen).toBe(0);
          return;
        }
        expect(seen).toBeLessThanOrEqual(1);
        const found = Number(rate.value.annual) / 1e12;
        if (found > 1e6 || found < -0.999) return;
        const size = flows.reduce((sum, one) => sum + Math.abs(worthAt(found, [one])), 0);
        expect(Math.abs(worthAt(found, flows))).toBeLessThanOrEqual(size * 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same in whatever order amounts are told, and seen from the other side', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const flows = dated(list);
        const rate = internalRate(flows);
        expect(internalRate(flows.toReversed())).toEqual(rate);
        expect(internalRate(flows.map(({ day, units }) => ({ day, units: -units })))).toEqual(rate);
      }),
      { numRuns: 60 },
    );
  });
});
