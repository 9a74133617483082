// What the surroundings of a database do to us, on a real one: it becomes read-only, is set up in an unusual way, or holds
// a lock for somebody who has gone to sleep.

import { StoreUnavailableError } from '@diboas/orchestration';
import {
  createTestDatabase,
  runAsSuperuser,
  type TestDatabase,
  testServerUrl,
} from '@diboas/testkit/database';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreWorld } from '../../contract/fixtures.ts';
import { waitUntil } from '../../testing/sealed-database.ts';
import { createPostgresStore } from '../postgres-store.ts';
import { findUnwritable } from '../schema/writable.ts';
import { openPool } from './connection.ts';
import { listenForChanges } from './listen.ts';

let database: TestDatabase;
let name: string;
const opened: pg.Pool[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  name = new URL(database.url).pathname.slice(1);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pool) => pool.end()));
  await database.drop();
});

function open(max = 2): pg.Pool {
  const pool = openPool(database.appUrl, { max });
  opened.push(pool);
  return pool;
}

const set = (...statements: readonly string[]) => runAsSuperuser(testServerUrl(), statements);

describe('a server that has become read-only', () => {
  it('is not ready, is no fault of what was asked, and is left as soon as it says so', async () => {
    await set(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const pool = open(4);
    const before = await pids(pool, 4);
    expect(await findUnwritable(pool)).toBe('read_only');
    const world = new StoreWorld(createPostgresStore(pool), 1);
    await expect(world.customer()).rejects.toBeInstanceOf(StoreUnavailableError);
    await set(`ALTER DATABASE ${name} SET default_transaction_read_only = off`);
    await waitUntil(async () => (await findUnwritable(pool)) === null);
    await world.start(await world.customer());
    const after = await pids(pool, 4);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  });

  it('is left by connections that others use, and by the one for hints', async () => {
    await set(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const heard: string[] = [];
    const listener = await listenForChanges(database.appUrl, (ids) => heard.push(...ids), {
      // Long enough to have said LISTEN on a machine that is busy.
      lookEveryMs: 200,
    });
    const pool = open(1);
    const client = await pool.connect();
    await expect(client.query('DELETE FROM auth_sessions')).rejects.toMatchObject({ code: '25006' });
    client.release();
    await set(`ALTER DATABASE ${name} SET default_transaction_read_only = off`);
    await waitUntil(async () => {
      await pool.query('DELETE FROM auth_sessions').catch(() => {});
      await pool.query(`SELECT pg_notify('diboas_changes', 'somebody')`);
      return heard.includes('somebody');
    });
    await pool.query('DELETE FROM auth_sessions');
    await listener.close();
  });
});

async function pids(pool: pg.Pool, count: number): Promise<number[]> {
  const clients = await Promise.all(Array.from({ length: count }, () => pool.connect()));
  const answers = await Promise.all(clients.map((client) => client.query('SELECT pg_backend_pid() AS pid')));
  for (const client of clients) client.release();
  return answers.map(({ rows }) => rows[0].pid);
}

describe('a session of ours', () => {
  it('is what the engine counts on, whatever the server’s own settings are', async () => {
    await set(
      ...[
        ['datestyle', `'German'`],
        ['timezone', `'Pacific/Apia'`],
        ['default_transaction_isolation', `'serializable'`],
        ['search_path', `'pg_catalog'`],
        ['lock_timeout', '300'],
        ['statement_timeout', '15'],
        ['idle_in_transaction_session_timeout', '50'],
        ['bytea_output', `'escape'`],
        ['transform_null_equals', 'on'],
      ].map(([setting, value]) => `ALTER DATABASE ${name} SET ${setting} = ${value}`),
    );
    const pool = open();
    const world = new StoreWorld(createPostgresStore(pool), 2);
    await world.start(await world.customer());
    const shown = async (setting: string) => Object.values((await pool.query(`SHOW ${setting}`)).rows[0])[0];
    expect(await shown('datestyle')).toBe('ISO, YMD');
    expect(await shown('transaction_isolation')).toBe('read committed');
    expect(await shown('lock_timeout')).toBe('5s');
    expect(await shown('idle_in_transaction_session_timeout')).toBe('10s');
    expect(await shown('statement_timeout')).toBe('20s');
  });

  it.each([21_000, 60_000, 90_500, 3_600_000, 7_200_000, 86_400_000])(
    'may take a statement for %i ms',
    async (answerTimeoutMs) => {
      const pool = openPool(database.appUrl, { max: 1, answerTimeoutMs });
      opened.push(pool);
      await pool.query('SELECT 1');
    },
  );

  it('is refused when the address overrules what it was told', async () => {
    const pool = openPool(`${database.appUrl}?options=-c%20datestyle%3DGerman`, { max: 1 });
    opened.push(pool);
    await expect(pool.query('SELECT 1')).rejects.toThrow(/DateStyle is German/);
  });
});

describe('a session that hangs with a customer’s lock', () => {
  it('keeps others waiting for five seconds, and then nothing is said of what they asked', async () => {
    const pool = open();
    const world = new StoreWorld(createPostgresStore(pool), 3);
    const customer = await world.customer();
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM customers WHERE customer_id = $1 FOR UPDATE', [customer]);
    const began = performance.now();
    await expect(world.start(customer)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(performance.now() - began).toBeLessThan(8_000);
    await holder.end();
    await world.start(customer);
  });
});
