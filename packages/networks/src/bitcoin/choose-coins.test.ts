import { describe, expect, it } from 'vitest';
import { type CoinsWanted, chooseBitcoinCoins } from './choose-coins.ts';

/** Ten satoshis for whatever it is, seventy an input and thirty for change. */
const wanted = (sent: bigint): CoinsWanted => ({
  sent,
  feeOf: (inputs, hasChange) => 10n + 70n * BigInt(inputs) + (hasChange ? 30n : 0n),
  ...{ leastChange: 300n, spendLater: 200n },
});

const coinsOf = (...units: readonly bigint[]) =>
  units.map((one, index) => ({ name: `${index}`, units: one }));

const chosen = (sent: bigint, ...units: readonly bigint[]) => {
  const choice = chooseBitcoinCoins(coinsOf(...units), wanted(sent));
  return choice && { units: choice.coins.map((coin) => coin.units), change: choice.change };
};

describe('which coins pay', () => {
  it('are those that leave nothing, where there are some', () => {
    expect(chosen(5_000n, 9_000n, 3_000n, 2_150n, 1_000n)).toEqual({ units: [3_000n, 2_150n], change: 0n });
  });

  it('leave to the miner what would cost more to spend than to give', () => {
    // 20 over the fee without change; with it the other would cost 110 and 200 some day.
    expect(chosen(1_000n, 1_100n, 50_000n)).toEqual({ units: [1_100n], change: 0n });
  });

  it('are not several where one with change costs less', () => {
    expect(chosen(1_000n, 450n, 440n, 430n, 50_000n)).toEqual({ units: [50_000n], change: 48_890n });
  });

  it('are as few as do, with the smallest of them last, so that large ones stay', () => {
    expect(chosen(10_000n, 90_000n, 30_000n, 60_000n, 5_000n)).toEqual({ units: [30_000n], change: 19_890n });
    expect(chosen(100_000n, 90_000n, 30_000n, 60_000n, 5_000n)).toEqual({
      ...{ units: [90_000n, 30_000n], change: 19_820n },
    });
  });

  it('make no change that would be dust, however much is left', () => {
    // 299 are left over the fee with change.
    expect(chosen(1_000n, 1_409n)).toEqual({ units: [1_409n], change: 0n });
    expect(chosen(1_000n, 1_410n)).toEqual({ units: [1_410n], change: 300n });
  });

  it('are none that bring less than they cost', () => {
    expect(chosen(1_000n, 1_050n, 60n, 71n)).toBeNull();
    expect(chosen(1_000n, 1_050n, 60n, 110n)).toEqual({ units: [1_050n, 110n], change: 0n });
  });

  it('are found among thousands in a moment', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => 1_000n + BigInt((index * 7_919) % 100_003));
    const choice = chooseBitcoinCoins(coinsOf(...many), wanted(3_000_000n));
    expect(choice?.coins.length).toBeLessThan(40);
  });
});
