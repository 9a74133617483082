// RP2's tests: whole histories with fees, income and moves, and which lots each method seeks.
import type { LotMethod } from '../../facts/lot-settings.ts';
import { buy, earn, moveLots, sell } from '../made-facts.ts';
import type { PublishedCase } from '../published-case.ts';

const OUTPUT = 'eprbell/rp2: tests/rp2_test_output.py';
const METHODS = 'eprbell/rp2: tests/test_accounting_method.py';

const HISTORIES: PublishedCase[] = [
  {
    name: 'fifo: purchases with fees, income at its worth, sales and what else was given away at its worth',
    source: `${OUTPUT}, B2`,
    facts: [
      buy('3', '2020-01-01', '1', '11000.00', { fees: [['100.00 USD', '100.00 USD']] }),
      sell('15', '2020-01-11', '0.2', '2240.00'),
      earn('2', '2020-02-01', '2', '24000.00'),
      sell('14', '2020-02-11', '1', '12200.00'),
      earn('6', '2020-03-01', '3', '39000.00'),
      buy('5', '2020-04-01', '4', '56000.00', { fees: [['400.00 USD', '400.00 USD']] }),
      sell('16', '2020-04-11', '5', '71000.00'),
      sell('12', '2020-04-12', '3.79', '54197.00'),
      buy('4', '2020-05-01', '5', '75000.00', { fees: [['500.00 USD', '500.00 USD']] }),
      sell('13', '2021-06-11', '2.01', '40602.00'),
    ],
    slices: [
      '3 0.2: 2240.00 - 2220.00 = 20.00 short',
      '3 0.8: 9760.00 - 8880.00 = 880.00 short',
      '2 0.2: 2440.00 - 2400.00 = 40.00 short',
      '2 1.8: 25560.00 - 21600.00 = 3960.00 short',
      '6 3: 42600.00 - 39000.00 = 3600.00 short',
      '5 0.2: 2840.00 - 2820.00 = 20.00 short',
      '5 3.79: 54197.00 - 53439.00 = 758.00 short',
      '5 0.01: 202.00 - 141.00 = 61.00 long',
      '4 2: 40400.00 - 30200.00 = 10200.00 long',
    ],
  },
  {
    name: 'fifo: what moves keeps its lot, and what moving costs is given for its worth',
    source: `${OUTPUT}, B3`,
    facts: [
      buy('3', '2020-01-01', '1', '11000.00', { fees: [['100.00 USD', '100.00 USD']] }),
      moveLots('25', '2020-01-21', '0.09', ['one', 'another'], { fees: [['0.01 BTC', '114.00 USD']] }),
      earn('2', '2020-02-01', '2', '24000.00'),
      earn('6', '2020-03-01', '3', '39000.00'),
      moveLots('24', '2020-05-21', '0.18', ['one', 'a third'], { fees: [['0.02 BTC', '288.00 USD']] }),
      moveLots('22', '2021-07-21', '0.46', ['one', 'a third'], { fees: [['0.04 BTC', '856.00 USD']] }),
    ],
    slices: [
      '3 0.01: 114.00 - 111.00 = 3.00 short',
      '3 0.02: 288.00 - 222.00 = 66.00 short',
      '3 0.04: 856.00 - 444.00 = 412.00 long',
    ],
  },
  {
    name: 'fifo: sales and the cost of moving take of the same lots in turn',
    source: `${OUTPUT}, B4`,
    facts: [
      buy('3', '2020-01-01', '1', '11000.00', { fees: [['100.00 USD', '100.00 USD']] }),
      sell('15', '2020-01-11', '0.2', '2240.00'),
      moveLots('25', '2020-01-21', '0.09', ['one', 'another'], { fees: [['0.01 BTC', '114.00 USD']] }),
      earn('2', '2020-02-01', '2', '24000.00'),
      sell('14', '2020-02-11', '1', '12200.00'),
      earn('6', '2020-03-01', '3', '39000.00'),
      buy('5', '2020-04-01', '4', '56000.00', { fees: [['400.00 USD', '400.00 USD']] }),
      sell('16', '2020-04-11', '5', '71000.00'),
      sell('12', '2020-04-12', '3.79', '54197.00'),
    ],
    slices: [
      '3 0.2: 2240.00 - 2220.00 = 20.00 short',
      '3 0.01: 114.00 - 111.00 = 3.00 short',
      '3 0.79: 9638.00 - 8769.00 = 869.00 short',
      '2 0.21: 2562.00 - 2520.00 = 42.00 short',
      '2 1.79: 25418.00 - 21480.00 = 3938.00 short',
      '6 3: 42600.00 - 39000.00 = 3600.00 short',
      '5 0.21: 2982.00 - 2961.00 = 21.00 short',
      '5 3.79: 54197.00 - 53439.00 = 758.00 short',
    ],
  },
];

