import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import type { AddressRecipient } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of the addresses that customers send money to. */
export function describeAddressRecipients(fresh: () => StoreWorld): void {
  const random = createSeededRandom(81);

  function vault(
    { now }: StoreWorld,
    customerId: string,
    address = '0xabc',
    name = 'Vault',
  ): AddressRecipient {
    const id = createId({ now, random, bucket: bucketOf(customerId) });
    return { id, customerId, name, network: 'ethereum', address, lastPaidAt: null, createdAt: now };
  }

  describe('addresses that are sent to', () => {
    it('are on a list once a network, and keep what was known when they are named anew', async () => {
      const world = fresh();
      const customer = await world.customer();
      const first = vault(world, customer);
      expect(await world.store.keepAddressRecipient(first, 5)).toEqual(first);
      await world.store.notePaidAddress(customer, first, world.now + 5);
      await world.store.notePaidAddress(customer, first, world.now + 1);
      await world.store.notePaidAddress(customer, { ...first, network: 'sui' }, world.now + 9);
      const renamed = { ...first, name: 'Cold vault', lastPaidAt: world.now + 5 };
      const again = vault(world, customer, first.address, 'Cold vault');
      expect(await world.store.keepAddressRecipient(again, 1)).toEqual(renamed);
      expect(await world.store.addressRecipients(customer)).toEqual([renamed]);
      expect(await world.store.keepAddressRecipient(vault(world, customer, '0xdef'), 1)).toBeNull();
      const elsewhere = { ...vault(world, customer), network: 'sui' } as const;
      expect(await world.store.keepAddressRecipient(elsewhere, 5)).toEqual(elsewhere);
    });

    it('are taken off by whose list it is, and by nobody else', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const one = vault(world, customer);
      await world.store.keepAddressRecipient(one, 5);
      expect(await world.store.removeAddressRecipient(other, one.id)).toBeNull();
      expect(await world.store.removeAddressRecipient(customer, one.id)).toEqual(one);
      expect(await world.store.removeAddressRecipient(customer, one.id)).toBeNull();
      expect(await world.store.addressRecipients(customer)).toEqual([]);
    });
  });
}
