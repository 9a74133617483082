import { assert, money } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { CrossingSuite } from './crossing-world.ts';
import type { CrossingScene } from './scene.ts';

export function describeCrossingPrices({ ways }: CrossingSuite, scene: () => CrossingScene): void {
  it.each(ways)(
    'the price of $name says what arrives at least, what is kept of it, and what the network may take',
    async (way) => {
      const desk = await scene().desk();
      const { quote } = await scene().agreed(desk, way);
      const { deliver, expected, networkCost, fees, keeps = [] } = quote;
      expect([deliver.asset, expected?.asset]).toEqual([way.pay.asset, way.pay.asset]);
      const kept = keeps.reduce((sum, { amount }) => sum + amount.units, 0n);
      for (const { amount } of keeps) expect(amount.asset).toBe(way.pay.asset);
      expect(deliver.units + kept).toBe(way.pay.units);
      assert(expected, 'what it should come to is told beside the least');
      expect(deliver.units <= expected.units && expected.units <= way.pay.units).toBe(true);
      expect(networkCost && networkCost.units > 0n).toBe(true);
      expect(fees.map(({ tier, amount }) => [tier, amount.asset])).toEqual([['network', way.pay.asset]]);
    },
  );

  it('has no price for another asset, within one network, or for what is less than it keeps', async () => {
    const desk = await scene().desk();
    for (const way of ways) {
      const wish = scene().wish(way);
      const elsewhere = { ...wish.receive, network: way.from };
      expect(await desk.quote({ ...wish, receive: elsewhere })).toEqual({
        ok: false,
        refusal: 'unsupported',
      });
      const other = { ...wish.receive, asset: 'BTC' } as const;
      expect((await desk.quote({ ...wish, receive: other })).ok).toBe(false);
      expect((await desk.quote({ ...wish, pay: money(way.pay.asset, 1n) })).ok).toBe(false);
    }
  });

  it('has no price where nobody answers, or nobody knows what the network’s coin is worth', async () => {
    const unavailable = { ok: false, refusal: 'unavailable' };
    const nowhere = await scene().desk({ reach: 'nowhere' });
    const blind = await scene().desk({ worth: () => null });
    for (const way of ways) {
      expect(await nowhere.quote(scene().wish(way))).toEqual(unavailable);
      expect(await blind.quote(scene().wish(way))).toEqual(unavailable);
    }
    expect(await nowhere.holdings()).toEqual(unavailable);
    scene().world.goAway();
    const desk = await scene().desk();
    expect(await desk.quote(scene().wish(ways[0]))).toEqual(unavailable);
  });

  it('says what lies at our addresses, by the word of each network', async () => {
    const desk = await scene().desk();
    const told = await desk.holdings();
    assert(told.ok, 'it says what lies there');
    expect([desk.paysFromFloat, told.value.silent]).toEqual([true, []]);
    for (const { pay, from } of ways)
      expect(told.value.held).toContainEqual({
        money: money(pay.asset, await scene().world.held(from, pay.asset)),
        network: from,
      });
  });
}
