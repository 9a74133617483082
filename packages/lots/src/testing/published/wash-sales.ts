// Wash sales of the regulations, of the IRS's own lessons, and of tools that reckon them. A line of a tool's table is a lot:
// what is sold names it. Where a source leaves out a year, or what was paid for what nothing else is told of, it is ours.
import type { LotFact } from '../../facts/fact.ts';
import { buy, sell } from '../made-facts.ts';
import type { PublishedCase } from '../published-case.ts';

const CFR = '26 CFR 1.1091-2(a)';
const tracker = (test: string) => `bbreslauer/wash-sale-tracker: tests/${test}.csv and tests/${test}_out.csv`;

const shares = (lotId: string, day: string, units: string, cost: string): LotFact =>
  buy(lotId, day, units, cost);

const sold = (lotId: string, day: string, units: string, proceeds: string): LotFact =>
  sell(`s-${lotId}`, day, units, proceeds, { lots: { [lotId]: units } });

const washed = (one: Omit<PublishedCase, 'settings'>): PublishedCase => ({
  ...one,
  settings: { washSales: 'adjust' },
});

const LAW: PublishedCase[] = [
  {
    name: 'bought again for more',
    source: `${CFR}, Example 1`,
    facts: [
      shares('old', '1935-01-02', '1', '100.00'),
      sold('old', '1955-01-15', '1', '80.00'),
      shares('new', '1955-02-01', '1', '90.00'),
    ],
    slices: ['old 1: 80.00 - 100.00 = -20.00 long, W 1: 20.00'],
    open: ['new 1: 110.00, from 1935-01-19'],
  },
  {
    name: 'bought again for less',
    source: `${CFR}, Example 2`,
    facts: [
      shares('old', '1935-01-02', '1', '100.00'),
      sold('old', '1955-01-15', '1', '80.00'),
      shares('new', '1955-02-01', '1', '70.00'),
    ],
    slices: ['old 1: 80.00 - 100.00 = -20.00 long, W 1: 20.00'],
    open: ['new 1: 90.00, from 1935-01-19'],
  },
  {
    name: 'a loss of $250 makes new shares of $800 cost $1,050',
    source: `${tracker('irs_example_1')}; apps.irs.gov/app/vita/content/10s/10_04_011.jsp, Case Study 1`,
    facts: [
      shares('1', '2013-01-01', '100', '1000.00'),
      sold('1', '2013-06-01', '100', '750.00'),
      shares('2', '2013-06-15', '100', '800.00'),
    ],
    slices: ['1 100: 750.00 - 1000.00 = -250.00 short, W 100: 250.00'],
    open: ['2 100: 1050.00, from 2013-01-15'],
  },
  {
    name: 'fewer bought than sold, before the sale',
    source: `${tracker('irs_example_2')}, after IRS Publication 550`,
    facts: [
      shares('1', '2014-09-26', '100', '5000.00'),
      shares('2', '2014-12-19', '50', '2750.00'),
      shares('3', '2014-12-26', '25', '1125.00'),
      sold('1', '2015-01-09', '100', '4000.00'),
    ],
    slices: ['1 100: 4000.00 - 5000.00 = -1000.00 short, W 75: 750.00'],
    open: ['2 50: 3250.00, from 2014-09-05', '3 25: 1375.00, from 2014-09-12'],
  },
  {
    name: 'more bought than sold, after the sale: the first bought count',
    source: `${tracker('irs_example_3')}, after IRS Publication 550`,
    facts: [
      shares('1', '2014-09-26', '100', '5000.00'),
      sold('1', '2015-02-06', '100', '4000.00'),
      shares('2', '2015-02-10', '50', '3000.00'),
      shares('3', '2015-02-11', '50', '3000.00'),
      shares('4', '2015-02-12', '50', '3000.00'),
      shares('5', '2015-02-13', '50', '3000.00'),
    ],
    slices: ['1 100: 4000.00 - 5000.00 = -1000.00 short, W 100: 1000.00'],
    open: [
      ...['2 50: 3500.00, from 2014-09-30', '3 50: 3500.00, from 2014-10-01'],
      ...['4 50: 3000.00', '5 50: 3000.00'],
    ],
  },
  {
    name: 'one lot at a loss beside two at a gain',
    source: `${tracker('irs_example_4')}, after IRS Publication 550`,
    facts: [
      shares('1', '2009-03-01', '100', '15800.00'),
      shares('2', '2009-06-01', '100', '10000.00'),
      shares('3', '2009-09-01', '100', '9500.00'),
      sell('s', '2014-12-26', '300', '37500.00'),
      shares('4', '2015-01-09', '250', '25000.00'),
    ],
    slices: [
      '1 100: 12500.00 - 15800.00 = -3300.00 long, W 100: 3300.00',
      '2 100: 12500.00 - 10000.00 = 2500.00 long',
      '3 100: 12500.00 - 9500.00 = 3000.00 long',
    ],
    open: ['4 100: 13300.00, from 2009-03-15', '4 150: 15000.00'],
  },
];

