import { getRandomValues } from 'node:crypto';
import { createId, createPooledRandom } from '@diboas/kernel';
import { createPostgresStore, openPool } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { createWorldOn } from '../testing/small-world.ts';
import { compareBooks, startHousekeeping } from './housekeeping.ts';

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.appUrl, { max: 4 });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

function createScene() {
  const lines: { level: number }[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const store = createPostgresStore(pool);
  const world = createWorldOn(store, { seed: 3 });
  const random = createPooledRandom(getRandomValues);
  const options = {
    ...{ pool, logger, clock: world.clock, audit: store, metrics: createMetrics(), payloadDays: 1 },
    sweepSignIn: async () => {},
    lookAfterExpected: async () => {},
    lookAtFloats: async () => {},
    queueReportsAgain: async () => 0,
    paceFactor: 1,
    createId: () => createId({ now: world.clock.now(), random, bucket: 0 }),
  };
  const acts = () =>
    database.query<{ act: string }>(`SELECT act, detail FROM audit WHERE subject = 'books' ORDER BY at`);
  return { world, options, lines, acts };
}

it('the books are compared, and a difference is said aloud, put on record and measured', async () => {
  const { world, options, lines, acts } = createScene();
  const customerId = createId({
    now: world.clock.at,
    random: createPooledRandom(getRandomValues),
    bucket: 0,
  });
  await world.confirm(customerId);
  await compareBooks(options);
  expect(lines.at(-1)).toMatchObject({ level: 30, report: { accounts: 1, transfers: 1 } });
  world.clock.at += 1;
  await pool.query('UPDATE accounts SET credits_posted = credits_posted + 1000000');
  await compareBooks(options);
  expect(lines.at(-1)).toMatchObject({ level: 60, report: { difference: { what: 'account_differs' } } });
  expect(await acts()).toMatchObject([
    { act: 'books_compared', detail: { accounts: 1 } },
    { act: 'books_differ', detail: { what: 'account_differs', owner: customerId } },
  ]);
  expect(await options.metrics.registry.metrics()).toContain('diboas_books_ok 0');
});

it('stops at once while nothing is under way', async () => {
  await startHousekeeping(createScene().options).stop();
});
