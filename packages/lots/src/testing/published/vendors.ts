// What vendors of tax software, tax preparers and the IRS publish as worked examples. Where a source leaves out a day, or how a sum
// is split among purchases, what stands here is one of many that come to the same.

import type { MadeSettings } from '../made-facts.ts';
import { buy, moveLots, sell } from '../made-facts.ts';
import type { PublishedCase } from '../published-case.ts';

const RECAP =
  'docs.recap.io/us-tax-guide-for-individuals/cryptocurrency-tax/capital-gains-tax/cost-basis-methods';
const ACCOINTING = 'accointing.com/en-US/blog/crypto-cost-basis, as quoted in bitcointalk post 62942487';

const DAVE = [
  buy('first', '2017-09-22', '1', '2000.00'),
  buy('second', '2018-01-06', '2', '5000.00'),
  buy('third', '2018-04-19', '1', '8000.00'),
  sell('s', '2018-05-03', '1', '4000.00'),
];

const FIVE_MONTHS = [
  buy('jan', '2021-01-01', '1', '10000.00'),
  buy('feb', '2021-02-01', '1', '12000.00'),
  buy('mar', '2021-03-01', '1', '9000.00'),
  buy('apr', '2021-04-01', '1', '15000.00'),
  buy('may', '2021-05-01', '1', '18000.00'),
  sell('s', '2021-09-01', '3', '60000.00'),
];

const of = (
  method: MadeSettings['method'] & string,
  { name, source, facts, slices }: Pick<PublishedCase, 'name' | 'source' | 'facts' | 'slices'>,
): PublishedCase => ({
  name: `${method}: ${name}`,
  source,
  settings: { method },
  facts,
  ...(slices && { slices }),
});

const METHODS: PublishedCase[] = [
  of('fifo', {
    ...{ name: 'one of three purchases', source: RECAP, facts: DAVE },
    slices: ['first 1: 4000.00 - 2000.00 = 2000.00 short'],
  }),
  of('lifo', {
    ...{ name: 'one of three purchases', source: RECAP, facts: DAVE },
    slices: ['third 1: 4000.00 - 8000.00 = -4000.00 short'],
  }),
  of('hifo', {
    ...{ name: 'one of three purchases', source: RECAP, facts: DAVE },
    slices: ['third 1: 4000.00 - 8000.00 = -4000.00 short'],
  }),
  of('fifo', {
    ...{ name: 'three of five bitcoins, at a profit of $29,000', source: ACCOINTING, facts: FIVE_MONTHS },
    slices: [
      'jan 1: 20000.00 - 10000.00 = 10000.00 short',
      'feb 1: 20000.00 - 12000.00 = 8000.00 short',
      'mar 1: 20000.00 - 9000.00 = 11000.00 short',
    ],
  }),
  of('lifo', {
    ...{ name: 'three of five bitcoins, at a profit of $18,000', source: ACCOINTING, facts: FIVE_MONTHS },
    slices: [
      'may 1: 20000.00 - 18000.00 = 2000.00 short',
      'apr 1: 20000.00 - 15000.00 = 5000.00 short',
      'mar 1: 20000.00 - 9000.00 = 11000.00 short',
    ],
  }),
  of('hifo', {
    ...{ name: 'three of five bitcoins, at a profit of $15,000', source: ACCOINTING, facts: FIVE_MONTHS },
    slices: [
      'may 1: 20000.00 - 18000.00 = 2000.00 short',
      'apr 1: 20000.00 - 15000.00 = 5000.00 short',
      'feb 1: 20000.00 - 12000.00 = 8000.00 short',
    ],
  }),
  of('hifo', {
    name: 'the dearer of two bitcoins',
    source: 'www.crypsense.io/cryptocurrency-tax-guide-understanding-cost-basis-methods',
    facts: [
      buy('june', '2023-06-01', '1', '5000.00'),
      buy('august', '2023-08-01', '1', '7000.00'),
      sell('s', '2023-09-01', '1', '10000.00'),
    ],
    slices: ['august 1: 10000.00 - 7000.00 = 3000.00 short'],
  }),
];

const TOOLSTAC = 'toolstac.com/tool/cointracker/tax-optimization-guide';
const HALVES = [
  buy('february', '2023-02-01', '0.5', '11500.00'),
  buy('august', '2023-08-01', '0.5', '14000.00'),
  buy('november', '2023-11-01', '0.5', '17500.00'),
  sell('s', '2023-12-01', '0.5', '21000.00'),
];

