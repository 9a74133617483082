import { recordCalls, unknownHealth } from '@diboas/orchestration';
import { createTestDatabase, runAsSuperuser, type TestDatabase } from '@diboas/testkit/database';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool } from '../connection/connection.ts';
import { createPostgresHealth } from './health.ts';

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

function turn(isOff: boolean, at: string): string {
  return `INSERT INTO provider_switches (bucket, switch_id, provider, is_off, reason, switched_by, switched_at, xact)
    VALUES (0, gen_random_uuid(), 'northpay', ${isOff}, 'maintenance', 'ana', '${at}', pg_current_xact_id())`;
}

it('a provider is off and on again as a person says, and no node can say otherwise', async () => {
  const store = createPostgresHealth(pool);
  const killed = { reason: 'maintenance', by: 'ana', at: Date.UTC(2026, 10, 28) };
  await runAsSuperuser(database.url, [turn(true, '2026-11-28T00:00:00Z')]);
  expect(await store.healths()).toMatchObject([{ provider: 'northpay', killed, good: 0 }]);
  const call = { quality: 'good', ms: 10, at: 1 } as const;
  await store.updateHealth('northpay', (before) =>
    recordCalls(before ?? unknownHealth('northpay', 0), [call]),
  );
  expect(await store.healths()).toMatchObject([{ killed, good: 1 }]);
  // Whatever a node writes there, it is the switches that say it.
  await store.updateHealth('northpay', (before) => ({
    ...(before ?? unknownHealth('northpay', 0)),
    killed: null,
  }));
  expect(await store.healths()).toMatchObject([{ killed, good: 1 }]);
  await expect(pool.query(turn(false, '2026-11-28T00:01:00Z'))).rejects.toMatchObject({ code: '42501' });
  await runAsSuperuser(database.url, [turn(false, '2026-11-28T00:02:00Z')]);
  expect(await store.healths()).toMatchObject([{ killed: null, good: 1 }]);
});
