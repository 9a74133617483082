import { assert } from '@diboas/kernel';
import { NO_WRITES, StoreUnavailableError, scopeOf } from '@diboas/orchestration';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import type { Store } from '../../port/store.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { createCustomerCache } from './customer-cache.ts';

let database: TestDatabase;
let pools: pg.Pool[];

beforeEach(async () => {
  database = await createTestDatabase();
  pools = [];
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** A node of its own: its own connections, and its own memory of customers. */
function openNode(answerTimeoutMs = 20_000): Store {
  const pool = openPool(database.url, { max: 2, answerTimeoutMs });
  pools.push(pool);
  return createPostgresStore(pool);
}

describe('what a node remembers of customers', () => {
  it('is read again after another node was there [memory.stale]', async () => {
    const [first, second] = [openNode(), openNode()];
    const here = new StoreWorld(first, 1);
    const started = await here.start(await here.customer());
    const there = new StoreWorld(second, 2);
    there.now = here.now + 1_000;
    await there.send(started.bucket, [there.webhook(started, 'working', 'evt-1')]);
    await here.send(started.bucket, [here.webhook(started, 'done', 'evt-2')]);
    // The second node still remembers a transaction that was going on.
    const late = await there.send(started.bucket, [there.webhook(started, 'done', 'evt-3')]);
    expect(late).toMatchObject([{ kind: 'ignored' }]);
    const transaction = await second.transaction(started.id);
    expect(transaction).toMatchObject({ status: 'COMPLETED', version: 3, seq: 3 });
    const { accounts, holds } = await second.balances(started.terms.customerId);
    expect(holds).toEqual([]);
    expect(accounts).toMatchObject([
      { balance: { creditsPosted: started.terms.receive.money.units, creditsPending: 0n } },
    ]);
  });

  it('saves reading, and nothing else: the next input finds the same', async () => {
    const node = openNode();
    const world = new StoreWorld(node, 3);
    const started = await world.start(await world.customer());
    const scope = { ...scopeOf([], 0), transactionIds: [started.id] };
    const look = (store: Store) => {
      return store.commit(started.bucket, scope, (loaded) => ({ writes: NO_WRITES, result: loaded }));
    };
    expect(await look(node)).toEqual(await look(openNode()));
  });

  it('is forgotten when a due transaction is claimed, which moves its time beside the sequence', async () => {
    const node = openNode();
    const world = new StoreWorld(node, 4);
    const started = await world.start(await world.customer());
    const due = (await node.transaction(started.id))?.due?.at ?? 0;
    const leasedUntil = due + 30_000;
    expect(await node.claimDue(started.bucket, { now: due, leasedUntil, limit: 9 })).toHaveLength(1);
    world.now = due;
    const [reply] = await world.send(started.bucket, [
      { type: 'due', transactionId: started.id, leasedUntil },
    ]);
    expect(reply).toMatchObject({ kind: 'applied' });
  });

  it('is not put back by a batch that was under way when it was forgotten', async () => {
    const node = openNode();
    const world = new StoreWorld(node, 7);
    const started = await world.start(await world.customer());
    const transaction = await node.transaction(started.id);
    assert(transaction, 'it was started');
    const customerId = transaction.customerId;
    const known = { seq: 1, accounts: [], transactions: [{ transaction, holds: [], ringsAt: null }] };
    const cache = createCustomerCache(10);
    const before = cache.epoch();
    cache.forget(started.id);
    cache.keep(new Map([[customerId, known]]), before);
    expect(cache.known(customerId)).toBeUndefined();
    cache.keep(new Map([[customerId, known]]), cache.epoch());
    expect(cache.known(customerId)).toBe(known);
  });

  it('may be forgotten while a batch waits for its lock, which then reads all that it needs', async () => {
    const [first, second] = [openNode(), openNode()];
    const here = new StoreWorld(first, 8);
    const started = await here.start(await here.customer());
    const there = new StoreWorld(second, 9);
    there.now = here.now + 1_000;
    await there.send(started.bucket, [there.webhook(started, 'working', 'evt-1')]);
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM customers WHERE bucket = $1 FOR UPDATE', [started.bucket]);
    // What this node remembers is out of date, and while it waits to find that out a connection of its own is new.
    const sent = here.send(started.bucket, [here.webhook(started, 'done', 'evt-2')]);
    const waiting =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await holder.query(waiting)).rowCount).toBe(1);
    const another = await pools[0]?.connect();
    another?.release();
    await holder.query('ROLLBACK');
    await holder.end();
    expect(await sent).toMatchObject([{ kind: 'applied' }]);
  });

  it('is forgotten when connections are lost, which is how a database goes back in time [database.behind]', async () => {
    const node = openNode();
    const world = new StoreWorld(node, 5);
    const started = await world.start(await world.customer());
    const root = new pg.Client({ connectionString: database.url });
    await root.connect();
    // A stand-by took over that had another history up to the same number.
    await root.query(
      `UPDATE accounts SET credits_pending = credits_pending + 7 WHERE bucket = $1 AND owner_id = $2`,
      [started.bucket, started.terms.customerId],
    );
    await root.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
         AND pid <> pg_backend_pid()`,
    );
    await root.end();
    const scope = { ...scopeOf([], 0), transactionIds: [started.id] };
    const look = () =>
      node.commit(started.bucket, scope, (loaded) => ({ writes: NO_WRITES, result: loaded.accounts }));
    // Each connection that was lost is found out by one call; how many of them wait in the pool, nobody promises.
    let accounts: Awaited<ReturnType<typeof look>> | null = null;
    for (let tries = 0; accounts === null && tries < 5; tries += 1)
      accounts = await look().catch((error: unknown) => {
        if (error instanceof StoreUnavailableError) return null;
        throw error;
      });
    expect(accounts).toMatchObject([{ balance: { creditsPending: started.terms.receive.money.units + 7n } }]);
  });
});

describe('a database that is held still', () => {
  it('costs a batch its time and its connection, and not the node [database.still]', async () => {
    const node = openNode(300);
    const world = new StoreWorld(node, 6);
    const started = await world.start(await world.customer());
    const holder = openPool(database.url, { max: 1 });
    pools.push(holder);
    const client = await holder.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM customers WHERE bucket = $1 FOR UPDATE', [started.bucket]);
    const webhook = world.webhook(started, 'done', 'evt-held');
    await expect(world.send(started.bucket, [webhook])).rejects.toMatchObject({ code: 'store_unavailable' });
    await client.query('ROLLBACK');
    client.release();
    expect(await world.send(started.bucket, [webhook])).toMatchObject([{ kind: 'applied' }]);
  });
});
