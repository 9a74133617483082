import { assert, bucketOfId, type Id } from '@diboas/kernel';
import { NO_WRITES, scopeOf, type Transaction } from '@diboas/orchestration';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import type { Store } from '../../port/store.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresStore } from '../postgres-store.ts';

let database: TestDatabase;
let root: pg.Client;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  root = new pg.Client({ connectionString: database.url });
  await root.connect();
});

afterAll(async () => {
  for (const pool of pools) await pool.end();
  await root.end();
  await database.drop();
});

function openNode(): Store {
  const pool = openPool(database.url, { max: 3 });
  pools.push(pool);
  return createPostgresStore(pool);
}

/** Writes the transaction with another due time, as a step does. */
async function setDue(
  node: Store,
  transaction: Transaction,
  { dueAt, now = transaction.updatedAt }: { dueAt: number | null; now?: number },
): Promise<Transaction> {
  const bucket = bucketOfId(transaction.id);
  const scope = { ...scopeOf([], 0), transactionIds: [transaction.id] };
  return node.commit(bucket, scope, (loaded) => {
    const before = loaded.transactions.get(transaction.id);
    assert(before, 'it is there');
    const seq = (loaded.seqs.get(before.customerId) ?? 0) + 1;
    const due = dueAt === null ? null : ({ at: dueAt, reason: 'lookup' } as const);
    const after: Transaction = { ...before, due, seq, updatedAt: now, version: before.version + 1 };
    const events = [{ type: 'due_set', due } as const];
    const { customerId, id: transactionId } = before;
    const writes = {
      ...NO_WRITES,
      transactions: [{ transaction: after, holds: loaded.holds, isNew: false }],
      journal: [{ customerId, seq, transactionId, at: now, cause: 'test', events }],
      seqs: new Map([[customerId, seq]]),
    };
    return { writes, result: after };
  });
}

async function alarmsOf(id: Id): Promise<number[]> {
  const { rows } = await root.query<{ rings_at: Date }>(
    'SELECT rings_at FROM alarms WHERE transaction_id = $1 ORDER BY rings_at',
    [id],
  );
  return rows.map((row) => row.rings_at.getTime());
}

/** Sessions that wait for a lock. */
async function countWaiting(): Promise<number> {
  const text = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  return (await root.query(text)).rowCount ?? 0;
}

const LEASE_MS = 30_000;

async function begin(node: Store, seed: number): Promise<{ first: Transaction; world: StoreWorld }> {
  const world = new StoreWorld(node, seed);
  const started = await world.start(await world.customer());
  const first = await node.transaction(started.id);
  assert(first?.due, 'a transaction that was sent is due');
  return { first, world };
}

/** Whether this transaction is among those that are claimed at a moment. */
async function isClaimed(node: Store, { id }: Transaction, now: number): Promise<boolean> {
  const claim = { now, leasedUntil: now + LEASE_MS, limit: 50 };
  const claims = await node.claimDue(bucketOfId(id), claim);
  return claims.some((one) => one.transactionId === id);
}