const PREPARERS: PublishedCase[] = [
  of('fifo', {
    ...{ name: 'half a bitcoin of three purchases', source: TOOLSTAC, facts: HALVES },
    slices: ['february 0.5: 21000.00 - 11500.00 = 9500.00 short'],
  }),
  of('hifo', {
    ...{ name: 'half a bitcoin of three purchases', source: TOOLSTAC, facts: HALVES },
    slices: ['november 0.5: 21000.00 - 17500.00 = 3500.00 short'],
  }),
  of('fifo', {
    name: 'five shares of two purchases, with a basis of $48.20',
    source: 'ttlc.intuit.com, forum board 202, message 927020',
    facts: [
      buy('first', '2019-03-10', '2', '23.00'),
      buy('second', '2019-03-12', '5', '42.00'),
      sell('s', '2020-01-10', '5', '48.20'),
    ],
    slices: ['first 2: 19.28 - 23.00 = -3.72 short', 'second 3: 28.92 - 25.20 = 3.72 short'],
  }),
  {
    name: 'fifo: 210 shares of a fund, with a basis of $5,000',
    source: 'IRS Publication 564 (2009), Table 3, cost basis',
    facts: [
      buy('february', '2008-02-06', '160', '4000.00'),
      buy('august', '2008-08-07', '240', '4800.00'),
      buy('december', '2008-12-18', '10', '300.00'),
      sell('s', '2009-10-01', '210', '6720.00'),
    ],
    slices: ['february 160: 5120.00 - 4000.00 = 1120.00 long', 'august 50: 1600.00 - 1000.00 = 600.00 long'],
  },
  {
    name: 'average: 150 of 300 shares that cost $4,800, with a basis of $2,400',
    source: 'IRS Publication 564 (2009), example of the single-category method',
    settings: { method: 'average' },
    facts: [
      buy('a', '2008-05-01', '100', '1000.00'),
      buy('b', '2008-06-01', '100', '1200.00'),
      buy('c', '2008-07-01', '100', '2600.00'),
      sell('s', '2009-05-11', '150', '0.00'),
    ],
    taken: ['s: a 100: 1600.00', 's: b 50: 800.00'],
    open: ['b 50: 800.00', 'c 100: 1600.00'],
  },
];

const KOINLY_FEES = 'support.koinly.io/en/articles/9490025-trading-fees-transaction-fees';
const COINTRACKER_FEES = 'support.cointracker.io/hc/en-us/articles/12029908614289';

const FEES: PublishedCase[] = [
  {
    name: 'a fee of buying is a part of the cost',
    source: KOINLY_FEES,
    facts: [
      buy('a', '2024-01-01', '1', '10000.00', { fees: [['100.00 USD', '100.00 USD']] }),
      sell('s', '2024-02-01', '1', '15000.00'),
    ],
    slices: ['a 1: 15000.00 - 10100.00 = 4900.00 short'],
  },
  {
    name: 'one asset is given for another at what it is worth',
    source: 'koinly.io/blog/deducting-crypto-trading-transfer-fees',
    facts: [
      buy('btc', '2019-01-01', '1', '1000.00', { fees: [['10.00 USD', '10.00 USD']] }),
      sell('s', '2019-02-01', '1', '2000.00'),
      buy('eth', '2019-02-01', '10', '2000.00', { asset: 'ETH' }),
    ],
    slices: ['btc 1: 2000.00 - 1010.00 = 990.00 short'],
    open: ['eth 10: 2000.00'],
  },
  {
    name: 'a fee of selling is taken off what is got, and giving it is a disposal',
    source: `${COINTRACKER_FEES}, example 2`,
    facts: [
      buy('eth', '2023-01-01', '1', '500.00'),
      buy('gas', '2023-01-02', '0.1', '10.00', { asset: 'ETH' }),
      sell('s', '2023-02-01', '1', '1000.00', { fees: [['0.1 ETH', '30.00 USD']] }),
    ],
    slices: ['eth 1: 970.00 - 500.00 = 470.00 short', 'gas 0.1: 30.00 - 10.00 = 20.00 short'],
  },
  {
    name: 'a fee of buying in another asset is a part of the cost, and giving it is a disposal',
    source: `${COINTRACKER_FEES}, example 3`,
    facts: [
      buy('gas', '2023-01-01', '0.2', '10.00', { asset: 'ETH' }),
      buy('eth', '2023-02-01', '1', '1000.00', { fees: [['0.2 ETH', '60.00 USD']] }),
    ],
    slices: ['gas 0.2: 60.00 - 10.00 = 50.00 short'],
    open: ['eth 1: 1060.00'],
  },
];

