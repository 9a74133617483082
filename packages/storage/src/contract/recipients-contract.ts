import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of whom customers send money to. */
export function describeRecipients(fresh: () => StoreWorld): void {
  const random = createSeededRandom(77);

  function somebody({ now }: StoreWorld, customerId: string, email: string, name = 'Ben') {
    const id = createId({ now, random, bucket: bucketOf(customerId) });
    return { id, customerId, name, email, lastPaidAt: null, createdAt: now };
  }

  describe('recipients', () => {
    it('are on a list once by their address, and keep what was known when they are named anew', async () => {
      const world = fresh();
      const customer = await world.customer();
      const ben = somebody(world, customer, 'ben@example.com');
      expect(await world.store.keepRecipient(ben, 5)).toEqual(ben);
      await world.store.notePaid(customer, ben.email, world.now + 5);
      await world.store.notePaid(customer, ben.email, world.now + 1);
      const again = somebody(world, customer, ben.email, 'Benjamin');
      const renamed = { ...ben, name: 'Benjamin', lastPaidAt: world.now + 5 };
      expect(await world.store.keepRecipient(again, 5)).toEqual(renamed);
      expect(await world.store.recipients(customer)).toEqual([renamed]);
    });

    it('are as many as may be, of each customer', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const [ben, cem] = ['ben@example.com', 'cem@example.com'].map((email) =>
        somebody(world, customer, email),
      );
      if (!ben || !cem) throw new Error('two were made');
      await world.store.keepRecipient(ben, 1);
      expect(await world.store.keepRecipient(cem, 1)).toBeNull();
      expect(await world.store.keepRecipient({ ...ben, name: 'B' }, 1)).toMatchObject({ name: 'B' });
      expect(await world.store.keepRecipient(somebody(world, other, cem.email), 1)).not.toBeNull();
    });

    it('are taken off by whose list it is, and by nobody else', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const ben = somebody(world, customer, 'ben@example.com');
      await world.store.keepRecipient(ben, 5);
      expect(await world.store.removeRecipient(other, ben.id)).toBeNull();
      expect(await world.store.removeRecipient(customer, ben.id)).toEqual(ben);
      expect(await world.store.removeRecipient(customer, ben.id)).toBeNull();
      expect(await world.store.recipients(customer)).toEqual([]);
    });
  });
}