describe('an alarm', () => {
  it('may be moved by another node while a batch writes, which then writes all the same', async () => {
    const node = openNode();
    const { first } = await begin(node, 77);
    // As a claim does, which has the row and not the customer.
    await root.query('BEGIN');
    await root.query("UPDATE transactions SET due_at = due_at + interval '1 s' WHERE transaction_id = $1", [
      first.id,
    ]);
    const written = setDue(node, first, { dueAt: null });
    await expect.poll(countWaiting).toBe(1);
    await root.query('COMMIT');
    const after = await written;
    expect(await node.transaction(first.id)).toMatchObject({ version: after.version, due: null });
  });

  it('is left alone by a step that puts off what is due, and set again when it rings', async () => {
    const node = openNode();
    const { first } = await begin(node, 11);
    const [rings] = await alarmsOf(first.id);
    assert(rings !== undefined, 'a first step sets one');
    await setDue(node, first, { dueAt: rings + 5_000 });
    expect(await alarmsOf(first.id)).toEqual([rings]);
    expect(await isClaimed(node, first, rings)).toBe(false);
    expect(await alarmsOf(first.id)).toEqual([rings + 5_000]);
    expect(await isClaimed(node, first, rings + 5_000)).toBe(true);
  });

  it('is joined by an earlier one when something is due before it rings', async () => {
    const node = openNode();
    const { first } = await begin(node, 12);
    const [rings = 0] = await alarmsOf(first.id);
    await setDue(node, first, { dueAt: rings - 5_000 });
    expect(await alarmsOf(first.id)).toEqual([rings - 5_000, rings]);
    expect(await isClaimed(node, first, rings - 5_000)).toBe(true);
    // The older one rings within the lease, and changes nothing of it.
    expect(await isClaimed(node, first, rings)).toBe(false);
    expect(await isClaimed(node, first, rings - 5_000 + LEASE_MS)).toBe(true);
  });

  it('of a transaction that ended rings once, for nothing, and takes no place of a claim', async () => {
    const node = openNode();
    const { first, world } = await begin(node, 13);
    const [rings = 0] = await alarmsOf(first.id);
    const second = await world.start(first.customerId);
    await setDue(node, first, { dueAt: null });
    expect(await alarmsOf(first.id)).toEqual([rings]);
    const claim = { now: rings, leasedUntil: rings + LEASE_MS, limit: 1 };
    expect(await node.claimDue(bucketOfId(first.id), claim)).toEqual([
      { transactionId: second.id, leasedUntil: rings + LEASE_MS },
    ]);
    expect(await alarmsOf(first.id)).toEqual([]);
    await setDue(node, first, { dueAt: rings + 70_000 });
    expect(await alarmsOf(first.id)).toEqual([rings + 70_000]);
  });

  it('that another node has taken is not relied upon [alarm.taken]', async () => {
    const [here, there] = [openNode(), openNode()];
    const { first } = await begin(here, 14);
    const [rings = 0] = await alarmsOf(first.id);
    await setDue(here, first, { dueAt: rings + 3_600_000 });
    expect(await isClaimed(there, first, rings)).toBe(false);
    await setDue(here, first, { dueAt: rings + 60_000, now: rings });
    expect(await isClaimed(there, first, rings + 60_000)).toBe(true);
  });

  it('is not taken under a batch that stalls between its decision and its writing', async () => {
    const [here, there] = [openNode(), openNode()];
    const { first } = await begin(here, 15);
    const [rings = 0] = await alarmsOf(first.id);
    await setDue(here, first, { dueAt: rings + 3_600_000 });
    // Lets statements lock rows, and none change them.
    await root.query('BEGIN');
    await root.query('LOCK TABLE transactions IN SHARE MODE');
    const stalled = setDue(here, first, { dueAt: rings + 60_000, now: rings - 40_000 });
    await expect.poll(countWaiting).toBe(1);
    let hasAnswered = false;
    const claimed = isClaimed(there, first, rings).finally(() => {
      hasAnswered = true;
    });
    // It answers at once. One that took the alarm would wait behind the batch, and put it off to what was due before.
    await expect.poll(async () => hasAnswered || (await countWaiting()) === 2).toBe(true);
    await root.query('COMMIT');
    expect(await claimed).toBe(false);
    await stalled;
    expect(await isClaimed(there, first, rings + 60_000)).toBe(true);
  });

  it('is there for whatever is due, so each is claimed when its time has come and no sooner', async () => {
    const nodes = [openNode(), openNode()] as const;
    const node = fc.constantFrom(...nodes);
    const step = fc.oneof(
      fc.record({ kind: fc.constant('due' as const), node, inMs: fc.option(fc.nat({ max: 90_000 })) }),
      fc.record({ kind: fc.constant('wait' as const), node, ms: fc.nat({ max: 60_000 }) }),
    );
    let seed = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        seed += 1;
        const { first, world } = await begin(nodes[0], seed);
        let due = first.due?.at ?? null;
        let now = world.now;
        for (const one of steps) {
          if (one.kind === 'due') {
            due = one.inMs === null ? null : now + one.inMs;
            await setDue(one.node, first, { dueAt: due, now });
          } else {
            now += one.ms;
            const isDue = due !== null && due <= now;
            expect(await isClaimed(one.node, first, now)).toBe(isDue);
            if (isDue) due = now + LEASE_MS;
          }
          if (due !== null) expect(Math.min(...(await alarmsOf(first.id)))).toBeLessThanOrEqual(due);
        }
      }),
      { numRuns: 60 },
    );
  });
});
