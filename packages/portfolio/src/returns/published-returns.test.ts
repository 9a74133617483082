// Returns over days that others have published. What comes in at the beginning of their quarters and years is a flow in the morning
// of ours, and what goes out one in the evening before, so that both lie where theirs do.
import { addDays, type CalendarDay, daysBetween } from '@diboas/calendars';
import { describe, expect, it } from 'vitest';
import type { DaySeries } from '../days/day-series.ts';
import { type Growth, RETURN_SCALE, returnOf } from '../exact/growth.ts';
import { type MadeDay, madeSeries } from '../testing/made-series.ts';
import { expectPublished } from '../testing/published.ts';
import { moneyWeightedReturn } from './money-weighted.ts';
import { spanOfPeriod } from './period.ts';
import { timeWeightedReturn } from './time-weighted.ts';

const FIRST: CalendarDay = '2026-01-01';

function growthOver(series: DaySeries): Growth {
  const last = series.days.at(-1)?.day ?? FIRST;
  const growth = timeWeightedReturn(series, 'all', spanOfPeriod('ALL', last, series));
  if (!growth.ok) throw new Error(`there is no return: ${growth.refusal}`);
  return growth.value;
}

describe('M33 the time-weighted return', () => {
  // CFA Institute, CFA Program curriculum, level I, "Rates and Returns", Examples 8, 9 and 10.
  it.each<[string, readonly MadeDay[], string]>([
    [
      'Example 9, in-house account',
      [
        { value: 4_000_000n },
        { cameIn: 1_000_000n, value: 5_500_000n, wentOut: 500_000n },
        { value: 5_775_000n },
        { cameIn: 225_000n, value: 6_120_000n, wentOut: 600_000n },
        { value: 5_508_000n },
      ],
      '0.2701',
    ],
    [
      'Example 9, Super Trust account',
      [
        { value: 10_000_000n },
        { cameIn: 2_000_000n, value: 12_000_000n, wentOut: 1_200_000n },
        { value: 5_240_000n, wentOut: 7_000_000n },
        { value: 5_259_200n, wentOut: 400_000n },
        { value: 5_469_568n },
      ],
      '0.2602',
    ],
    [
      'Example 8, the Rhein Valley Superior Fund',
      [
        { value: 3_000n },
        { value: 3_450n },
        { cameIn: 1_050n, value: 2_000n, wentOut: 2_275n },
        { value: 2_200n },
        { cameIn: 300n, value: 2_875n },
        { cameIn: 625n, value: 3_605n },
      ],
      '0.4235',
    ],
    [
      'Example 10, the Walbright Fund',
      [{ value: 10_000n }, { value: 11_200n }, { cameIn: 2_000n, value: 14_264n }],
      '0.2103',
    ],
    [
      'Investopedia, "Time-Weighted Rate of Return"',
      [{ value: 1_000_000n }, { value: 1_162_484n }, { cameIn: 100_000n, value: 1_192_328n }],
      '0.0979',
    ],
    [
      'mathcelebrity.com, "Time Weighted Rate of Interest"',
      [
        { value: 100_000n },
        { value: 112_000n },
        { cameIn: 30_000n, value: 83_000n, wentOut: 42_000n },
        { value: 100_000n },
      ],
      '0.1878',
    ],
    [
      'homeworksource.com, a mutual fund with one more payment and a withdrawal',
      [
        { value: 5_800n },
        { value: 4_000n },
        { cameIn: 1_400n, value: 6_400n, wentOut: 1_500n },
        { value: 7_500n },
      ],
      '0.1824',
    ],
    [
      'acadifi.com, GIPS, January to June',
      [{ value: 1_000_000n }, { value: 1_050_000n }, { cameIn: 200_000n, value: 1_350_000n }],
      '0.1340',
    ],
  ])('is that of %s', (_source, days, published) => {
    expectPublished(returnOf(growthOver(madeSeries(FIRST, days))), published);
  });

  it('by the year is that of the CFA curriculum, Exhibit 11, and of FinCal for R, twrr: two years', () => {
    const stock = growthOver(
      madeSeries(FIRST, [{ value: 200n }, { value: 225n, wentOut: 5n }, { cameIn: 225n, value: 480n }]),
    );
    expectIsSquareOf(stock, '0.1076');
    const share = growthOver(
      madeSeries(FIRST, [{ value: 100n }, { value: 120n, wentOut: 2n }, { cameIn: 120n, value: 264n }]),
    );
    expectIsSquareOf(share, '0.158447');
  });

  it('of each day is that of Portfolio Performance, ClientIndexTest, testExcelSample', () => {
    const days = [
      { cameIn: 1_000_000n, value: 1_000_000n },
      { value: 1_023_000n },
      { cameIn: 20_000n, value: 1_063_000n },
      { value: 999_559n, wentOut: 40_000n },
      { value: 1_028_958n },
      { value: 1_058_357n },
      { cameIn: 540_000n, value: 1_617_956n },
      { value: 1_160_000n, wentOut: 369_704n },
      { value: 1_059_615n },
    ];
    const accumulated = [
      ...['0', '0.023', '0.042616491', '0.019624983', '0.049614163', '0.079603343'],
      ...['0.092841403', '0.03323197', '-0.056182678'],
    ];
    accumulated.forEach((published, index) => {
      const series = madeSeries(FIRST, days.slice(0, index + 1), 'nothing');
      expectPublished(returnOf(growthOver(series)), published, RETURN_SCALE / 1_000_000n);
    });
  });

  it('of days is linked as that of Interactive Brokers, PortfolioAnalyst, and of Wikipedia, "Time-weighted return"', () => {
    const linked = (gains: readonly bigint[]) => {
      // Each day 10,000 come in, and all goes out again: what is more or less are hundredths of a percent.
      const days = gains.map((bps) => ({ cameIn: 10_000n, value: 0n, wentOut: 10_000n + bps }));
      return returnOf(growthOver(madeSeries(FIRST, [{ value: 0n }, ...days])));
    };
    expectPublished(linked([174n, -468n, 192n, -69n, 202n]), '0.0014', RETURN_SCALE / 10_000n);
    expectPublished(linked([400n, 900n, 500n, 1_100n]), '0.3212');
  });
});

