import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import type { PersonalBankAccount } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of the bank accounts of people. */
export function describeBankAccountStore(fresh: () => StoreWorld): void {
  const random = createSeededRandom(80);

  function account({ now }: StoreWorld, customerId: string, name = 'Everyday'): PersonalBankAccount {
    return {
      ...{ id: createId({ now, random, bucket: bucketOf(customerId) }), customerId, name, provider: 'ramp' },
      ...{ reference: null, state: 'pending', tokens: {}, bankName: null, last4: null, createdAt: now },
    };
  }

  describe('bank accounts', () => {
    it('are on a list once by their name, and as many as may be', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const first = account(world, customer);
      const added = await Promise.all(
        [first, account(world, customer)].map((one) => world.store.addBankAccount(one, 5)),
      );
      const [kept] = await world.store.bankAccounts(customer);
      expect(added).toEqual([kept, kept]);
      expect(await world.store.addBankAccount(account(world, customer, 'Savings'), 1)).toBeNull();
      expect(await world.store.addBankAccount(account(world, customer), 1)).toEqual(kept);
      expect(await world.store.addBankAccount(account(world, other), 1)).not.toBeNull();
    });

    it('are known by what their provider says of them', async () => {
      const world = fresh();
      const customer = await world.customer();
      const begun = account(world, customer);
      await world.store.addBankAccount(begun, 5);
      const known = { reference: 'link-1', bankName: 'First Bank', last4: '6789', tokens: { ramp: 'ea_1' } };
      const ready = { ...begun, ...known, state: 'ready' } as const;
      await world.store.noteBankAccount(ready);
      expect(await world.store.bankAccounts(customer)).toEqual([ready]);
      const elsewhere = { ...ready, provider: 'other', reference: 'acct-1' };
      await world.store.noteBankAccount(elsewhere);
      expect(await world.store.bankAccounts(customer)).toEqual([elsewhere]);
    });

    it('are taken off by whose they are, by nobody else, and news of them come to nothing then', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const one = account(world, customer);
      await world.store.addBankAccount(one, 5);
      expect(await world.store.removeBankAccount(other, one.id)).toBeNull();
      expect(await world.store.removeBankAccount(customer, one.id)).toEqual(one);
      expect(await world.store.removeBankAccount(customer, one.id)).toBeNull();
      await world.store.noteBankAccount({ ...one, state: 'ready' });
      expect(await world.store.bankAccounts(customer)).toEqual([]);
    });
  });
}
