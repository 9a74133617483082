import { assert, sumMoney } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderWish, WorldOrder } from './order-world.ts';
import { readWholeEvent } from './read-whole-event.ts';
import { accepted, lookupOf, type OrderScene, placedAs, priceRequestOf } from './scene.ts';

/** Each run is a whole order over HTTP. */
const RUNS = 30;

/** Not one minor unit is lost or made up between what we ask, what the world does, and what we read back. */
export function describeAmounts(scene: OrderScene): void {
  describe('amounts', () => {
    it('are exact from the order to the delivery', async () => {
      const adapter = await scene.adapter();
      const good = scene.suite.statuses.find((one) => one.end === 'done');
      assert(good, 'a provider has a status of success');
      const oneOrder = fc.asyncProperty(scene.suite.wishes, async (wish) => {
        const world = scene.world();
        const submission = scene.submission(wish);
        const { reference } = accepted(await adapter.submit(submission));
        world.bring(reference, good.status);

        const [order] = world.orders(submission.attemptId);
        expect(order).toMatchObject(placedAs(scene.suite, wish));
        assert(order?.delivered && order.charged, 'the world brought the order to its end', { order });
        expect(await adapter.lookup(lookupOf(submission, reference, world))).toMatchObject({
          kind: 'found',
          observation: { movements: movementsOf(order, wish) },
        });
      });
      await fc.assert(oneOrder, { numRuns: RUNS });
    });

    it.each(['charge_more', 'deliver_less'] as const)('are told as they were, met by %s', async (fault) => {
      const adapter = await scene.adapter();
      const good = scene.suite.statuses.find((one) => one.end === 'done');
      assert(good, 'a provider has a status of success');
      const world = scene.world();
      const complete = async () => {
        const submission = scene.submission();
        const { reference } = accepted(await adapter.submit(submission));
        world.bring(reference, good.status);
        const [order] = world.orders(submission.attemptId);
        assert(order?.delivered && order.charged, 'the world brought the order to its end', { order });
        const { charged, delivered } = order;
        const observation = { movements: movementsOf(order, submission) };
        const looked = await adapter.lookup(lookupOf(submission, reference, world));
        expect(looked).toMatchObject({ kind: 'found', observation });
        const event = await world.awaitEvent(reference, good.status);
        if (event)
          expect(await readWholeEvent(adapter, event)).toMatchObject({ value: { order: { observation } } });
        return { charged, delivered };
      };
      const asAgreed = await complete();
      world.strikeNext(fault);
      const struck = await complete();
      const what = fault === 'charge_more' ? 'charged' : 'delivered';
      expect(struck).not.toEqual(asAgreed);
      expect(struck[what].units > asAgreed[what].units).toBe(fault === 'charge_more');
    });

    it('are charged and delivered as they were quoted, or better', async () => {
      const adapter = await scene.adapter();
      const good = scene.suite.statuses.find((one) => one.end === 'done');
      assert(good, 'a provider has a status of success');
      const onePrice = fc.asyncProperty(scene.suite.wishes, async (wish) => {
        const world = scene.world();
        const quote = await adapter.quote(priceRequestOf(wish));
        assert(quote.ok, 'what the world accepts, it also quotes', { quote });

        const submission = scene.submission(wish);
        const { reference } = accepted(await adapter.submit(submission));
        world.bring(reference, good.status);
        const [order] = world.orders(submission.attemptId);
        assert(order?.delivered && order.charged, 'the world brought the order to its end', { order });
        const fees = quote.value.fees.map((fee) => fee.amount);
        const most = sumMoney(wish.pay.asset, [wish.pay, ...fees]);
        expect(order.charged.asset).toBe(most.asset);
        expect(order.charged.units <= most.units, `${order.charged.units} <= ${most.units}`).toBe(true);
        expect(order.delivered.asset).toBe(quote.value.deliver.asset);
        expect(order.delivered.units >= quote.value.deliver.units).toBe(true);
      });
      await fc.assert(onePrice, { numRuns: RUNS });
    });
  });
}

/** What the world itself knows of an order, as the adapter must tell of it. */
function movementsOf(
  { charged, delivered, network, destination }: WorldOrder,
  { payNetwork }: Pick<OrderWish, 'payNetwork'>,
) {
  return [
    { kind: 'taken', money: charged, network: payNetwork },
    { kind: 'given', money: delivered, network, destination },
  ];
}
