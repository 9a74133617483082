import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool } from '../connection/connection.ts';
import { addJob } from './job-queue.ts';
import { runJobs } from './run-jobs.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function add(reportId: string): Promise<void> {
  const { text, values } = addJob('make_report', reportId, { reportId });
  await database.query(text, values);
}

/** Every connection of the application, at once. */
async function cutAll(): Promise<void> {
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'diboas'`,
  );
}

it('jobs are worked on though all connections are cut, while nothing is done and in the midst of one', async () => {
  const pool = openPool(database.appUrl, { max: 3, scans: true, onLost: () => {} });
  const done: string[] = [];
  let tries = 0;
  const running = await runJobs({
    pool,
    pollEveryMs: 50,
    onError: () => {},
    tasks: {
      make_statement: async () => {},
      async make_report({ reportId }) {
        tries += 1;
        if (tries === 1) await cutAll();
        done.push(reportId);
      },
    },
  });
  await cutAll();
  for (const reportId of ['first', 'second', 'third']) {
    await add(reportId);
    await expect.poll(() => done, { timeout: 20_000 }).toContain(reportId);
    await cutAll();
  }
  await running.stop();
  await pool.end();
});

it('one that fails is told of, kept with why, and tried again', async () => {
  const pool = openPool(database.appUrl, { max: 3, scans: true });
  await database.query('DELETE FROM graphile_worker._private_jobs');
  const told: unknown[] = [];
  const running = await runJobs({
    pool,
    pollEveryMs: 50,
    onError: (error) => told.push(error),
    tasks: {
      make_statement: async () => {},
      async make_report() {
        throw new Error('the disk is full');
      },
    },
  });
  await add('fourth');
  const rows = () => database.query('SELECT attempts, last_error FROM graphile_worker._private_jobs');
  await expect.poll(rows).toEqual([{ attempts: 1, last_error: expect.stringContaining('the disk is full') }]);
  await running.stop();
  expect(told).toMatchObject([{ message: 'the disk is full' }]);
  await pool.end();
});
