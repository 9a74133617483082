import { type BatchScope, NO_WRITES, scopeOf, useOf } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of what a customer used of their limits. */
export function describeUses(fresh: () => StoreWorld): void {
  describe('what a customer used', () => {
    it('is everything they began since then, newest first, and what became of it', async () => {
      const world = fresh();
      const customer = await world.customer();
      const since = world.now - 1;
      const done = await world.start(customer);
      await world.send(done.bucket, [world.webhook(done, 'done', `done-${done.id}`)]);
      world.now += 1_000;
      const failed = await world.start(customer);
      await world.send(failed.bucket, [world.webhook(failed, 'failed', `failed-${failed.id}`)]);
      world.now += 1_000;
      const open = await world.start(customer);
      const uses = await world.store.uses(customer, since);
      expect(uses.map((use) => [use.transactionId, use.isOpen, use.units])).toEqual([
        [open.id, true, 100_00n],
        [failed.id, false, expect.anything()],
        [done.id, false, 100_00n],
      ]);
      const found = await Promise.all([open, failed, done].map(({ id }) => world.store.transaction(id)));
      expect(uses).toEqual(found.map((one) => one && useOf(one)));
      expect((await world.store.uses(customer, since + 1)).map((use) => use.transactionId)).toEqual([
        open.id,
        failed.id,
      ]);
    });

    it('is read under the lock for whoever begins something, and for nobody else', async () => {
      const world = fresh();
      const customer = await world.customer();
      const { id, bucket } = await world.start(customer);
      const usesIn = (scope: BatchScope) =>
        world.store.commit(bucket, scope, (found) => ({ writes: NO_WRITES, result: found.uses }));
      const beginning = scopeOf([world.initiation(await world.terms(customer))], world.now);
      expect((await usesIn(beginning)).map((use) => use.transactionId)).toEqual([id]);
      expect(await usesIn({ ...scopeOf([], world.now), transactionIds: [id] })).toEqual([]);
    });

    it('is unpaid until the provider has the money', async () => {
      const world = fresh();
      const customer = await world.customer();
      const started = await world.start(customer);
      expect((await world.store.balances(customer)).unpaid).toEqual(new Set([started.id]));
      await world.send(started.bucket, [world.webhook(started, 'working', `paid-${started.id}`)]);
      const { holds, unpaid } = await world.store.balances(customer);
      expect([holds.length, unpaid.size]).toEqual([1, 0]);
    });
  });
}
