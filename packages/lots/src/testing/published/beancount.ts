// Beancount's tests of booking. They tell what a lot cost and nothing of what it was sold for, and their sales are dated before
// the lots: here they come after.
import { buy, sell } from '../made-facts.ts';
import type { PublishedCase } from '../published-case.ts';

const FILE = 'beancount/beancount: beancount/parser/booking_full_test.py';
const source = (test: string) => `${FILE}, ${test}`;

/** By the dates of the source: o1 is of 2015-10-01. */
const THREE_LOTS = [
  buy('o1', '2015-10-01', '4', '400.00'),
  buy('o2', '2015-10-02', '5', '555.55'),
  buy('o3', '2015-10-03', '6', '733.32'),
];

const ambiguous = (
  method: 'fifo' | 'lifo',
  { test, units, taken, open }: { test: string; units: string; taken: string[]; open: string[] },
): PublishedCase => ({
  name: `${method}: ${units} of three lots`,
  source: source(`test_ambiguous__${method.toUpperCase()}__${test}`),
  settings: { method },
  facts: [...THREE_LOTS, sell('s', '2016-02-22', units, '1.00')],
  taken: taken.map((one) => `s: ${one}`),
  open,
});

const notEnough = (method: 'fifo' | 'lifo'): PublishedCase => ({
  name: `${method}: 16 of three lots of 15`,
  source: source(`test_ambiguous__${method.toUpperCase()}__test_matching_more_than_is_available`),
  settings: { method },
  facts: [...THREE_LOTS, sell('s', '2016-02-22', '16', '1.00')],
  refusal: { factId: 's', reason: 'not_enough', missing: { asset: 'BTC', units: 100_000_000n } },
});

const FIFO = [
  {
    test: 'test_match_against_partial_first_lot',
    units: '2',
    taken: ['o1 2: 200.00'],
    open: ['o1 2: 200.00', 'o2 5: 555.55', 'o3 6: 733.32'],
  },
  {
    test: 'test_match_against_complete_first_lot',
    units: '4',
    taken: ['o1 4: 400.00'],
    open: ['o2 5: 555.55', 'o3 6: 733.32'],
  },
  {
    test: 'test_partial_match_against_first_two_lots',
    units: '7',
    taken: ['o1 4: 400.00', 'o2 3: 333.33'],
    open: ['o2 2: 222.22', 'o3 6: 733.32'],
  },
  {
    test: 'test_complete_match_against_first_two_lots',
    units: '9',
    taken: ['o1 4: 400.00', 'o2 5: 555.55'],
    open: ['o3 6: 733.32'],
  },
  {
    test: 'test_partial_match_against_first_three_lots',
    units: '12',
    taken: ['o1 4: 400.00', 'o2 5: 555.55', 'o3 3: 366.66'],
    open: ['o3 3: 366.66'],
  },
  {
    test: 'test_complete_match_against_first_three_lots',
    units: '15',
    taken: ['o1 4: 400.00', 'o2 5: 555.55', 'o3 6: 733.32'],
    open: [],
  },
].map((one) => ambiguous('fifo', one));

const LIFO = [
  {
    test: 'test_match_against_partial_first_lot',
    units: '2',
    taken: ['o3 2: 244.44'],
    open: ['o1 4: 400.00', 'o2 5: 555.55', 'o3 4: 488.88'],
  },
  {
    test: 'test_match_against_complete_first_lot',
    units: '6',
    taken: ['o3 6: 733.32'],
    open: ['o1 4: 400.00', 'o2 5: 555.55'],
  },
  {
    test: 'test_partial_match_against_first_two_lots',
    units: '7',
    taken: ['o3 6: 733.32', 'o2 1: 111.11'],
    open: ['o1 4: 400.00', 'o2 4: 444.44'],
  },
  {
    test: 'test_complete_match_against_first_two_lots',
    units: '11',
    taken: ['o3 6: 733.32', 'o2 5: 555.55'],
    open: ['o1 4: 400.00'],
  },
  {
    test: 'test_partial_match_against_first_three_lots',
    units: '12',
    taken: ['o3 6: 733.32', 'o2 5: 555.55', 'o1 1: 100.00'],
    open: ['o1 3: 300.00'],
  },
  {
    test: 'test_complete_match_against_first_three_lots',
    units: '15',
    taken: ['o3 6: 733.32', 'o2 5: 555.55', 'o1 4: 400.00'],
    open: [],
  },
].map((one) => ambiguous('lifo', one));