const MAKERS: PublishedCase[] = [
  {
    name: 'two purchases after a quarter of the loss remains',
    source: 'redian.news/mitbbs/stock/33209381, Example 2',
    facts: [
      shares('december', '2008-12-01', '100', '2000.00'),
      shares('first', '2009-03-01', '50', '1200.00'),
      shares('second', '2009-03-10', '25', '650.00'),
      sold('december', '2009-03-27', '100', '1300.00'),
    ],
    slices: ['december 100: 1300.00 - 2000.00 = -700.00 short, W 75: 525.00'],
    open: ['first 50: 1550.00, from 2008-11-05', 'second 25: 825.00, from 2008-11-14'],
  },
  {
    name: 'all of the loss goes to the first purchase that is large enough',
    source: 'redian.news/mitbbs/stock/33209381, Example 3',
    facts: [
      shares('december', '2008-12-01', '100', '2000.00'),
      shares('first', '2009-03-01', '100', '2400.00'),
      shares('second', '2009-03-10', '50', '1300.00'),
      sold('december', '2009-03-27', '100', '1300.00'),
    ],
    slices: ['december 100: 1300.00 - 2000.00 = -700.00 short, W 100: 700.00'],
    open: ['first 100: 3100.00, from 2008-11-05', 'second 50: 1300.00'],
  },
  {
    name: 'sold nine days after it was bought, and bought again a week later',
    source: 'www.scottrade.com/knowledge-center, "Wash Sale Rules"',
    facts: [
      shares('first', '2012-02-10', '100', '2500.00'),
      sold('first', '2012-02-19', '100', '2200.00'),
      shares('second', '2012-02-26', '100', '2250.00'),
    ],
    slices: ['first 100: 2200.00 - 2500.00 = -300.00 short, W 100: 300.00'],
    open: ['second 100: 2550.00, from 2012-02-17'],
  },
  {
    name: 'one of three is bought again: a third of the loss waits',
    source: 'money.stackexchange.com/questions/91884',
    facts: [
      shares('1', '2018-01-01', '1', '100.00'),
      sold('1', '2018-01-01', '1', '110.00'),
      shares('2', '2018-01-02', '3', '300.00'),
      sold('2', '2018-01-02', '3', '270.00'),
      shares('3', '2018-01-03', '1', '100.00'),
      sold('3', '2018-01-03', '1', '110.00'),
    ],
    slices: [
      '1 1: 110.00 - 100.00 = 10.00 short',
      '2 3: 270.00 - 300.00 = -30.00 short, W 1: 10.00',
      '3 1: 110.00 - 110.00 = 0.00 short',
    ],
  },
  {
    name: 'a line of Form 8949: $400, all of it disallowed',
    source: 'form8949.moosetechsoftware.com/articles/wash-sale-report.htm',
    facts: [
      shares('abc', '2014-01-10', '100', '5200.00'),
      sold('abc', '2014-08-25', '100', '4800.00'),
      shares('again', '2014-09-15', '100', '4700.00'),
    ],
    slices: ['abc 100: 4800.00 - 5200.00 = -400.00 short, W 100: 400.00'],
    open: ['again 100: 5100.00, from 2014-01-31'],
  },
];

/** A and B of the simple cases, of which B is kept, or sold at last. */
const simple = (
  test: string,
  {
    a,
    b,
    end,
    slices,
    open,
  }: {
    a: string;
    b: readonly [day: string, units: string, cost: string];
    end?: readonly [day: string, proceeds: string];
    slices: string[];
    open: string[];
  },
): PublishedCase => {
  const [day, units, cost] = b;
  const facts = [
    shares('A', a, '10', '2.00'),
    sold('A', '2012-06-01', '10', '1.00'),
    shares('B', day, units, cost),
  ];
  return {
    name: test.replaceAll('_', ' '),
    source: tracker(test),
    facts: [...facts, ...(end ? [sold('B', end[0], units, end[1])] : [])],
    slices,
    open,
  };
};

const WASHED_A = 'A 10: 1.00 - 2.00 = -1.00 short, W 10: 1.00';
const PLAIN_A = 'A 10: 1.00 - 2.00 = -1.00 short';

