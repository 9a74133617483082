// A thousand random sets: what is chosen covers what is sent, is never dust, and of small sets is held against all there are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastChangeOf, spendLaterOf } from './change.ts';
import {
  type BitcoinCoin,
  type CoinChoice,
  type CoinsWanted,
  changeLeft,
  chooseBitcoinCoins,
  coinCostOf,
} from './choose-coins.ts';
import { virtualBytes } from './size.ts';

/** Satoshis a virtual byte, from a quiet Sunday to the worst hours there were. */
const RATES = [1n, 2n, 8n, 25n, 120n, 900n];

interface Given {
  readonly coins: readonly BitcoinCoin[];
  readonly wanted: CoinsWanted;
}

function wantedOf(sent: bigint, rate: bigint): CoinsWanted {
  const hour = rate * 1_000n;
  return {
    sent,
    feeOf: (inputs, hasChange) =>
      rate *
      virtualBytes(
        Array.from({ length: inputs }, () => 'p2wpkh' as const),
        hasChange ? ['p2wpkh', 'p2wpkh'] : ['p2wpkh'],
      ),
    ...{ leastChange: leastChangeOf('p2wpkh', { hour }), spendLater: spendLaterOf('p2wpkh', { hour }) },
  };
}

/** Sums of all sizes, and what is sent near to what some of them hold, where change can be avoided. */
function given(coinsMost: number): fc.Arbitrary<Given> {
  const unit = fc.oneof(
    fc.bigInt({ min: 300n, max: 20_000n }),
    fc.bigInt({ min: 20_000n, max: 5_000_000n }),
    fc.constantFrom(50_000n, 100_000n),
  );
  const units = fc.array(unit, { minLength: 1, maxLength: coinsMost });
  const asked = fc.record({
    mask: fc.nat(),
    isNear: fc.boolean(),
    less: fc.bigInt({ min: 0n, max: 4_000n }),
  });
  return fc.tuple(units, asked, fc.constantFrom(...RATES)).map(([list, { mask, isNear, less }, rate]) => {
    const coins = list.map((one, index) => ({ name: `${index}`.padStart(3, '0'), units: one }));
    const some = coins.filter((_, index) => (mask >> (index % 31)) & 1);
    const held = some.reduce((sum, one) => sum + one.units, 0n);
    const fee = isNear ? wantedOf(0n, rate).feeOf(some.length, false) : 0n;
    const sent = held - fee - (isNear ? less / 8n : less - 2_000n);
    return { coins, wanted: wantedOf(sent < 294n ? 294n : sent, rate) };
  });
}

/** The least that any of all sets costs; null where none covers it. */
function leastOfAll({ coins, wanted }: Given): bigint | null {
  let least: bigint | null = null;
  for (let mask = 1; mask < 2 ** coins.length; mask += 1) {
    const set = coins.filter((_, index) => (mask >> index) & 1);
    const held = set.reduce((sum, { units }) => sum + units, 0n);
    const change = changeLeft({ held, inputs: set.length }, wanted);
    if (change === null) continue;
    const cost = coinCostOf({ coins: set, change }, wanted);
    if (least === null || cost < least) least = cost;
  }
  return least;
}

function expectValid({ coins, wanted }: Given, choice: CoinChoice<BitcoinCoin>): void {
  const names = choice.coins.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => coins.some((coin) => coin.name === name))).toBe(true);
  const held = choice.coins.reduce((sum, { units }) => sum + units, 0n);
  const paid = held - wanted.sent - choice.change;
  const [fee, feeMost] = [false, true].map((hasChange) => wanted.feeOf(names.length, hasChange));
  if (choice.change > 0n) {
    expect(choice.change).toBeGreaterThanOrEqual(wanted.leastChange);
    expect(paid).toBe(feeMost);
  } else {
    expect(paid).toBeGreaterThanOrEqual(fee ?? 0n);
    // What quotes go by: the fee with change, and what change is not worth.
    expect(paid).toBeLessThan((feeMost ?? 0n) + wanted.leastChange);
  }
}

describe('which coins pay', () => {
  it('is within a hundredth of the cheapest of all sets', () => {
    let avoided = 0;
    fc.assert(
      fc.property(given(9), (one) => {
        const choice = chooseBitcoinCoins(one.coins, one.wanted);
        const best = leastOfAll(one);
        expect(choice === null).toBe(best === null);
        if (choice === null || best === null) return;
        expectValid(one, choice);
        if (choice.change === 0n) avoided += 1;
        expect(coinCostOf(choice, one.wanted) * 100n).toBeLessThanOrEqual(best * 101n);
      }),
      { numRuns: 1_000 },
    );
    expect(avoided).toBeGreaterThan(100);
  });

  it('covers what is sent out of many coins, and is the same in whatever order they are told', () => {
    fc.assert(
      fc.property(given(200), (one) => {
        const choice = chooseBitcoinCoins(one.coins, one.wanted);
        if (choice !== null) expectValid(one, choice);
        expect(chooseBitcoinCoins(one.coins.toReversed(), one.wanted)).toEqual(choice);
      }),
      { numRuns: 200 },
    );
  });
});