const SEVERAL: PublishedCase[] = [
  {
    name: 'fifo: two sales, one after the other',
    source: source('test_reduce__multiple_reductions'),
    facts: [
      buy('a', '2016-01-15', '50', '5750.00'),
      buy('b', '2016-01-16', '50', '5800.00'),
      sell('s1', '2016-05-02', '40', '1.00'),
      sell('s2', '2016-05-02', '35', '1.00'),
    ],
    taken: ['s1: a 40: 4600.00', 's2: a 10: 1150.00', 's2: b 25: 2900.00'],
    open: ['b 25: 2900.00'],
  },
  {
    name: 'fifo: the second of two sales is of more than is left',
    source: source('test_reduce__multiple_reductions__overflowing__with_error'),
    facts: [
      buy('a', '2016-01-15', '50', '5750.00'),
      buy('b', '2016-01-16', '50', '5800.00'),
      sell('s1', '2016-05-02', '40', '1.00'),
      sell('s2', '2016-05-02', '65', '1.00'),
    ],
    refusal: { factId: 's2', reason: 'not_enough', missing: { asset: 'BTC', units: 500_000_000n } },
  },
  {
    name: 'hifo: three sales, one after the other',
    source: source('test_reduce__multiple_reductions_hifo'),
    settings: { method: 'hifo' },
    facts: [
      buy('a', '2016-01-15', '50', '5750.00'),
      buy('b', '2016-01-16', '50', '5800.00'),
      buy('c', '2016-01-17', '50', '5700.00'),
      sell('s1', '2016-05-02', '40', '1.00'),
      sell('s2', '2016-05-02', '35', '1.00'),
      sell('s3', '2016-05-02', '30', '1.00'),
    ],
    taken: [
      's1: b 40: 4640.00',
      's2: b 10: 1160.00',
      's2: a 25: 2875.00',
      's3: a 25: 2875.00',
      's3: c 5: 570.00',
    ],
    open: ['c 45: 5130.00'],
  },
  {
    name: 'nothing is sold that is not held',
    source: source('test_reduce__sign_change_simple'),
    facts: [buy('a', '2016-01-01', '10', '333.30'), sell('s', '2016-05-08', '13', '1.00')],
    refusal: { factId: 's', reason: 'not_enough', missing: { asset: 'BTC', units: 300_000_000n } },
  },
  {
    name: 'another asset is left alone',
    source: source('test_reduce__other_currency'),
    facts: [
      buy('hool', '2016-01-10', '8', '920.00'),
      buy('aapl', '2016-01-11', '8', '920.00', { asset: 'ETH' }),
      sell('s', '2016-05-02', '5', '1.00'),
    ],
    taken: ['s: hool 5: 575.00'],
    open: ['hool 3: 345.00', 'aapl 8: 920.00'],
  },
];

const CHOSEN: PublishedCase[] = [
  {
    name: 'chosen: a part of a lot',
    source: source('test_reduce__unambiguous'),
    facts: [
      buy('lot1', '2016-04-15', '10', '1150.00'),
      sell('s', '2016-05-02', '5', '1.00', { lots: { lot1: '5' } }),
    ],
    taken: ['s: lot1 5: 575.00'],
    open: ['lot1 5: 575.00'],
  },
  {
    name: 'chosen: a lot that there is not',
    source: source('test_reduce__no_match'),
    facts: [
      buy('lot0', '2016-04-15', '10', '1234.50'),
      sell('s', '2016-05-02', '5', '1.00', { lots: { lot1: '5' } }),
    ],
    refusal: { factId: 's', reason: 'lot_unknown', lotId: 'lot1' },
  },
  {
    name: 'chosen: more than a lot has, though another has enough',
    source: source('test_ambiguous__STRICT_2'),
    facts: [
      buy('a', '2015-10-01', '5', '500.00'),
      buy('b', '2015-10-01', '5', '505.00'),
      sell('s', '2016-06-01', '6', '1.00', { lots: { a: '6' } }),
    ],
    refusal: {
      factId: 's',
      reason: 'lot_not_enough',
      lotId: 'a',
      missing: { asset: 'BTC', units: 100_000_000n },
    },
  },
  {
    name: 'chosen: two lots wholly',
    source: source('test_reduce__multiple_reductions__no_error_because_total'),
    facts: [
      buy('a', '2016-01-15', '7', '805.00'),
      buy('b', '2016-01-16', '4', '460.00'),
      buy('c', '2016-01-15', '3', '351.00'),
      sell('s', '2016-05-02', '11', '1.00', { lots: { a: '7', b: '4' } }),
    ],
    taken: ['s: a 7: 805.00', 's: b 4: 460.00'],
    open: ['c 3: 351.00'],
  },
  {
    name: 'chosen: the same lot by two sales',
    source: source('test_reduce__multiple_reductions__competing__with_error'),
    facts: [
      buy('a', '2016-01-15', '5', '575.00'),
      sell('s1', '2016-05-02', '4', '1.00', { lots: { a: '4' } }),
      sell('s2', '2016-05-02', '4', '1.00', { lots: { a: '4' } }),
    ],
    refusal: {
      factId: 's2',
      reason: 'lot_not_enough',
      lotId: 'a',
      missing: { asset: 'BTC', units: 300_000_000n },
    },
  },
  {
    name: 'chosen: the newer of two lots',
    source: source('test_strict_with_size_single'),
    facts: [
      buy('a', '2015-10-01', '1', '101.00'),
      buy('b', '2015-10-01', '2', '204.00'),
      sell('s', '2015-10-02', '1', '1.00', { lots: { a: '1' } }),
    ],
    taken: ['s: a 1: 101.00'],
    open: ['b 2: 204.00'],
  },
];