const SIMPLE: PublishedCase[] = [
  simple('simple_wash_unsold_replacement_before', {
    ...{ a: '2012-01-01', b: ['2012-05-10', '10', '1.50'] },
    ...{ slices: [WASHED_A], open: ['B 10: 2.50, from 2011-12-10'] },
  }),
  simple('simple_wash_unsold_replacement_after', {
    ...{ a: '2012-01-01', b: ['2012-06-10', '10', '1.50'] },
    ...{ slices: [WASHED_A], open: ['B 10: 2.50, from 2012-01-10'] },
  }),
  simple('simple_wash_sold_gain_replacement_before', {
    ...{ a: '2012-01-01', b: ['2012-05-10', '10', '1.50'], end: ['2012-09-01', '3.00'] },
    ...{ slices: [WASHED_A, 'B 10: 3.00 - 2.50 = 0.50 short'], open: [] },
  }),
  simple('simple_wash_sold_gain_replacement_after', {
    ...{ a: '2012-01-01', b: ['2012-06-10', '10', '1.50'], end: ['2012-09-01', '3.00'] },
    ...{ slices: [WASHED_A, 'B 10: 3.00 - 2.50 = 0.50 short'], open: [] },
  }),
  simple('simple_wash_sold_loss_replacement_before', {
    ...{ a: '2012-01-01', b: ['2012-05-10', '10', '1.50'], end: ['2012-09-01', '1.00'] },
    ...{ slices: [WASHED_A, 'B 10: 1.00 - 2.50 = -1.50 short'], open: [] },
  }),
  simple('simple_wash_sold_becomes_loss_replacement_before', {
    ...{ a: '2012-01-01', b: ['2012-05-10', '10', '1.50'], end: ['2012-09-01', '2.00'] },
    ...{ slices: [WASHED_A, 'B 10: 2.00 - 2.50 = -0.50 short'], open: [] },
  }),
  simple('simple_wash_larger_replacement_unsold', {
    ...{ a: '2012-05-20', b: ['2012-06-10', '18', '3.00'] },
    ...{ slices: [WASHED_A], open: ['B 10: 2.67, from 2012-05-29', 'B 8: 1.33'] },
  }),
  simple('simple_wash_larger_replacement_sold', {
    ...{ a: '2012-05-20', b: ['2012-06-10', '18', '3.00'], end: ['2012-08-01', '5.00'] },
    slices: [WASHED_A, 'B 10: 2.78 - 2.67 = 0.11 short', 'B 8: 2.22 - 1.33 = 0.89 short'],
    open: [],
  }),
  simple('simple_wash_smaller_replacement_unsold', {
    ...{ a: '2012-05-20', b: ['2012-06-10', '4', '3.00'] },
    ...{ slices: ['A 10: 1.00 - 2.00 = -1.00 short, W 4: 0.40'], open: ['B 4: 3.40, from 2012-05-29'] },
  }),
  simple('simple_wash_smaller_replacement_sold', {
    ...{ a: '2012-05-20', b: ['2012-06-10', '4', '3.00'], end: ['2012-08-01', '5.00'] },
    slices: ['A 10: 1.00 - 2.00 = -1.00 short, W 4: 0.40', 'B 4: 5.00 - 3.40 = 1.60 short'],
    open: [],
  }),
  simple('no_wash_replacement_too_early', {
    ...{ a: '2012-01-01', b: ['2012-05-01', '10', '1.50'] },
    ...{ slices: [PLAIN_A], open: ['B 10: 1.50'] },
  }),
  simple('no_wash_replacement_too_late', {
    ...{ a: '2012-01-01', b: ['2012-07-02', '10', '1.50'] },
    ...{ slices: [PLAIN_A], open: ['B 10: 1.50'] },
  }),
  {
    name: 'no wash, as the replacement was sold before the loss',
    source: tracker('no_wash_replacement_sold_before_loss'),
    facts: [
      shares('A', '2012-05-20', '10', '2.00'),
      shares('B', '2012-05-25', '10', '10.00'),
      sold('B', '2012-05-29', '10', '12.00'),
      sold('A', '2012-06-01', '10', '1.00'),
    ],
    slices: ['B 10: 12.00 - 10.00 = 2.00 short', PLAIN_A],
  },
  {
    name: 'no wash with the rest of the same lot',
    source: `${tracker('no_wash_replacement_same_lot')}; Rev. Rul. 56-602`,
    facts: [shares('1', '2012-05-20', '20', '4.00'), sold('1', '2012-06-01', '10', '1.00')],
    slices: ['1 10: 1.00 - 2.00 = -1.00 short'],
    open: ['1 10: 2.00'],
  },
  {
    name: 'no wash with the rest of the same lot, as Fairmark has it',
    source: tracker('fairmark_replace_2'),
    facts: [shares('A', '2014-06-01', '200', '10000.00'), sold('A', '2014-06-12', '100', '4000.00')],
    slices: ['A 100: 4000.00 - 5000.00 = -1000.00 short'],
    open: ['A 100: 5000.00'],
  },
];

