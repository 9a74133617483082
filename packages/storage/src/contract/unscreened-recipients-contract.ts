import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of recipients whose names nobody has looked for. */
export function describeUnscreenedRecipients(fresh: () => StoreWorld): void {
  const random = createSeededRandom(78);
  const base = (world: StoreWorld, customerId: string, name: string) => ({
    id: createId({ now: world.now, random, bucket: bucketOf(customerId) }),
    ...{ customerId, name, lastPaidAt: null, createdAt: world.now },
  });
  const SOMEWHERE = { network: 'solana', address: 'So11111111111111111111111111111111111111112' } as const;

  async function listOfTwo(world: StoreWorld) {
    const customer = await world.customer();
    const [ben, exchange] = [base(world, customer, 'Ben'), base(world, customer, 'An exchange')];
    await world.store.keepRecipient({ ...ben, email: 'ben@example.com' }, 5);
    await world.store.keepAddressRecipient({ ...exchange, ...SOMEWHERE }, 5);
    const bucket = bucketOf(customer);
    const claim = async (now: number, limit = 5) => {
      const taken = await world.store.claimUnscreened(bucket, { now, leasedUntil: now + 30, limit });
      return taken.filter(({ id }) => id === ben.id || id === exchange.id);
    };
    return { customer, bucket, ben, exchange, claim, at: world.now };
  }

  describe('recipients whose names nobody has looked for', () => {
    it('are due as they appear, for one at a time, and no more once they were looked for', async () => {
      const world = fresh();
      const { bucket, ben, exchange, claim, at } = await listOfTwo(world);
      expect(await world.store.unscreenedBuckets(at)).toContain(bucket);
      const both = [ben, exchange].map(({ id, name }) => ({ id, name }));
      expect(await claim(at)).toEqual(both);
      expect(await claim(at + 29)).toEqual([]);
      expect(await claim(at + 30)).toEqual(both);
      for (const one of both) await world.store.noteScreened(one);
      expect(await claim(at + 1_000)).toEqual([]);
    });

    it('are due again by another name, also where the old one is looked for at this moment', async () => {
      const world = fresh();
      const { customer, ben, exchange, claim, at } = await listOfTwo(world);
      await claim(at);
      await world.store.noteScreened(exchange);
      const again = { ...base(world, customer, 'Benjamin'), email: 'ben@example.com', createdAt: at + 5 };
      await world.store.keepRecipient(again, 5);
      await world.store.noteScreened(ben);
      const same = { ...base(world, customer, exchange.name), ...SOMEWHERE, createdAt: at + 5 };
      await world.store.keepAddressRecipient(same, 5);
      expect(await claim(at + 5)).toEqual([{ id: ben.id, name: 'Benjamin' }]);
    });

    it('are known by whether they are still on a list', async () => {
      const world = fresh();
      const { customer, ben, exchange } = await listOfTwo(world);
      const ids = [ben.id, exchange.id, '019ab000-0000-7000-8000-000000000007', 'nobody'];
      expect(await world.store.listedRecipients(ids)).toEqual(new Set([ben.id, exchange.id]));
      await world.store.removeRecipient(customer, ben.id);
      await world.store.removeAddressRecipient(customer, exchange.id);
      expect(await world.store.listedRecipients(ids)).toEqual(new Set());
    });
  });
}
