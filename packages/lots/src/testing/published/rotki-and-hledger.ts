// rotki's tests of cost basis, which count in euros of which nothing depends, and those of hledger-lots.
import { buy, sell } from '../made-facts.ts';
import type { PublishedCase } from '../published-case.ts';

const rotki = (test: string) => `rotki/rotki: rotkehlchen/tests/unit/test_cost_basis.py, ${test}`;
const hledgerLots = (test: string) => `edkedk99/hledger-lots: tests/lots_data.py and ${test}`;

export const ROTKI: readonly PublishedCase[] = [
  {
    name: 'fifo: eight of which five were held for more than a year',
    source: rotki('test_calculate_spend_cost_basis_after_year'),
    facts: [
      buy('1', '2015-11-08', '5', '1340.50'),
      buy('2', '2016-07-01', '15', '9186.75'),
      buy('3', '2016-10-25', '3', '1810.25'),
      sell('s', '2016-12-02', '8', '0.00'),
    ],
    slices: ['1 5: 0.00 - 1340.50 = -1340.50 long', '2 3: 0.00 - 1837.35 = -1837.35 short'],
    open: ['2 12: 7349.40', '3 3: 1810.25'],
  },
  {
    name: 'fifo: one purchase sold whole',
    source: rotki('test_calculate_spend_cost_basis_1_buy_consumed_by_1_sell'),
    facts: [buy('1', '2015-11-08', '5', '1340.50'), sell('s', '2016-07-01', '5', '0.00')],
    slices: ['1 5: 0.00 - 1340.50 = -1340.50 short'],
    open: [],
  },
  {
    name: 'fifo: one purchase sold in two parts within a year',
    source: rotki('test_calculate_spend_cost_basis1_buy_used_by_2_sells_taxable'),
    facts: [
      buy('1', '2015-11-08', '5', '1340.50'),
      sell('s1', '2016-07-01', '3', '0.00'),
      sell('s2', '2016-07-01', '2', '0.00'),
    ],
    slices: ['1 3: 0.00 - 804.30 = -804.30 short', '1 2: 0.00 - 536.20 = -536.20 short'],
    open: [],
  },
  {
    name: 'fifo: one purchase sold in two parts after a year',
    source: rotki('test_calculate_spend_cost_basis_1_buy_used_by_2_sells_taxfree'),
    facts: [
      buy('1', '2015-11-08', '5', '1340.50'),
      sell('s1', '2016-12-02', '3', '0.00'),
      sell('s2', '2016-12-02', '2', '0.00'),
    ],
    slices: ['1 3: 0.00 - 804.30 = -804.30 long', '1 2: 0.00 - 536.20 = -536.20 long'],
    open: [],
  },
  {
    name: 'fifo: three of two, of which one is missing',
    source: rotki('test_calculate_spend_cost_basis_sell_more_than_bought_within_year'),
    facts: [
      buy('1', '2015-11-08', '1', '268.10'),
      buy('2', '2016-07-01', '1', '612.45'),
      sell('s', '2016-07-02', '3', '0.00'),
    ],
    refusal: { factId: 's', reason: 'not_enough', missing: { asset: 'BTC', units: 100_000_000n } },
  },
  {
    name: 'lifo: purchases between the sales',
    source: rotki('test_accounting_lifo_order'),
    settings: { method: 'lifo' },
    facts: [
      buy('3', '2021-01-01', '2', '2.00'),
      buy('4', '2021-01-02', '5', '5.00'),
      sell('s1', '2021-01-03', '3', '0.00'),
      buy('5', '2021-01-04', '1', '1.00'),
      sell('s2', '2021-01-05', '4', '0.00'),
      buy('6', '2021-01-06', '1', '1.00'),
      sell('s3', '2021-01-07', '2', '0.00'),
    ],
    taken: [
      ...['s1: 4 3: 3.00', 's2: 5 1: 1.00', 's2: 4 2: 2.00', 's2: 3 1: 1.00'],
      ...['s3: 6 1: 1.00', 's3: 3 1: 1.00'],
    ],
    open: [],
  },
  {
    name: 'hifo: the dearer of two',
    source: rotki('test_accounting_simple_hifo_order'),
    settings: { method: 'hifo' },
    facts: [
      buy('1', '2021-01-01', '2', '2.00'),
      buy('2', '2021-01-02', '1', '1.50'),
      sell('s', '2021-01-03', '0.5', '0.00'),
    ],
    taken: ['s: 2 0.5: 0.75'],
    open: ['1 2: 2.00', '2 0.5: 0.75'],
  },
  {
    name: 'hifo: purchases between the sales',
    source: rotki('test_accounting_hifo_order'),
    settings: { method: 'hifo' },
    facts: [
      buy('3', '2021-01-01', '2', '6.00'),
      buy('4', '2021-01-02', '5', '5.00'),
      sell('s1', '2021-01-03', '1', '0.00'),
      buy('5', '2021-01-04', '1', '2.00'),
      sell('s2', '2021-01-05', '6', '0.00'),
      buy('6', '2021-01-06', '1', '1.00'),
      sell('s3', '2021-01-07', '2', '0.00'),
    ],
    taken: [
      ...['s1: 3 1: 3.00', 's2: 3 1: 3.00', 's2: 5 1: 2.00', 's2: 4 4: 4.00'],
      ...['s3: 4 1: 1.00', 's3: 6 1: 1.00'],
    ],
    open: [],
  },
  {
    name: 'average: half, and then of half and what was bought since',
    source: `${rotki('test_accounting_average_cost_basis')}, after adjustedcostbase.ca`,
    settings: { method: 'average' },
    facts: [
      buy('1', '2021-01-01', '100', '5000.00'),
      sell('s1', '2021-01-02', '50', '0.00'),
      buy('3', '2021-01-03', '50', '6500.00'),
      sell('s2', '2021-01-04', '40', '0.00'),
    ],
    taken: ['s1: 1 50: 2500.00', 's2: 1 40: 3600.00'],
    open: ['1 10: 900.00', '3 50: 4500.00'],
  },
];

