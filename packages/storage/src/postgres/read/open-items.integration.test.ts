import { bucketOf } from '@diboas/kernel';
import { NO_WRITES, type OperatorItem, scopeOf, type Writes } from '@diboas/orchestration';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import { openPool } from '../connection/connection.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { readOpenItems } from './open-items.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('an item is open until somebody closes it, which is done once and says who did', async () => {
  const store = createPostgresStore(pool);
  const world = new StoreWorld(store, 41);
  const customerId = await world.customer();
  const { id: transactionId, bucket } = await world.start(customerId);
  const asked = (deadline: number): OperatorItem => ({
    ...{ id: world.id(bucket), transactionId, customerId, cause: 'overdue', detail: 'It is late.' },
    ...{ openedAt: world.now, deadline },
  });
  const [late, soon] = [asked(world.now + 9_000), asked(world.now + 3_000)];
  const write = (writes: Partial<Writes>) =>
    store.commit(bucketOf(customerId), scopeOf([], 0), () => ({
      writes: { ...NO_WRITES, ...writes },
      result: null,
    }));
  await write({ items: [late, soon] });
  expect(await readOpenItems(pool, 10)).toEqual([soon, late]);
  const closings = [{ itemId: soon.id, by: 'ana', at: world.now + 1_000 }];
  await write({ closings });
  expect(await readOpenItems(pool, 10)).toEqual([late]);
  await expect(write({ closings })).rejects.toMatchObject({ code: '23505' });
  expect(await database.query('SELECT item_id, closed_by, closed_at FROM item_closings')).toEqual([
    { item_id: soon.id, closed_by: 'ana', closed_at: new Date(world.now + 1_000) },
  ]);
});
