import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { NO_WRITES, scopeOf } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of how customers stand. */
export function describeStandings(fresh: () => StoreWorld): void {
  const random = createSeededRandom(78);

  function noted({ now }: StoreWorld, customerId: string, act: string) {
    const id = createId({ now, random, bucket: bucketOf(customerId) });
    return { id, at: now, actor: 'ana', act, subject: customerId, detail: { reason: 'case 12' } };
  }

  /** Whom a batch that names these customers finds barred. */
  async function barred({ store }: StoreWorld, customerIds: readonly string[]) {
    const [first = ''] = customerIds;
    const scope = { ...scopeOf([], 0), customerIds };
    return await store.commit(bucketOf(first), scope, (loaded) => ({
      writes: NO_WRITES,
      result: Object.fromEntries(loaded.barred),
    }));
  }

  describe('how a customer stands', () => {
    it('is open to begin with, and what a batch finds under the lock', async () => {
      const world = fresh();
      const customer = await world.customer();
      expect(await world.store.standing(customer)).toBe('open');
      expect(await barred(world, [customer])).toEqual({});
      const audit = noted(world, customer, 'customer_frozen');
      const frozen = { customerId: customer, from: ['open'], to: 'frozen', audit } as const;
      expect(await world.store.changeStanding(frozen)).toBe(true);
      expect(await world.store.standing(customer)).toBe('frozen');
      expect(await barred(world, [customer])).toEqual({ [customer]: 'frozen' });
    });

    it('is changed only from where it may be, and is not of somebody who is no customer', async () => {
      const world = fresh();
      const customer = await world.customer();
      const nobody = createId({ now: world.now, random, bucket: 0 });
      const change = (customerId: string) =>
        world.store.changeStanding({
          ...{ customerId, from: ['frozen'], to: 'open' },
          audit: noted(world, customerId, 'customer_opened'),
        });
      expect([await change(customer), await change(nobody)]).toEqual([false, false]);
      expect(await world.store.standing(nobody)).toBeNull();
      expect(await world.store.standing(customer)).toBe('open');
    });
  });
}