/** Lots by their row, as so many at a price each, and what is sold of them: after all of them, or after each. */
interface Sought {
  readonly test: string;
  readonly method: LotMethod;
  readonly lots: readonly (readonly [price: number, units: number])[];
  readonly sales: readonly number[];
  readonly isAfterEach?: boolean;
  /** The row of the lot, what of it was taken, and what that cost. */
  readonly taken: readonly string[];
}

const RISING = [
  [10, 10],
  [11, 20],
  [12, 30],
] as const;
const UP_AND_DOWN = [
  [10, 10],
  [12, 20],
  [11, 30],
] as const;

const SOUGHT: Sought[] = [
  {
    ...{
      test: 'test_lot_candidates_with_fifo, simple',
      method: 'fifo',
      lots: RISING,
      sales: [6, 4, 2, 18, 3],
    },
    taken: ['s0: 1 6: 60.00', 's1: 1 4: 40.00', 's2: 2 2: 22.00', 's3: 2 18: 198.00', 's4: 3 3: 36.00'],
  },
  {
    ...{
      test: 'test_lot_candidates_with_fifo, more than a lot',
      method: 'fifo',
      lots: RISING,
      sales: [15, 10, 5],
    },
    taken: ['s0: 1 10: 100.00', 's0: 2 5: 55.00', 's1: 2 10: 110.00', 's2: 2 5: 55.00'],
  },
  {
    ...{
      test: 'test_lot_candidates_with_lifo, simple',
      method: 'lifo',
      lots: RISING,
      sales: [7, 23, 19, 1, 9],
    },
    taken: ['s0: 3 7: 84.00', 's1: 3 23: 276.00', 's2: 2 19: 209.00', 's3: 2 1: 11.00', 's4: 1 9: 90.00'],
  },
  {
    ...{
      test: 'test_lot_candidates_with_lifo, more than a lot',
      method: 'lifo',
      lots: RISING,
      sales: [55, 5],
    },
    taken: ['s0: 3 30: 360.00', 's0: 2 20: 220.00', 's0: 1 5: 50.00', 's1: 1 5: 50.00'],
  },
  {
    ...{
      test: 'test_lot_candidates_with_lifo, dynamic',
      method: 'lifo',
      lots: RISING,
      sales: [4, 15, 27, 14],
    },
    isAfterEach: true,
    taken: [
      ...['s0: 1 4: 40.00', 's1: 2 15: 165.00', 's2: 3 27: 324.00'],
      ...['s3: 3 3: 36.00', 's3: 2 5: 55.00', 's3: 1 6: 60.00'],
    ],
  },
  {
    ...{ test: 'test_fixed_lot_candidates_with_hifo, simple', method: 'hifo' },
    ...{ lots: UP_AND_DOWN, sales: [15, 5, 20, 10, 7] },
    taken: ['s0: 2 15: 180.00', 's1: 2 5: 60.00', 's2: 3 20: 220.00', 's3: 3 10: 110.00', 's4: 1 7: 70.00'],
  },
  {
    ...{ test: 'test_fixed_lot_candidates_with_hifo, more than a lot', method: 'hifo' },
    ...{ lots: UP_AND_DOWN, sales: [15, 5, 35, 5] },
    taken: ['s0: 2 15: 180.00', 's1: 2 5: 60.00', 's2: 3 30: 330.00', 's2: 1 5: 50.00', 's3: 1 5: 50.00'],
  },
  {
    ...{ test: 'test_fixed_lot_candidates_with_hifo, dynamic', method: 'hifo' },
    ...{ lots: UP_AND_DOWN, sales: [4, 16, 40], isAfterEach: true },
    taken: ['s0: 1 4: 40.00', 's1: 2 16: 192.00', 's2: 2 4: 48.00', 's2: 3 30: 330.00', 's2: 1 6: 60.00'],
  },
];

function caseOf({ test, method, lots, sales, isAfterEach = false, taken }: Sought): PublishedCase {
  const bought = lots.map(([price, units], index) =>
    buy(String(index + 1), `2021-01-0${index + 1}`, String(units), `${price * units}.00`),
  );
  const sold = (index: number) => sell(`s${index}`, `2021-01-0${index + 1}`, String(sales[index]), '1.00');
  const after = (index: number) => ({ ...sold(index), at: Date.parse('2021-02-01T00:00:00Z') });
  const facts = isAfterEach
    ? sales.flatMap((_, index) => [...bought.slice(index, index + 1), sold(index)])
    : [...bought, ...sales.map((_, index) => after(index))];
  return { name: `${method}: ${test}`, source: `${METHODS}, ${test}`, settings: { method }, facts, taken };
}

export const RP2: readonly PublishedCase[] = [...HISTORIES, ...SOUGHT.map(caseOf)];
