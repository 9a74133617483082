import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import type { PersonalWallet } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of the wallets of people, and of who looks at their addresses. */
export function describeWallets(fresh: () => StoreWorld): void {
  const random = createSeededRandom(79);
  const idIn = ({ now }: StoreWorld, text: string) => createId({ now, random, bucket: bucketOf(text) });

  /** An address that no other test has. */
  const addressOf = (world: StoreWorld) => ({ network: 'sui', address: `0x${idIn(world, 'any')}` }) as const;

  function begun(world: StoreWorld, customerId: string, bytes = 'the request'): PersonalWallet {
    const id = idIn(world, customerId);
    const memo = { bytes, names: ['name'] };
    return { id, customerId, provider: 'vault', memo, createdAt: world.now, made: null };
  }

  /** A customer whose wallet was made, with one address. */
  async function owner(world: StoreWorld) {
    const customerId = await world.customer();
    const address = addressOf(world);
    const made = { reference: 'wal-1', addresses: [address], at: world.now + 5 };
    const wallet = { ...(await world.store.beginWallet(begun(world, customerId))), made };
    expect(await world.store.finishWallet(wallet)).toBe(true);
    return { customerId, address, wallet };
  }

  describe('a wallet of a person', () => {
    it('is begun once, whatever asks at the same moment, and every repeat has the same request', async () => {
      const world = fresh();
      const customer = await world.customer();
      const asked = ['one', 'two', 'three'].map((bytes) => begun(world, customer, bytes));
      const kept = await Promise.all(asked.map((one) => world.store.beginWallet(one)));
      const [first] = await world.store.wallets(customer);
      expect(kept).toEqual([first, first, first]);
      expect(await world.store.wallets(customer)).toHaveLength(1);
    });

    it('has another request in the place of one that is over, once, and none once it is made', async () => {
      const world = fresh();
      const customer = await world.customer();
      const old = await world.store.beginWallet(begun(world, customer));
      const requests = ['second', 'third'].map((bytes, index) => {
        return { memo: { bytes, names: [] }, createdAt: world.now + 10 + index };
      });
      const renewed = await Promise.all(requests.map((one) => world.store.renewWallet(old, one)));
      const [kept] = await world.store.wallets(customer);
      expect(renewed.filter((one) => one.memo.bytes === kept?.memo.bytes).length).toBeGreaterThan(0);
      expect(requests).toContainEqual({ memo: kept?.memo, createdAt: kept?.createdAt });
      const again = { memo: { bytes: 'fourth', names: [] }, createdAt: world.now + 30 };
      expect(await world.store.renewWallet(old, again)).toEqual(kept);
      const { wallet } = await owner(world);
      expect(await world.store.renewWallet(wallet, again)).toEqual(wallet);
    });

    it('is made once, with its addresses, which are found by what they are', async () => {
      const world = fresh();
      const { customerId, address, wallet } = await owner(world);
      expect(await world.store.wallets(customerId)).toEqual([wallet]);
      const again = { ...wallet, made: { ...wallet.made, reference: 'another' } };
      expect(await world.store.finishWallet(again)).toBe(true);
      expect(await world.store.wallets(customerId)).toEqual([wallet]);
      expect(await world.store.watchedAddress(address)).toEqual({
        ...{ ...address, customerId, provider: 'vault', since: null, expectedUntil: null },
        createdAt: wallet.createdAt,
      });
      expect(await world.store.watchedAddress({ ...address, network: 'solana' })).toBeNull();
    });

    it('is not made of an address that is somebody else’s', async () => {
      const world = fresh();
      const { address, customerId } = await owner(world);
      const other = await world.customer();
      const made = { reference: 'wal-2', addresses: [address], at: world.now };
      expect(await world.store.finishWallet({ ...begun(world, other), made })).toBe(false);
      await world.store.beginWallet(begun(world, other));
      expect(await world.store.finishWallet({ ...begun(world, other), made })).toBe(false);
      expect(await world.store.wallets(other)).toMatchObject([{ made: null }]);
      expect(await world.store.watchedAddress(address)).toMatchObject({ customerId });
    });
  });

  describe('an address that is watched', () => {
    it('is due from the beginning, taken by one at a time, and due again when its look is over', async () => {
      const world = fresh();
      const { address } = await owner(world);
      const bucket = bucketOf(`${address.network}/${address.address}`);
      const { now } = world;
      const claim = { now, leasedUntil: now + 100, limit: 1_000 };
      expect(await world.store.lookBuckets(now)).toContain(bucket);
      const taken = await Promise.all([1, 2].map(() => world.store.claimLooks(bucket, claim)));
      const ours = taken.flat().filter((one) => one.address === address.address);
      expect(ours).toHaveLength(1);
      expect((await world.store.claimLooks(bucket, claim)).map((one) => one.address)).not.toContain(
        address.address,
      );
      const looked = { ...address, since: 'block 7', at: now + 1_000, leasedUntil: now + 100 };
      await world.store.noteLooked(looked);
      const later = { now: now + 1_000, leasedUntil: now + 2_000, limit: 1_000 };
      const again = await world.store.claimLooks(bucket, later);
      expect(again.find((one) => one.address === address.address)).toMatchObject({ since: 'block 7' });
    });

    it('is looked at sooner where somebody wants it, never later, and expected as long as was said last', async () => {
      const world = fresh();
      const { address } = await owner(world);
      const bucket = bucketOf(`${address.network}/${address.address}`);
      const { now, store } = world;
      const leasedUntil = now + 9_000;
      const isDue = async (at: number) =>
        (await store.claimLooks(bucket, { now: at, leasedUntil, limit: 1_000 })).some(
          (one) => one.address === address.address,
        );
      expect(await isDue(now)).toBe(true);
      await store.noteLooked({ ...address, since: 'a', at: now + 5_000, leasedUntil });
      await store.hastenLook({ ...address, at: now + 7_000 }, now + 50);
      expect(await isDue(now + 4_999)).toBe(false);
      await store.hastenLook({ ...address, at: now + 10 }, null);
      expect(await isDue(now + 10)).toBe(true);
      expect(await store.watchedAddress(address)).toMatchObject({ expectedUntil: now + 50 });
      await store.hastenLook({ ...address, at: now + 20 }, now + 40);
      await store.noteLooked({ ...address, since: 'b', at: now + 5_000, leasedUntil });
      expect(await store.watchedAddress(address)).toMatchObject({ since: 'b', expectedUntil: now + 50 });
      expect(await isDue(now + 20)).toBe(true);
    });

    it('that something strange came to is told of once', async () => {
      const world = fresh();
      const reference = `sui:${idIn(world, 'any')}:0`;
      const note = () => {
        const id = idIn(world, reference);
        const audit = { id, at: world.now, actor: 'vault', act: 'strange', subject: reference, detail: {} };
        return world.store.noteStrange({ reference, network: 'sui', at: world.now, audit });
      };
      const told = await Promise.all([note(), note()]);
      expect([...told].sort()).toEqual([false, true]);
      expect(await note()).toBe(false);
    });
  });
}