const KOINLY_WALLETS = 'support.koinly.io/en/articles/9489991-settings-wallet-based-cost-tracking';
const CTC =
  'help.cryptotaxcalculator.io/en/articles/9651976-cost-basis-tracking-universal-vs-by-wallet-and-exchange';
const HIVE = 'hive.blog/tax/@swansong/re-lpfaust-us-tax-considerations, 27 June 2017';

const XRP = [
  buy('first', '2020-01-01', '10', '1000.00', { place: 'one' }),
  buy('second', '2020-01-02', '10', '500.00', { place: 'another' }),
  sell('s', '2020-02-01', '10', '100.00', { place: 'another' }),
];

const TWO_EXCHANGES = [
  buy('d1', '2017-01-01', '2', '2000.00', { place: 'E1' }),
  buy('d2', '2017-01-02', '2', '4000.00', { place: 'E2' }),
  buy('d3', '2017-01-03', '2', '6000.00', { place: 'E1' }),
  buy('d4', '2017-01-04', '2', '8000.00', { place: 'E2' }),
  sell('d5', '2017-01-05', '4', '20000.00', { place: 'E1' }),
];

const TRANSFERRED = [
  buy('first', '2020-01-01', '2', '8000.00', { place: 'one' }),
  moveLots('m', '2021-02-01', '0.5', ['one', 'another']),
  buy('second', '2022-03-01', '1.5', '7500.00', { place: 'another' }),
  sell('s', '2023-04-01', '2', '12000.00', { place: 'another' }),
];

const PLACES: PublishedCase[] = [
  {
    ...{ name: 'the first bought anywhere, where places are one', source: KOINLY_WALLETS, facts: XRP },
    slices: ['first 10: 100.00 - 1000.00 = -900.00 short'],
  },
  {
    ...{ name: 'the first bought there, place by place', source: KOINLY_WALLETS, facts: XRP },
    settings: { pooling: 'by_place' },
    slices: ['second 10: 100.00 - 500.00 = -400.00 short'],
  },
  {
    ...{ name: 'four of two exchanges, a gain of $14,000', source: `${HIVE}, (a)`, facts: TWO_EXCHANGES },
    slices: ['d1 2: 10000.00 - 2000.00 = 8000.00 short', 'd2 2: 10000.00 - 4000.00 = 6000.00 short'],
  },
  {
    ...{ name: 'four of one exchange, a gain of $12,000', source: `${HIVE}, (b)`, facts: TWO_EXCHANGES },
    settings: { pooling: 'by_place' },
    slices: ['d1 2: 10000.00 - 2000.00 = 8000.00 short', 'd3 2: 10000.00 - 6000.00 = 4000.00 short'],
  },
  {
    ...{ name: 'a move changes nothing where places are one', source: CTC, facts: TRANSFERRED },
    slices: ['first 2: 12000.00 - 8000.00 = 4000.00 long'],
  },
  {
    name: 'the dearest of one wallet, though another has dearer ones',
    source: 'support.cointracker.io/hc/en-us/articles/31149802154257',
    settings: { method: 'hifo', pooling: 'by_place' },
    facts: [
      buy('a1', '2018-06-01', '1', '7000.00', { place: 'A' }),
      buy('a2', '2019-03-01', '1', '4000.00', { place: 'A' }),
      buy('b1', '2023-02-01', '1', '17000.00', { place: 'B' }),
      buy('b2', '2023-08-25', '1', '26000.00', { place: 'B' }),
      sell('s', '2024-12-01', '2', '190000.00', { place: 'A' }),
    ],
    slices: ['a1 1: 95000.00 - 7000.00 = 88000.00 long', 'a2 1: 95000.00 - 4000.00 = 91000.00 long'],
  },
];

export const VENDORS: readonly PublishedCase[] = [...METHODS, ...PREPARERS, ...FEES, ...PLACES];
