import { bucketOf } from '@diboas/kernel';
import { expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** Whatever a store remembers of what it has read, nobody is ever shown what has been overtaken. */
export function describeReadingAgain(fresh: () => StoreWorld): void {
  it('reads a transaction as it is now, after a step and after its due time was moved without one', async () => {
    const world = fresh();
    const customer = await world.customer();
    const started = await world.start(customer);
    const other = await world.start(customer);
    const read = async () => {
      const one = await world.store.transaction(started.id);
      const page = await world.store.transactions(customer, { before: null, limit: 5 });
      expect(page.map(({ id }) => id).sort()).toEqual([started.id, other.id].sort());
      expect(page.find(({ id }) => id === started.id)).toEqual(one);
      return one;
    };
    const first = await read();
    expect(await read()).toEqual(first);

    const leasedUntil = world.now + 90_000;
    await world.store.claimDue(bucketOf(customer), { now: world.now + 60_000, leasedUntil, limit: 10 });
    const claimed = await read();
    expect(claimed).toMatchObject({ version: first?.version, due: { at: leasedUntil } });

    await world.send(started.bucket, [world.webhook(started, 'done', `done-${started.id}`)]);
    const done = await read();
    expect(done).toMatchObject({ status: 'COMPLETED', due: null });
    expect(done?.version).toBeGreaterThan(first?.version ?? 0);
  });
}
