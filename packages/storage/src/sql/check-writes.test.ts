import { bucketOf } from '@diboas/kernel';
import type { Writes } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { StoreWorld } from '../contract/fixtures.ts';
import { createMemoryStore } from '../memory/memory-store.ts';
import type { Store } from '../port/store.ts';
import { breachesOfWrites } from './check-writes.ts';

/** A store that shows what is written to it. */
function watch(store: Store, onWrites: (writes: Writes) => void): Store {
  return {
    ...store,
    commit: (bucket, scope, decide) =>
      store.commit(bucket, scope, (loaded) => {
        const decided = decide(loaded);
        onWrites(decided.writes);
        return decided;
      }),
  };
}

async function writtenInALife(): Promise<readonly Writes[]> {
  const written: Writes[] = [];
  const world = new StoreWorld(
    watch(createMemoryStore(), (writes) => written.push(writes)),
    31,
  );
  const started = await world.start(await world.customer());
  await world.send(started.bucket, [world.webhook(started, 'done', 'evt_1')]);
  return written;
}

const bucket = bucketOf('01a22047-df8c-7058-bc59-76b8bf8ae364');

describe('a batch is held to what its tables refuse', () => {
  it('and what the engine decides is held', async () => {
    const written = await writtenInALife();
    expect(written.length).toBeGreaterThan(1);
    expect(written.flatMap((writes) => breachesOfWrites(bucket, writes))).toEqual([]);
  });

  it.each<[string, string, (writes: Writes) => Writes]>([
    [
      'a transaction that goes back in time',
      'a CHECK of transactions refuses updated_at',
      (writes) => ({
        ...writes,
        transactions: writes.transactions.map((row) => ({
          ...row,
          transaction: { ...row.transaction, updatedAt: row.transaction.createdAt - 200 },
        })),
      }),
    ],
    [
      'an account of nobody’s kind',
      'a CHECK of accounts refuses kind = DEFI:A',
      (writes) => ({
        ...writes,
        accounts: writes.accounts.map((row) => ({ ...row, key: { ...row.key, kind: 'DEFI:A' } })),
      }),
    ],
    [
      'a transfer of nothing',
      'a CHECK of transfers refuses amount = 0',
      (writes) => ({
        ...writes,
        transfers: writes.transfers.map((row) => ({ ...row, transfer: { ...row.transfer, amount: 0n } })),
      }),
    ],
    [
      'what ends a hold that it does not name',
      'a CHECK of transfers refuses hold_id = null',
      (writes) => ({
        ...writes,
        transfers: writes.transfers.map((row) => ({ ...row, transfer: { ...row.transfer, kind: 'post' } })),
      }),
    ],
    [
      'a quote that ends before it begins',
      'a CHECK of quotes refuses expires_at',
      (writes) => ({
        ...writes,
        transactions: writes.transactions.map((row) => ({
          ...row,
          transaction: { ...row.transaction, terms: { ...row.transaction.terms, expiresAt: 0 } },
        })),
      }),
    ],
  ])('%s', async (_what, breach, change) => {
    const written = (await writtenInALife()).map(change);
    const breaches = written.flatMap((writes) => breachesOfWrites(bucket, writes));
    expect(breaches).toContainEqual(expect.stringContaining(breach));
  });
});