const NEVER_ZERO = [
  buy('01', '2022-01-01', '5', '50.00'),
  buy('02', '2022-01-02', '2', '40.00'),
  buy('03', '2022-01-03', '7', '210.00'),
  sell('04', '2022-01-04', '3', '45.00'),
  buy('05', '2022-01-05', '2', '50.00'),
  buy('06', '2022-01-06', '5', '175.00'),
  sell('07', '2022-01-07', '5', '50.00'),
  buy('08', '2022-01-08', '2', '40.00'),
  buy('09', '2022-01-09', '4', '120.00'),
  sell('10', '2022-01-10', '4', '60.00'),
  buy('11', '2022-01-11', '3', '75.00'),
  buy('12', '2022-01-12', '4', '140.00'),
  sell('13', '2022-01-13', '5', '50.00'),
  buy('14', '2022-01-14', '3', '60.00'),
  buy('15', '2022-01-15', '2', '60.00'),
];

const REACHES_ZERO = [
  buy('01', '2022-01-01', '5', '50.00'),
  buy('02', '2022-01-02', '2', '40.00'),
  sell('03', '2022-01-03', '3', '90.00'),
  buy('04', '2022-01-04', '4', '60.00'),
  buy('05', '2022-01-05', '2', '50.00'),
  sell('06', '2022-01-06', '1', '35.00'),
  sell('07', '2022-01-07', '4', '40.00'),
  sell('08', '2022-01-08', '5', '100.00'),
  buy('09', '2022-01-09', '10', '300.00'),
  sell('10', '2022-01-10', '10', '150.00'),
  buy('11', '2022-01-11', '5', '125.00'),
  buy('12', '2022-01-12', '5', '175.00'),
  sell('13', '2022-01-13', '5', '50.00'),
  buy('14', '2022-01-14', '3', '60.00'),
  sell('15', '2022-01-15', '3', '90.00'),
];

