import { bucketOf, bucketOfId, createId, createSeededRandom, MINUTE_MS } from '@diboas/kernel';
import { NEW_PROFILE, type Verification } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of tries to find out who people are, and of what came of them. */
export function describeVerifications(fresh: () => StoreWorld): void {
  const random = createSeededRandom(83);

  function begun({ now }: StoreWorld, customerId: string, number = 1): Verification {
    return {
      ...{
        id: createId({ now, random, bucket: bucketOf(customerId) }),
        customerId,
        number,
        provider: 'ident',
      },
      ...{ reference: null, stage: 'open', reason: null, person: null, version: 1 },
      ...{ begunAt: now, changedAt: now, dueAt: now },
    };
  }

  /** A try that its provider knows by a name that no other test has. */
  async function named(world: StoreWorld): Promise<Verification & { readonly reference: string }> {
    const one = begun(world, await world.customer());
    await world.store.addVerification(one);
    const noted = await world.store.noteVerification({ ...one, reference: `vs_${one.id}` });
    if (noted?.reference == null) throw new Error('a try is noted');
    return { ...noted, reference: noted.reference };
  }

  describe('verifications', () => {
    it('are begun once by their number, whoever asks at the same moment', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const asked = [begun(world, customer), begun(world, customer), begun(world, customer)];
      const kept = await Promise.all(asked.map((one) => world.store.addVerification(one)));
      const [first, ...more] = await world.store.verifications(customer);
      expect(more).toEqual([]);
      expect(kept).toEqual([first, first, first]);
      const second = begun(world, customer, 2);
      expect(await world.store.addVerification(second)).toEqual(second);
      expect(await world.store.verifications(customer)).toEqual([first, second]);
      expect(await world.store.verifications(other)).toEqual([]);
    });

    it('are noted by whoever is first of two who looked at once', async () => {
      const world = fresh();
      const one = await named(world);
      const person = { name: 'Ada Moss', bornOn: '1990-05-17', country: 'US' };
      const changedAt = world.now + 5;
      const verified = { ...one, stage: 'verified', person, changedAt } as const;
      const noted = await world.store.noteVerification(verified);
      expect(noted).toEqual({ ...verified, version: one.version + 1 });
      expect(await world.store.noteVerification({ ...one, stage: 'processing' })).toBeNull();
      expect(await world.store.settleVerification(one, null)).toBe(false);
      expect(await world.store.verifications(one.customerId)).toEqual([noted]);
      if (noted === null) return;
      expect(await world.store.settleVerification(noted, null)).toBe(true);
      expect(await world.store.verifications(one.customerId)).toEqual([{ ...noted, dueAt: null }]);
    });

    it('are taken by one of two when they are due, and by another when its lease is over', async () => {
      const world = fresh();
      const one = await named(world);
      const bucket = bucketOfId(one.id);
      const claim = (now: number) =>
        world.store.claimVerifications(bucket, { now, leasedUntil: now + MINUTE_MS, limit: 1_000 });
      const isIn = (claimed: readonly Verification[]) => claimed.filter(({ id }) => id === one.id);
      expect(await world.store.verificationBuckets(world.now)).toContain(bucket);
      const claimed = await Promise.all([claim(world.now), claim(world.now)]);
      expect(claimed.flatMap(isIn)).toEqual([{ ...one, dueAt: world.now + MINUTE_MS }]);
      expect(isIn(await claim(world.now + MINUTE_MS - 1))).toEqual([]);
      expect(isIn(await claim(world.now + MINUTE_MS))).toHaveLength(1);
    });

    it('are looked at again when they were hastened while somebody looked', async () => {
      const world = fresh();
      const one = await named(world);
      const { provider, reference } = one;
      const [claimed] = [{ ...one, dueAt: world.now + MINUTE_MS }];
      const bucket = bucketOfId(one.id);
      const lease = { now: world.now, leasedUntil: claimed.dueAt, limit: 1_000 };
      await world.store.claimVerifications(bucket, lease);
      expect(await world.store.hastenVerification({ provider, reference }, world.now + 1)).toBe(true);
      expect(await world.store.settleVerification(claimed, null)).toBe(true);
      expect(await world.store.verifications(one.customerId)).toEqual([{ ...one, dueAt: world.now + 1 }]);
      expect(await world.store.settleVerification({ ...one, dueAt: world.now + 1 }, null)).toBe(true);
      expect(await world.store.hastenVerification({ provider, reference }, world.now + 9)).toBe(true);
      expect(await world.store.verifications(one.customerId)).toEqual([{ ...one, dueAt: world.now + 9 }]);
      expect(await world.store.hastenVerification({ provider: 'other', reference }, world.now)).toBe(false);
    });

    it('and what is known of whoever was never asked about is nothing', async () => {
      const world = fresh();
      expect(await world.store.profile(await world.customer())).toEqual(NEW_PROFILE);
    });

    it('make known what became of a customer, to whoever reads it', async () => {
      const world = fresh();
      const customerId = await world.customer();
      const change = { kind: 'identity', stage: 'verified' } as const;
      const told = { by: 'ident', reason: 'verified', transactionIds: [] };
      await world.send(bucketOf(customerId), [{ type: 'profile', customerId, change, ...told }]);
      expect(await world.store.profile(customerId)).toMatchObject({ tier: 'verified', identity: 'verified' });
    });
  });
}
