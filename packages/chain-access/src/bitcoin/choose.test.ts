import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { spendInOrder } from './choose.ts';

const ADDRESS = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
const RATES = { nextBlock: 3_000n, halfHour: 2_000n, hour: 1_000n, least: 1_000n };

const spent = (units: readonly bigint[], over: Parameters<typeof spendInOrder>[1]['over']) => {
  const coins = units.map((one, index) => ({
    ...{ name: `${index}`, money: money('BTC', one), isInBlock: true, digest: '' },
  }));
  const ask = { from: ADDRESS, to: ADDRESS, money: money('BTC', 10_000n), urgency: 'normal', coins } as const;
  const made = spendInOrder(ask, { rates: RATES, over });
  return made.ok ? made.value.coins.map((coin) => coin.money.units) : made.refusal;
};

describe('coins that were promised', () => {
  it('are spent in their order, as many as it takes, though a later one alone would do', () => {
    expect(spent([9_000n, 8_000n, 90_000n], null)).toEqual([9_000n, 8_000n]);
    expect(spent([9_000n, 1_000n], null)).toBe('too_little');
  });

  it('are all those of the version before, and more where these are not enough', () => {
    const none = { count: 0, fee: 0n };
    const waits = { fee: 400n, virtualBytes: 209n, signals: true, waitingParents: [], descendants: none };
    const over = { waits, inputs: 2, costMost: 5_000n };
    expect(spent([90_000n, 8_000n, 7_000n], over)).toEqual([90_000n, 8_000n]);
    expect(spent([9_000n, 1_200n, 7_000n], over)).toEqual([9_000n, 1_200n, 7_000n]);
  });
});
