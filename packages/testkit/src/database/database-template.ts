import { randomUUID } from 'node:crypto';
import { migrate } from '@diboas/storage';
import pg from 'pg';
import { DATABASE_TEMPLATE } from './test-database.ts';

/**
 * Migrates one database for all tests of a run: each makes its own as a copy of it, which takes a fraction of the time.
 * Runs without a server have no use for it. It is dropped at the end, also from a server that is not ours.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const server = process.env.TEST_DATABASE_URL;
  // Another project of the same run may have made it.
  if (!server || process.env[DATABASE_TEMPLATE]) return undefined;
  const name = `template_${randomUUID().replaceAll('-', '')}`;
  await runOnce(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.href);
  // The workers are started after this, with this environment.
  process.env[DATABASE_TEMPLATE] = name;
  return () => runOnce(server, `DROP DATABASE ${name} WITH (FORCE)`);
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
