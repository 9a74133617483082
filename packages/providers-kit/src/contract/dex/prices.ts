import { assert, money } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { DexSuite } from './dex-world.ts';
import { AGREED_BPS, type DexScene, SIDES } from './scene.ts';

export function describeSwapPrices({ swaps, tooLarge }: DexSuite, scene: () => DexScene): void {
  it.each(SIDES)(
    'the price of a %s says what arrives at least, and what the network may take',
    async (side) => {
      const desk = await scene().desk();
      const { quote } = await scene().agreed(desk, swaps[side]);
      const { deliver, expected, networkCost, fees, keeps = [] } = quote;
      assert(expected && networkCost, 'a swap may come to less than it should', { quote });
      const kept = keeps.reduce((sum, { amount }) => sum + amount.units, 0n);
      const [least, should] = [deliver.units + kept, expected.units + kept];
      expect(least).toBe((should * BigInt(10_000 - AGREED_BPS)) / 10_000n);
      expect(networkCost.units > 0n).toBe(true);
      for (const { amount } of fees) expect(amount.asset).toBe(swaps[side].pay.asset);
      for (const { amount } of keeps) expect(amount.asset).toBe(swaps[side].receives);
      expect([...fees, ...keeps].some(({ tier }) => tier === 'network')).toBe(true);
    },
  );

  it('has no price for a price of one’s own, for another pair, or for what moves the price too far', async () => {
    const desk = await scene().desk();
    const wish = scene().wish(swaps.buy);
    const trade = { type: 'limit', price: money('USDC', 1n), goodTill: 1 } as const;
    expect(await desk.quote({ ...wish, trade })).toEqual({ ok: false, refusal: 'unsupported' });
    const receive = { asset: 'BTC', network: 'bitcoin' } as const;
    expect(await desk.quote({ ...wish, receive })).toEqual({ ok: false, refusal: 'unsupported' });
    expect(await desk.quote({ ...wish, pay: tooLarge })).toEqual({ ok: false, refusal: 'amount_too_large' });
  });

  it('has no price where nobody answers, or nobody knows what the network’s coin is worth', async () => {
    const unavailable = { ok: false, refusal: 'unavailable' };
    const nowhere = await scene().desk({ reach: 'nowhere' });
    expect(await nowhere.quote(scene().wish(swaps.buy))).toEqual(unavailable);
    expect(await nowhere.holdings()).toEqual(unavailable);
    const blind = await scene().desk({ worth: () => null });
    expect(await blind.quote(scene().wish(swaps.buy))).toEqual(unavailable);
  });

  it('says what lies there for orders, by the network’s own word', async () => {
    const { world, suite } = scene();
    const desk = await scene().desk();
    const told = await desk.holdings();
    assert(told.ok, 'it says what lies there');
    expect(desk.paysFromFloat).toBe(true);
    for (const { pay } of Object.values(swaps))
      expect(told.value.held).toContainEqual({
        money: money(pay.asset, await world.held(pay.asset)),
        network: suite.network,
      });
  });
}
