import { bucketOf, bucketOfId, createId, createSeededRandom, MINUTE_MS, money } from '@diboas/kernel';
import type { RecurringBuy } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';
import { someNotice } from './notices-contract.ts';

/** What every store must know of rules by which people buy again and again. */
export function describeRecurringBuys(fresh: () => StoreWorld): void {
  const random = createSeededRandom(84);

  function offered({ now }: StoreWorld, customerId: string): RecurringBuy {
    return {
      id: createId({ now, random, bucket: bucketOf(customerId) }),
      customerId,
      consent: {
        ...{ coin: 'BTC', amount: money('USDC', 50_000_000n), network: 'solana', toleranceBps: 50 },
        totalMax: money('USDC', 50_675_000n),
      },
      schedule: { every: 'month', anchorOn: '2026-11-30', anchorNumber: 0, zone: 'America/Sao_Paulo' },
      ...{ state: 'offered', pausedBy: null, next: 1, announced: null, beganAt: null, last: null },
      ...{ version: 1, createdAt: now, changedAt: now, dueAt: now + MINUTE_MS },
    };
  }

  async function active(world: StoreWorld, customerId: string): Promise<RecurringBuy> {
    const one = offered(world, customerId);
    await world.store.offerRecurringBuy(one, 20);
    const noted = await world.store.noteRecurringBuy({ ...one, state: 'active' }, []);
    if (noted === null) throw new Error('what was offered is there');
    return noted;
  }

  describe('recurring buys', () => {
    it('are offered with a quote, and are on their owner’s list once they were agreed to', async () => {
      const world = fresh();
      const [customer, other] = [await world.customer(), await world.customer()];
      const one = offered(world, customer);
      expect(await world.store.offerRecurringBuy(one, 20)).toBe(true);
      expect(await world.store.recurringBuy(one.id)).toEqual(one);
      expect(await world.store.recurringBuys(customer)).toEqual([]);
      const noted = await world.store.noteRecurringBuy({ ...one, state: 'active' }, []);
      expect(noted).toEqual({ ...one, state: 'active', version: 2 });
      expect(await world.store.recurringBuys(customer)).toEqual([noted]);
      expect(await world.store.recurringBuys(other)).toEqual([]);
      // What was agreed to is not forgotten as an offer is.
      await world.store.forgetRecurringOffer(one.id);
      expect(await world.store.recurringBuy(one.id)).toEqual(noted);
    });

    it('are bounded, offers and those that have ended aside; an offer is forgotten', async () => {
      const world = fresh();
      const customer = await world.customer();
      const one = await active(world, customer);
      const second = offered(world, customer);
      expect(await world.store.offerRecurringBuy(second, 1)).toBe(false);
      await world.store.noteRecurringBuy({ ...one, state: 'ended', dueAt: null }, []);
      expect(await world.store.offerRecurringBuy(second, 1)).toBe(true);
      expect(await world.store.offerRecurringBuy(offered(world, customer), 1)).toBe(true);
      await world.store.forgetRecurringOffer(second.id);
      expect(await world.store.recurringBuy(second.id)).toBeNull();
    });

    it('are changed by whoever is first of two, and whoever is not tells nothing', async () => {
      const world = fresh();
      const customer = await world.customer();
      const one = await active(world, customer);
      const changed: RecurringBuy = {
        ...{
          ...one,
          next: 2,
          announced: { at: 1, buyAt: 2 },
          beganAt: 3,
          state: 'paused',
          pausedBy: 'person',
        },
        ...{
          last: { number: 1, on: '2026-12-30', end: 'money_short' },
          changedAt: world.now + 1,
          dueAt: null,
        },
      };
      const told = someNotice(world, customer);
      const both = [
        world.store.noteRecurringBuy(changed, [told]),
        world.store.noteRecurringBuy(changed, [someNotice(world, customer)]),
      ];
      const noted = { ...changed, version: one.version + 1 };
      const answers = await Promise.all(both);
      expect(answers.filter((answer) => answer !== null)).toEqual([noted]);
      expect(await world.store.recurringBuy(one.id)).toEqual(noted);
      expect(await world.store.notices(customer, 10)).toHaveLength(1);
    });

    it('are taken by one of two when they are due, and by another when its lease is over', async () => {
      const world = fresh();
      const one = await active(world, await world.customer());
      const [bucket, due] = [bucketOfId(one.id), one.dueAt ?? 0];
      const claim = async (now: number) => {
        const lease = { now, leasedUntil: now + MINUTE_MS, limit: 1_000 };
        return (await world.store.claimRecurringBuys(bucket, lease)).filter(({ id }) => id === one.id);
      };
      expect(await world.store.recurringBuckets(due)).toContain(bucket);
      expect(await claim(due - 1)).toEqual([]);
      expect((await Promise.all([claim(due), claim(due)])).flat()).toEqual([
        { ...one, dueAt: due + MINUTE_MS },
      ]);
      expect(await claim(due + MINUTE_MS - 1)).toEqual([]);
      expect(await claim(due + MINUTE_MS)).toHaveLength(1);
    });
  });
}
