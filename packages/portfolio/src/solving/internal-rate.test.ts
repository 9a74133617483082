// Money-weighted returns that others have published, and what has none.
import { addDays, type CalendarDay } from '@diboas/calendars';
import { describe, expect, it } from 'vitest';
import { RETURN_SCALE } from '../exact/growth.ts';
import { expectPublished } from '../testing/published.ts';
import { type DatedAmount, type InternalRate, internalRate } from './internal-rate.ts';

type Amounts = readonly (readonly [CalendarDay, number])[];

/** In hundredths, as cents. */
function amountsOf(amounts: Amounts): DatedAmount[] {
  return amounts.map(([day, amount]) => ({ day, units: BigInt(Math.round(amount * 100)) }));
}

/** So many days apart, as tables of years and quarters are. */
function everyDays(apart: number, amounts: readonly number[]): DatedAmount[] {
  return amounts.map((amount, index) => ({
    day: addDays('2021-01-01', apart * index),
    units: BigInt(Math.round(amount * 100)),
  }));
}

function rateOf(amounts: readonly DatedAmount[]): InternalRate {
  const rate = internalRate(amounts);
  if (!rate.ok) throw new Error(`there is no rate: ${rate.refusal}`);
  return rate.value;
}

describe('M33 the rate of amounts on days', () => {
  it('is that of Microsoft, "XIRR function", as far as it says it is right: 0.000001 percent', () => {
    const { annual } = rateOf(
      amountsOf([
        ['2008-01-01', -10_000],
        ['2008-03-01', 2_750],
        ['2008-10-30', 4_250],
        ['2009-02-15', 3_250],
        ['2009-04-01', 2_750],
      ]),
    );
    expectPublished(annual, '0.373362535', RETURN_SCALE / 100_000_000n);
  });

  it.each<[string, Amounts, string]>([
    [
      'docs.rs, crate xirr, "Example", in no order',
      [
        ['2015-06-11', -1_000],
        ['2015-07-21', -9_000],
        ['2018-06-10', 20_000],
        ['2015-10-17', -3_000],
      ],
      '0.163537158443',
    ],
    [
      'PyPI, fnx, xirr',
      [
        ['2010-12-29', -10_000],
        ['2012-01-25', 20],
        ['2012-03-08', 10_100],
      ],
      '0.0100612651649',
    ],
    [
      'Portfolio Performance, IRRTest, simple',
      [
        ['2010-01-01', -200],
        ['2010-12-31', 210],
      ],
      '0.05014075',
    ],
    [
      'ClickHouse, 03533_xirr, first',
      [
        ['2020-01-01', -10_000],
        ['2020-03-01', 5_750],
        ['2020-10-30', 4_250],
        ['2021-02-15', 3_250],
      ],
      '0.634297',
    ],
    [
      'ClickHouse, 03533_xirr, borrowed',
      [
        ['2020-01-01', 100_000],
        ['2021-01-01', -110_000],
      ],
      '0.099714',
    ],
    [
      'ClickHouse, 03533_xirr, a',
      [
        ['2020-01-01', -10_000],
        ['2020-06-01', 3_000],
        ['2020-12-31', 8_000],
      ],
      '0.120613',
    ],
    [
      'ClickHouse, 03533_xirr, b',
      [
        ['2020-03-15', -5_000],
        ['2020-09-15', 2_500],
        ['2021-03-15', 3_000],
      ],
      '0.131617',
    ],
    [
      'ClickHouse, 03533_xirr, c',
      [
        ['2019-12-31', -15_000],
        ['2020-04-30', 5_000],
        ['2020-08-31', 6_000],
        ['2020-12-31', 5_000],
        ['2021-02-28', 2_000],
      ],
      '0.291987',
    ],
    [
      'pg_financial, a month',
      [
        ['2013-01-01', -100],
        ['2013-02-01', 110],
      ],
      '2.0716058535',
    ],
    [
      'pg_financial, a great loss',
      [
        ['2013-01-01', -100],
        ['2014-01-01', 20],
      ],
      '-0.8',
    ],
    [
      'pg_financial, five years',
      [
        ['2009-01-01', -10_000],
        ['2010-01-01', -10_000],
        ['2011-01-01', 10_000],
        ['2012-01-01', 10_000],
        ['2013-01-01', 1_000],
      ],
      '0.023844261812',
    ],
    [
      'xirr for Ruby, test_cashflow, ok',
      [
        ['1985-01-01', 1_000],
        ['1990-01-01', -600],
        ['1995-01-01', -6_000],
      ],
      '0.225683',
    ],
    [
      'xirr for Ruby, test_cashflow, bad',
      [
        ['1985-01-01', 1_000],
        ['1990-01-01', -600],
        ['1995-01-01', -200],
      ],
      '-0.034592',
    ],
    [
      'xirr for Ruby, test_cashflow, long',
      [
        ['1957-01-01', -1_000],
        ['2013-01-01', 390_000],
      ],
      '0.112339',
    ],
    [
      'hledger, roi.test 10, a percent in a day',
      [
        ['2019-11-01', -100],
        ['2019-11-02', 101],
      ],
      '36.7834',
    ],
    [
      'klippero/xirr-bug, most of it lost in months',
      [
        ['2019-09-10', -400],
        ['2020-01-21', -400],
        ['2020-02-24', -400],
        ['2020-03-16', 895.24],
      ],
      '-0.7420',
    ],
  ])('is that of %s', (_source, amounts, published) => {
    expectPublished(rateOf(amountsOf(amounts)).annual, published);
  });

  // CFA Institute, CFA Program curriculum, level I, "Rates and Returns": Exhibits 10, 11 and 13.
  it.each([
    ['Exhibit 10', [-100, -950, 350, 1_270], '0.2611'],
    ['Exhibit 11', [-200, -220, 480], '0.0939'],
    ['Exhibit 13, the Rhein Valley Superior Fund', [-30, -10.5, 22.75, -3, -6.25, 36.05], '0.0586'],
  ] as const)('is that of the CFA curriculum, %s', (_source, amounts, published) => {
    expectPublished(rateOf(everyDays(365, amounts)).annual, published);
  });

  it('is over the whole time that of the CFA curriculum, Example 10, the Walbright Fund: three times four months', () => {
    expectPublished(rateOf(everyDays(100, [-100, -20, 0, 142.64])).total, '0.2005');
  });

  it('is that of Portfolio Performance, IRRTest, slow curve, as near as that test wants it', () => {
    const { annual } = rateOf(
      amountsOf([
        ['2002-11-30', -4_398],
        ['2007-06-11', 200],
        ['2008-05-11', 270],
        ['2009-05-01', 280],
        ['2010-06-01', 280],
        ['2011-05-02', 300],
        ['2012-04-30', 330],
        ['2012-12-06', 14_508],
      ]),
    );
    expectPublished(annual, '0.1444629967', RETURN_SCALE / 10_000n);
  });

  it('is found however great it is: six times as much after a day, as xirr for Ruby has it', () => {
    const { annual } = rateOf(
      amountsOf([
        ['1985-01-01', 1_000],
        ['1985-01-02', -6_000],
      ]),
    );
    expect(`${annual}`.slice(0, 20)).toBe(`${6n ** 365n}`.slice(0, 20));
    expect(`${annual}`).toHaveLength(285 + 12);
    expect(`${annual}`).toMatch(/^10597572345993/);
  });

  it('is not told where there are several, as examples for students have them', () => {
    // CFA level I questions: two, of about 38 % and 260 %. Exercises: -76.49 % and 36.79 %; 25 %, 33.3 %, 42.9 % and 66.7 %.
    const several = [
      [-2_000, 10_000, -10_000],
      [-39_800, 63_800, -12_800],
      [-252, 1_431, -3_035, 2_850, -1_000],
    ];
    for (const amounts of several)
      expect(internalRate(everyDays(365, amounts))).toEqual({ ok: false, refusal: 'several_solutions' });
  });

  it('is not told where there is none', () => {
    expect(internalRate(everyDays(365, [-100, 150, -100]))).toEqual({ ok: false, refusal: 'no_solution' });
  });

  it.each([
    ['nothing at all', []],
    ['only what was paid in', [-100, -50]],
    ['only what came out', [100, 0, 50]],
    ['nothing but zeros', [0, 0]],
  ])('is not told of %s', (_what, amounts) => {
    expect(internalRate(everyDays(30, amounts))).toEqual({ ok: false, refusal: 'one_sided' });
  });

  it('is not told where no time has passed', () => {
    const amounts = amountsOf([
      ['2020-01-01', -100],
      ['2020-01-01', 110],
    ]);
    expect(internalRate(amounts)).toEqual({ ok: false, refusal: 'one_sided' });
  });

  it('is zero to the last digit where as much came out as was paid in, also where it only touches zero', () => {
    expect(rateOf(everyDays(100, [-100, -50, 150]))).toEqual({ annual: 0n, total: 0n });
    expect(rateOf(everyDays(365, [-100, 200, -100]))).toEqual({ annual: 0n, total: 0n });
  });

  it('is zero and another, which are several, however often it is zero', () => {
    // (1 - x)(100 - 130 x), and (1 - x)² (2 - x), (1 - x)² (1 - 2 x).
    for (const amounts of [
      [-100, 230, -130],
      [2, -5, 4, -1],
      [1, -4, 5, -2],
    ])
      expect(internalRate(everyDays(365, amounts))).toEqual({ ok: false, refusal: 'several_solutions' });
  });

  it('is not looked for where many amounts turn often and what was paid in all in all does too', () => {
    const turning = Array.from({ length: 98 }, (_, index) => (index % 2 === 0 ? -300 : 300));
    expect(internalRate(everyDays(30, [100, ...turning, -150]))).toEqual({ ok: false, refusal: 'unclear' });
  });

  it('is not told where two solutions are one but for what cannot be seen: ten percent, twice', () => {
    // -100 × (1 - 1.1 x)² is -100 + 220 x - 121 x².
    expect(internalRate(everyDays(365, [-100, 220, -121]))).toEqual({ ok: false, refusal: 'unclear' });
  });

  it('is right to the last digit where it is a power of what one amount became', () => {
    for (const days of [1, 7, 31, 365, 1_826]) {
      const { total, annual } = rateOf(everyDays(days, [-100, 110]));
      expect(total).toBe(RETURN_SCALE / 10n);
      if (days === 365) expect(annual).toBe(RETURN_SCALE / 10n);
    }
  });

  it('is exact where a factor has no digits more: half of it each day', () => {
    const { total } = rateOf(everyDays(1, [-100, 200]));
    expect(total).toBe(RETURN_SCALE);
    expect(rateOf(everyDays(1, [-200, 100])).total).toBe(-RETURN_SCALE / 2n);
    expect(rateOf(everyDays(1, [-300, 500])).total).toBe(666_666_666_667n);
  });
});