const ONLY_BUYING = [
  buy('01', '2022-01-01', '10', '100.00'),
  buy('02', '2022-01-02', '2', '40.00'),
  buy('03', '2022-01-03', '5', '150.00'),
  buy('04', '2022-01-04', '48', '720.00'),
  buy('05', '2022-01-05', '21', '525.00'),
];

/** What is sold last, of what earlier sales left. */
const lastOf = (facts: PublishedCase['facts'], units: string, proceeds: string) => [
  ...facts,
  sell('last', '2022-02-01', units, proceeds),
];

export const HLEDGER_LOTS: readonly PublishedCase[] = [
  {
    name: 'fifo: what is left of many purchases and sales',
    source: hledgerLots('tests/test_fifo.py, TestGetLots.test_never_zero'),
    facts: NEVER_ZERO,
    open: [
      ...['06 4: 140.00', '08 2: 40.00', '09 4: 120.00', '11 3: 75.00', '12 4: 140.00'],
      ...['14 3: 60.00', '15 2: 60.00'],
    ],
  },
  {
    name: 'fifo: what is left where all was sold more than once',
    source: hledgerLots('tests/test_fifo.py, TestGetLots.test_qtty_reach_zero'),
    facts: REACHES_ZERO,
    open: ['12 2: 70.00', '14 3: 60.00'],
  },
  {
    name: 'fifo: eleven of what many sales left',
    source: hledgerLots('tests/test_fifo.py, TestGetSellLots.test_sell_some'),
    facts: lastOf(NEVER_ZERO, '11', '0.00'),
    open: ['11 2: 50.00', '12 4: 140.00', '14 3: 60.00', '15 2: 60.00'],
  },
  {
    name: 'fifo: the last two lots at a profit',
    source: hledgerLots('tests/test_fifo.py, TestTxn2Hl.test_txn2hl_profit'),
    facts: [
      buy('12', '2022-01-12', '2', '70.00'),
      buy('14', '2022-01-14', '3', '60.00'),
      sell('last', '2022-02-01', '5', '160.00'),
    ],
    slices: ['12 2: 64.00 - 70.00 = -6.00 short', '14 3: 96.00 - 60.00 = 36.00 short'],
  },
  {
    name: 'fifo: the last two lots at a loss',
    source: hledgerLots('tests/test_fifo.py, TestTxn2Hl.test_txn2hl_loss'),
    facts: [
      buy('12', '2022-01-12', '2', '70.00'),
      buy('14', '2022-01-14', '3', '60.00'),
      sell('last', '2022-02-01', '5', '80.00'),
    ],
    slices: ['12 2: 32.00 - 70.00 = -38.00 short', '14 3: 48.00 - 60.00 = -12.00 short'],
  },
  {
    name: 'average: fifty of eighty-six, of which 1535.00 × 50 ÷ 86 is 892.4418…',
    source: hledgerLots('tests/test_avg.py, TestAvgSell.test_avg_sell'),
    settings: { method: 'average' },
    facts: lastOf(ONLY_BUYING, '50', '1000.00'),
    taken: ['last: 01 10: 178.49', 'last: 02 2: 35.70', 'last: 03 5: 89.24', 'last: 04 33: 589.01'],
    open: ['04 15: 267.73', '05 21: 374.83'],
  },
  {
    name: 'average: three of fourteen, of which 235.7142… is left',
    source: hledgerLots('tests/test_avg.py, TestGetAvgCost.test_with_sell'),
    settings: { method: 'average' },
    facts: NEVER_ZERO.slice(0, 4),
    taken: ['04: 01 3: 64.29'],
    open: ['01 2: 42.85', '02 2: 42.86', '03 7: 150.00'],
  },
];