/** The growth of two years is the square of one and what was published, of figures that were rounded before: one of its last digit. */
function expectIsSquareOf({ numerator, denominator }: Growth, published: string): void {
  const digits = published.split('.')[1]?.length ?? 0;
  const scale = 10n ** BigInt(digits + 1);
  const year = scale + BigInt(published.replace('0.', '')) * 10n;
  expect((year - 10n) ** 2n * denominator <= numerator * scale ** 2n).toBe(true);
  expect(numerator * scale ** 2n <= (year + 10n) ** 2n * denominator).toBe(true);
}

describe('M33 both returns', () => {
  /** hledger, roi.test: what changes on which day; all that is not told stays. */
  function hledger(last: CalendarDay, told: Readonly<Record<string, MadeDay>>): DaySeries {
    const days: MadeDay[] = [];
    let value: bigint | null = 0n;
    for (let day: CalendarDay = '2017-01-01'; day <= last; day = addDays(day, 1)) {
      const made: MadeDay = told[day] ?? { value };
      value = made.value;
      days.push(made);
    }
    return madeSeries('2017-01-01', days, 'nothing');
  }

  const TWICE = {
    '2017-01-01': { cameIn: 10_000n, value: 10_000n },
    '2017-06-01': { cameIn: 10_000n, value: 20_000n },
  };
  const QUARTERS = {
    '2017-01-01': { cameIn: 10_000n, value: 10_000n },
    '2017-06-30': { value: 11_000n },
    '2017-07-01': { cameIn: 10_000n, value: 21_000n },
    '2017-10-01': { wentOut: 5_000n, value: 16_000n },
    '2017-12-31': { value: 15_500n },
  };

  it.each<[string, Readonly<Record<string, MadeDay>>, CalendarDay, CalendarDay, string, string]>([
    ['1, nothing gained', TWICE, '2016-12-31', '2017-12-31', '0', '0'],
    [
      ...(['2, twelve percent'] as const),
      { '2017-01-01': { cameIn: 10_000n, value: 10_000n }, '2017-12-31': { value: 11_200n } },
      ...(['2016-12-31', '2017-12-31', '0.12', '0.12'] as const),
    ],
    [
      ...(['4, ten percent'] as const),
      { ...TWICE, '2017-12-31': { value: 22_000n } },
      ...(['2016-12-31', '2017-12-31', '0.1272', '0.10'] as const),
    ],
    [
      ...(['5, nine tenths lost'] as const),
      { ...TWICE, '2017-12-31': { value: 2_000n } },
      ...(['2016-12-31', '2017-12-31', '-0.9573', '-0.90'] as const),
    ],
    ['6, second quarter', QUARTERS, '2017-03-31', '2017-06-30', '0.4656', '0.4656'],
    ['6, third quarter', QUARTERS, '2017-06-30', '2017-09-30', '0', '0'],
  ])('by the year are those of hledger, roi.test %s', (_case, told, from, to, money, time) => {
    const series = hledger('2017-12-31', told);
    const weighted = moneyWeightedReturn(series, 'all', { from, to });
    const growth = timeWeightedReturn(series, 'all', { from, to });
    if (!weighted.ok || !growth.ok) throw new Error('both are known');
    expectPublished(weighted.value.annual, money);
    // By the year theirs is what a rate without flows would be.
    const alone = madeSeries(from, [
      { value: growth.value.denominator },
      ...Array.from({ length: daysBetween(from, to) - 1 }, () => ({ value: 1n })),
      { value: growth.value.numerator },
    ]);
    const byYear = moneyWeightedReturn(alone, 'all', { from, to });
    if (!byYear.ok) throw new Error('a growth has a rate');
    expectPublished(byYear.value.annual, time);
  });

  it('of a month to the day are those of hledger, roi.test 11', () => {
    const held = Array.from({ length: 30 }, () => ({ value: 10_000n }));
    const series = madeSeries(
      '2020-12-02',
      [{ cameIn: 10_000n, value: 10_000n }, ...held, { value: 11_000n }],
      'nothing',
    );
    const span = spanOfPeriod('ALL', '2021-01-02', series);
    const weighted = moneyWeightedReturn(series, 'all', span);
    expectPublished(weighted.ok ? weighted.value.annual : 0n, '1.9658');
    expect(returnOf(growthOver(series))).toBe(RETURN_SCALE / 10n);
  });
});