const CHAINS: PublishedCase[] = [
  {
    name: 'two purchases and two sales of one day',
    source: tracker('fairmark_sameday_1'),
    facts: [
      shares('1', '2014-05-01', '100', '1000.00'),
      shares('2', '2014-05-01', '100', '800.00'),
      sold('1', '2014-05-01', '100', '900.00'),
      sold('2', '2014-05-01', '100', '900.00'),
    ],
    slices: ['1 100: 900.00 - 1000.00 = -100.00 short, W 100: 100.00', '2 100: 900.00 - 900.00 = 0.00 short'],
  },
  {
    name: 'two small lots take the place of one',
    source: `${tracker('multiple_small_replacement_lots')}, with lots B and C in turn`,
    facts: [
      shares('A', '2011-06-01', '10', '1.20'),
      shares('C', '2012-01-01', '6', '1.00'),
      shares('B', '2012-01-01', '6', '1.00'),
      sold('A', '2012-01-10', '10', '1.10'),
      sold('B', '2012-06-01', '6', '2.00'),
      sold('C', '2012-06-01', '6', '2.00'),
    ],
    slices: [
      'A 10: 1.10 - 1.20 = -0.10 short, W 10: 0.10',
      'B 4: 1.33 - 0.71 = 0.62 long',
      'B 2: 0.67 - 0.33 = 0.34 short',
      'C 6: 2.00 - 1.06 = 0.94 long',
    ],
  },
  {
    name: 'a loss that goes from lot to lot',
    source: tracker('overlapping_losses'),
    facts: [
      shares('A', '2012-05-20', '10', '2.00'),
      shares('B', '2012-05-25', '10', '10.00'),
      sold('A', '2012-06-01', '10', '1.00'),
      shares('C', '2012-07-20', '10', '18.00'),
      sold('B', '2012-08-01', '10', '7.00'),
      sold('C', '2012-08-20', '10', '17.00'),
    ],
    slices: [WASHED_A, 'B 10: 7.00 - 11.00 = -4.00 short, W 10: 4.00', 'C 10: 17.00 - 22.00 = -5.00 short'],
  },
  {
    name: 'two wash sales, one after the other',
    source: tracker('two_wash_sales_1'),
    facts: [
      shares('A', '2012-05-20', '10', '2.00'),
      sold('A', '2012-06-01', '10', '1.00'),
      shares('B', '2012-06-10', '10', '3.00'),
      sold('B', '2012-08-01', '10', '2.20'),
      shares('C', '2012-08-23', '10', '5.00'),
      sold('C', '2012-09-01', '10', '10.00'),
    ],
    slices: [WASHED_A, 'B 10: 2.20 - 4.00 = -1.80 short, W 10: 1.80', 'C 10: 10.00 - 6.80 = 3.20 short'],
  },
  {
    name: 'a long chain with different numbers of shares',
    source: tracker('long_chain_with_different_num_shares'),
    facts: [
      shares('1', '2015-02-01', '3', '1800.00'),
      sold('1', '2015-02-02', '3', '1500.00'),
      shares('2', '2015-03-01', '5', '3000.00'),
      shares('3', '2015-03-01', '5', '3000.00'),
      shares('4', '2015-03-01', '4', '2400.00'),
      sold('2', '2015-03-02', '5', '2500.00'),
      sold('3', '2015-03-02', '5', '2500.00'),
      sold('4', '2015-03-02', '4', '2000.00'),
    ],
    slices: [
      '1 3: 1500.00 - 1800.00 = -300.00 short, W 3: 300.00',
      '2 3: 1500.00 - 2100.00 = -600.00 short, W 3: 600.00',
      '2 2: 1000.00 - 1200.00 = -200.00 short, W 2: 200.00',
      '3 3: 1500.00 - 2400.00 = -900.00 short, W 3: 900.00',
      '3 2: 1000.00 - 1400.00 = -400.00 short, W 1: 200.00',
      '4 3: 1500.00 - 2700.00 = -1200.00 short',
      '4 1: 500.00 - 800.00 = -300.00 short',
    ],
  },
];

/** In the order in which their days are. */
const byDay = (one: PublishedCase): PublishedCase => ({
  ...one,
  facts: one.facts.toSorted((left, right) => left.at - right.at),
});

export const WASH_SALES: readonly PublishedCase[] = [...LAW, ...MAKERS, ...SIMPLE, ...CHAINS]
  .map(washed)
  .map(byDay);
