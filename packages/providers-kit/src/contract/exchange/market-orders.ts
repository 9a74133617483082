import { assert } from '@diboas/kernel';
import type { Observation, Provider, Submission } from '@diboas/orchestration';
import { afterEach, describe, expect, it } from 'vitest';
import { accepted, expectOneOrder, lookupOf, type OrderScene } from '../order/scene.ts';
import { agreed, movedOf, standing } from './agreed.ts';
import type { ExchangeSuite } from './exchange-world.ts';

const SIDES = ['buy', 'sell'] as const;

/** A trade at the price of now is done within what was agreed, in whole or in part, or not at all. */
export function describeMarketOrders(suite: ExchangeSuite, scene: OrderScene): void {
  const endLetGo = suite.lingers ? 'cancelled' : 'price_changed';
  /** The order once its venue has let go of what was not filled: by itself, or because it is asked to. */
  const letGo = async (
    adapter: Provider,
    submission: Submission,
    reference: string,
  ): Promise<Observation> => {
    const seen = await standing(scene, adapter, submission, reference);
    if (!suite.lingers) return seen;
    expect(seen.stage).not.toBe('ended');
    const asked = lookupOf(submission, reference, scene.world());
    expect(await adapter.cancel?.(asked)).toEqual({ kind: 'asked' });
    return await standing(scene, adapter, submission, reference);
  };
  describe.each(SIDES)('a %s at the price of now', (side) => {
    const wish = suite.trades[side];
    afterEach(() => suite.market.set('plain'));

    it('is done within what was agreed, and told as it was', async () => {
      const adapter = await scene.adapter();
      const { quote, submission } = await agreed(scene, adapter, wish);
      const { reference } = accepted(await adapter.submit(submission));
      const isEnded = (await standing(scene, adapter, submission, reference)).stage === 'ended';
      expect(isEnded).toBe(suite.settleMs === 0);
      scene.world().pass(suite.settleMs);
      const seen = await standing(scene, adapter, submission, reference);
      expect(seen).toMatchObject({ stage: 'ended', end: 'done' });
      const { taken, given } = movedOf(seen);
      expect(taken > 0n && taken <= submission.chargeMax.units, `${taken}`).toBe(true);
      expect(given >= quote.deliver.units, `${given} >= ${quote.deliver.units}`).toBe(true);
      const [order] = scene.world().orders(submission.attemptId);
      assert(order?.charged && order.delivered, 'the world has traded', { order });
      expect([taken, given]).toEqual([order.charged.units, order.delivered.units]);
    });

    it('whose price went away is let go, and nothing moved [trade.price_gone]', async () => {
      const adapter = await scene.adapter();
      const { submission } = await agreed(scene, adapter, wish);
      suite.market.move(side === 'buy' ? 800 : -800);
      const { reference } = accepted(await adapter.submit(submission));
      const seen = await letGo(adapter, submission, reference);
      expect(seen).toMatchObject({ stage: 'ended', end: endLetGo, movements: [] });
      expect(scene.world().orders(submission.attemptId)).toMatchObject([{ charged: null, delivered: null }]);
    });

    it('that was filled in part is let go with what moved, at no worse a price [trade.in_part]', async () => {
      const adapter = await scene.adapter();
      const { submission } = await agreed(scene, adapter, wish);
      suite.market.set('half');
      const { reference } = accepted(await adapter.submit(submission));
      scene.world().pass(suite.settleMs);
      const seen = await letGo(adapter, submission, reference);
      expect(seen).toMatchObject({ stage: 'ended', end: endLetGo });
      const { taken, given } = movedOf(seen);
      const { chargeMax, deliver } = submission;
      expect(given > 0n && given < deliver.units).toBe(true);
      const fills = BigInt(seen.movements.length);
      expect((taken - fills) * deliver.units <= (given + fills) * chargeMax.units).toBe(true);
    });

    it('sent again after the market moved is the same order', async () => {
      const adapter = await scene.adapter();
      const { submission } = await agreed(scene, adapter, wish);
      const first = accepted(await adapter.submit(submission));
      suite.market.move(300);
      expect(accepted(await adapter.submit(submission)).reference).toBe(first.reference);
      expectOneOrder(scene, submission.attemptId);
    });

    it('is not stopped any more once it was done', async () => {
      const adapter = await scene.adapter();
      const { submission } = await agreed(scene, adapter, wish);
      const { reference } = accepted(await adapter.submit(submission));
      scene.world().pass(suite.settleMs);
      const asked = lookupOf(submission, reference, scene.world());
      expect(await adapter.cancel?.(asked)).toEqual({ kind: 'too_late' });
    });
  });
}
