import { bucketOf } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must do with what is due. */
export function describeDue(fresh: () => StoreWorld): void {
  describe('due work', () => {
    it('is claimed once, and again when the lease ends', async () => {
      const world = fresh();
      const started = [];
      const customer = await world.customer();
      for (let index = 0; index < 12; index += 1) started.push(await world.start(customer));
      const bucket = bucketOf(customer);
      const mine = new Set(started.map((one) => one.id));
      const later = world.now + 60_000;
      expect(await world.store.dueBuckets(later)).toContain(bucket);
      const leasedUntil = later + 30_000;
      const claim = () => world.store.claimDue(bucket, { now: later, leasedUntil, limit: 1_000 });
      const claims = (await Promise.all([claim(), claim(), claim()])).flat();
      // What two reach for at the same moment may be left by both to the next round.
      claims.push(...(await claim()));
      const ids = claims.map((one) => one.transactionId).filter((id) => mine.has(id));
      expect(ids).toHaveLength(12);
      expect(new Set(ids).size).toBe(12);
      expect(await claim()).toEqual([]);
      const after = { now: leasedUntil, leasedUntil: leasedUntil + 30_000, limit: 1_000 };
      const retaken = (await world.store.claimDue(bucket, after)).filter((one) =>
        mine.has(one.transactionId),
      );
      expect(retaken).toHaveLength(12);
    });

    it('respects the limit, oldest first, and a stale claim changes nothing [lease.ended]', async () => {
      const world = fresh();
      const customer = await world.customer();
      const first = await world.start(customer);
      world.now += 1_000;
      await world.start(customer);
      const now = world.now + 60_000;
      const [claim] = await world.store.claimDue(bucketOf(customer), { now, leasedUntil: now + 1, limit: 1 });
      expect(claim).toEqual({ transactionId: first.id, leasedUntil: now + 1 });
      const stale = { type: 'due', transactionId: first.id, leasedUntil: now } as const;
      const current = { type: 'due', transactionId: first.id, leasedUntil: now + 1 } as const;
      const replies = await world.send(first.bucket, [stale, current]);
      expect(replies.map((reply) => reply.kind)).toEqual(['ignored', 'applied']);
      expect(await world.store.transaction(first.id)).toMatchObject({ activity: 'CONFIRMING_OUTCOME' });
    });
  });
}