const average = (
  test: string,
  { lots, units, taken, left }: { lots: [string, string][]; units: string; taken: string[]; left: string[] },
): PublishedCase => ({
  name: `average: ${units} of ${lots.map(([quantity, cost]) => `${quantity} for ${cost}`).join(' and ')}`,
  source: source(`test_ambiguous__AVERAGE__${test}`),
  settings: { method: 'average' },
  facts: [
    ...lots.map(([quantity, cost], index) => buy(`o${index + 1}`, '2015-10-01', quantity, cost)),
    sell('s', '2016-06-01', units, '1.00'),
  ],
  taken: taken.map((one) => `s: ${one}`),
  open: left,
});

const averageOfTooMuch = (
  test: string,
  lots: [string, string][],
  units: string,
  missing: bigint,
): PublishedCase => ({
  name: `average: ${units} is more than is held`,
  source: source(`test_ambiguous__AVERAGE__${test}`),
  settings: { method: 'average' },
  facts: [
    ...lots.map(([quantity, cost], index) => buy(`o${index + 1}`, '2015-10-01', quantity, cost)),
    sell('s', '2016-06-01', units, '1.00'),
  ],
  refusal: { factId: 's', reason: 'not_enough', missing: { asset: 'BTC', units: missing * 100_000_000n } },
});

const AVERAGE = [
  average('trivial1', {
    lots: [['100', '10000.00']],
    units: '2',
    taken: ['o1 2: 200.00'],
    left: ['o1 98: 9800.00'],
  }),
  averageOfTooMuch('trivial2', [['100', '10000.00']], '102', 2n),
  average('simple_merge2_match1', {
    lots: [
      ['50', '5000.00'],
      ['50', '5050.00'],
    ],
    units: '49',
    taken: ['o1 49: 4924.50'],
    left: ['o1 1: 100.50', 'o2 50: 5025.00'],
  }),
  average('simple_merge2_match2', {
    lots: [
      ['50', '5000.00'],
      ['50', '5050.00'],
    ],
    units: '51',
    taken: ['o1 50: 5025.00', 'o2 1: 100.50'],
    left: ['o2 49: 4924.50'],
  }),
  average('simple_merge2_match2_b', {
    lots: [
      ['60', '6000.00'],
      ['40', '4400.00'],
    ],
    units: '20',
    taken: ['o1 20: 2080.00'],
    left: ['o1 40: 4160.00', 'o2 40: 4160.00'],
  }),
  average('simple_merge3_match1', {
    lots: [
      ['50', '5000.00'],
      ['50', '5050.00'],
      ['50', '5100.00'],
    ],
    units: '49',
    taken: ['o1 49: 4949.00'],
    left: ['o1 1: 101.00', 'o2 50: 5050.00', 'o3 50: 5050.00'],
  }),
  averageOfTooMuch(
    'simple_merge2_insufficient',
    [
      ['50', '5000.00'],
      ['50', '5050.00'],
    ],
    '101',
    1n,
  ),
  averageOfTooMuch(
    'simple_merge2_insufficient_b',
    [
      ['60', '6000.00'],
      ['40', '4400.00'],
    ],
    '120',
    20n,
  ),
];

export const BEANCOUNT: readonly PublishedCase[] = [
  ...FIFO,
  notEnough('fifo'),
  ...LIFO,
  notEnough('lifo'),
  ...SEVERAL,
  ...CHOSEN,
  ...AVERAGE,
];
