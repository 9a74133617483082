import { bucketOf } from '@diboas/kernel';
import type { AlertDirection, PriceAlert, PriceSeen } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';
import { someNotice } from './notices-contract.ts';

/** What every store must know of what waits for a price. */
export function describePriceAlerts(fresh: () => StoreWorld): void {
  async function alerted(
    world: StoreWorld,
    customerId: string,
    bound: string,
    direction: AlertDirection = 'above',
  ) {
    const alert: PriceAlert = {
      ...{ id: world.id(bucketOf(customerId)), customerId, coin: 'SUI', currency: 'EUR', direction, bound },
      createdAt: world.now,
    };
    return { alert, kept: await world.store.addPriceAlert(alert, 3) };
  }

  const seen = (at: number, floor: string, ceiling = floor): PriceSeen => ({
    ...{ coin: 'SUI', currency: 'EUR', floor, ceiling, at },
  });

  describe('price alerts', () => {
    it('are on their owner’s list once each, as many as it may have, until they are taken off', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const { alert } = await alerted(world, customer, '3.12');
      expect((await alerted(world, customer, '3.120')).kept).toEqual(alert);
      await alerted(world, customer, '3.12', 'below');
      await alerted(world, customer, '4');
      expect((await alerted(world, customer, '5')).kept).toBeNull();
      expect((await alerted(world, customer, '3.12')).kept).toEqual(alert);
      const bounds = (await world.store.priceAlerts(customer)).map(
        ({ direction, bound }) => `${direction} ${bound}`,
      );
      expect(bounds.toSorted()).toEqual(['above 3.12', 'above 4', 'below 3.12']);
      expect(await world.store.removePriceAlert(other, alert.id)).toBeNull();
      expect(await world.store.removePriceAlert(customer, alert.id)).toEqual(alert);
      expect(await world.store.removePriceAlert(customer, alert.id)).toBeNull();
      expect(await world.store.priceAlerts(other)).toEqual([]);
    });

    it('are reached to the last digit, by a price that was not so before they were made', async () => {
      const world = fresh();
      const customer = await world.customer();
      const bucket = bucketOf(customer);
      const above = (await alerted(world, customer, '3.120000000000000001')).alert;
      const below = (await alerted(world, customer, '3.11', 'below')).alert;
      const reached = async (price: PriceSeen) => {
        const found = await world.store.reachedAlerts(bucket, price, 1_000);
        const own = found.filter(({ customerId }) => customerId === customer).map(({ id }) => id);
        const isIn = (await world.store.reachedBuckets([price])).includes(bucket);
        if (own.length > 0) expect(isIn).toBe(true);
        return own;
      };
      expect(await reached(seen(world.now, '3.12', '3.120000000000000001'))).toEqual([]);
      expect(await reached(seen(world.now, '3.120000000000000001'))).toEqual([above.id]);
      expect(await reached(seen(world.now - 1, '3.120000000000000001'))).toEqual([]);
      expect(await reached(seen(world.now, '3.109999999999999999', '3.11'))).toEqual([below.id]);
      expect(await reached(seen(world.now, '3.11', '3.110000000000000001'))).toEqual([]);
      expect(await reached({ ...seen(world.now, '9'), currency: 'USD' })).toEqual([]);
    });

    it('are told of once, whoever tells', async () => {
      const world = fresh();
      const customer = await world.customer();
      const { alert } = await alerted(world, customer, '3.12');
      const tell = () => world.store.tellPriceAlert(alert.id, someNotice(world, customer));
      expect((await Promise.all([tell(), tell()])).toSorted()).toEqual([false, true]);
      expect(await world.store.notices(customer, 10)).toHaveLength(1);
      expect(await world.store.priceAlerts(customer)).toEqual([]);
    });
  });
}
