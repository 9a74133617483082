import pg from 'pg';
import { expect, it } from 'vitest';
import { testServerUrl } from './test-database.ts';
import { openTestPool } from './test-pool.ts';

it('a pool that is closed has no connection left on the server', async () => {
  const { pool, close } = openTestPool(testServerUrl());
  const pid = async () => {
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid, pg_sleep(0.01)');
    return rows[0]?.pid;
  };
  const pids = await Promise.all([pid(), pid()]);
  expect(new Set(pids).size).toBe(2);
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  await close();
  const { rows } = await client.query('SELECT pid FROM pg_stat_activity WHERE pid = ANY ($1)', [pids]);
  expect(rows).toEqual([]);
  await client.end();
});
