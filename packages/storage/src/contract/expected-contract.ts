import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { type Expected, NO_WRITES, scopeOf } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { StoreWorld } from './fixtures.ts';

/** What every store must know of whom money waits for. */
export function describeExpected(fresh: () => StoreWorld): void {
  const random = createSeededRandom(79);

  function waiting({ now }: StoreWorld, customerId: string, given: Partial<Expected> = {}): Expected {
    const transactionId = createId({ now, random, bucket: bucketOf(customerId) });
    return { transactionId, customerId, address: 'zoe@example.com', until: now + 1_000, ...given };
  }

  function write(
    { store }: StoreWorld,
    customerId: string,
    changed: Partial<Pick<typeof NO_WRITES, 'expected' | 'expectedNoMore'>>,
  ): Promise<null> {
    const scope = { ...scopeOf([], 0), customerIds: [customerId] };
    return store.commit(bucketOf(customerId), scope, () => ({
      writes: { ...NO_WRITES, ...changed },
      result: null,
    }));
  }

  describe('who is expected', () => {
    it('is found by their whole address in all buckets, what is over first coming first', async () => {
      const world = fresh();
      const address = `zoe-${random.uint32()}@example.com`;
      const [ana, ben] = [await world.customer(), await world.customer()];
      const later = waiting(world, ana, { address, until: world.now + 9_000 });
      const sooner = waiting(world, ben, { address });
      await write(world, ana, { expected: [later, waiting(world, ana, { address: `x${address}` })] });
      await write(world, ben, { expected: [sooner] });
      expect(await world.store.expectedAt(address)).toEqual([sooner.transactionId, later.transactionId]);
      expect(await world.store.expectedAt(address.toUpperCase())).toEqual([]);
    });

    it('is expected no more once the transaction does not wait', async () => {
      const world = fresh();
      const address = `zoe-${random.uint32()}@example.com`;
      const ana = await world.customer();
      const [first, second] = [waiting(world, ana, { address }), waiting(world, ana, { address })];
      await write(world, ana, { expected: [first, second] });
      await write(world, ana, { expectedNoMore: [first.transactionId] });
      expect(await world.store.expectedAt(address)).toEqual([second.transactionId]);
    });
  });
}
