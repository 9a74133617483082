import { bucketOf, MINUTE_MS } from '@diboas/kernel';
import type { Notice, PriceAlert } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** That a price was reached, which is to be mailed. */
export function someNotice(world: StoreWorld, customerId: string, over: Partial<Notice> = {}): Notice {
  return {
    ...{ id: world.id(bucketOf(customerId)), customerId, at: world.now, readAt: null, mailDueAt: world.now },
    content: {
      ...{ kind: 'price_reached', about: world.id(bucketOf(customerId)), coin: 'BTC', currency: 'USD' },
      ...{ direction: 'above', bound: '100000', price: '100000.01', pricedAt: world.now },
    },
    ...over,
  };
}

/** Tells a notice by an alert that it is of. */
async function told(world: StoreWorld, customerId: string, over: Partial<Notice> = {}): Promise<Notice> {
  const alert: PriceAlert = {
    ...{ id: world.id(bucketOf(customerId)), customerId, coin: 'BTC', currency: 'USD', direction: 'above' },
    ...{ bound: '100000', createdAt: world.now },
  };
  await world.store.addPriceAlert(alert, 20);
  const notice = someNotice(world, customerId, over);
  await world.store.tellPriceAlert(alert.id, notice);
  return notice;
}

/** What every store must know of what people are told. */
export function describeNotices(fresh: () => StoreWorld): void {
  describe('notices', () => {
    it('are their owner’s, newest first, until they put them away', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const first = await told(world, customer);
      const second = await told(world, customer, { at: world.now + 1 });
      expect(await world.store.notices(customer, 10)).toEqual([second, first]);
      expect(await world.store.notices(customer, 1)).toEqual([second]);
      expect(await world.store.putNoticeAway(other, second.id, world.now)).toBe(false);
      expect(await world.store.putNoticeAway(customer, second.id, world.now + 2)).toBe(true);
      expect(await world.store.putNoticeAway(customer, second.id, world.now + 3)).toBe(true);
      expect(await world.store.notices(customer, 10)).toEqual([first]);
      const newest = await world.store.newestNotices(bucketOf(customer), [customer]);
      expect([...newest]).toEqual([[customer, second.at]]);
      expect([...(await world.store.newestNotices(bucketOf(other), [other]))]).toEqual([]);
    });

    it('are mailed by one of two, and again by another where that one died with it', async () => {
      const world = fresh();
      const customer = await world.customer();
      const one = await told(world, customer);
      await told(world, customer, { mailDueAt: null });
      const bucket = bucketOf(customer);
      const claim = async (now: number) => {
        const lease = { now, leasedUntil: now + MINUTE_MS, limit: 1_000 };
        return (await world.store.claimNotices(bucket, lease)).filter(
          ({ customerId }) => customerId === customer,
        );
      };
      expect(await world.store.noticeBuckets(world.now)).toContain(bucket);
      const taken = await Promise.all([claim(world.now), claim(world.now)]);
      expect(taken.flat()).toEqual([{ ...one, mailDueAt: world.now + MINUTE_MS }]);
      expect(await claim(world.now + MINUTE_MS)).toHaveLength(1);
      await world.store.noteMailed(one.id);
      expect(await claim(world.now + 9 * MINUTE_MS)).toEqual([]);
    });
  });
}
