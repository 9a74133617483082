import { randomUUID } from 'node:crypto';
import { createAppLogin } from '@diboas/storage';
import pg from 'pg';

/** A database of a test file's own, on the server that `TEST_DATABASE_URL` names. */
export interface ScenarioDatabase {
  /** With the administrator's login, which owns the tables. */
  readonly url: string;
  /** With the application's login. */
  readonly appUrl: string;
  /** As the superuser, to look at what no port shows. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  drop(): Promise<void>;
}

export async function createDatabase(): Promise<ScenarioDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests through `npm test`');
  const name = `scenario_${randomUUID().replaceAll('-', '')}`;
  await runOnce(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const appUrl = await createAppLogin(url.href);
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  return {
    url: url.href,
    appUrl,
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(text, [...values])).rows;
    },
    async drop() {
      await pool.end();
      await runOnce(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** An open hold, and who says so: its transaction's own row, or the transfers. */
export interface OpenHold {
  readonly transaction_id: string;
  readonly hold_id: string;
  readonly amount: string;
  readonly source: 'transaction' | 'transfers';
}

/** Every open hold from both places that have it: one that only one of them has is here once. */
export function openHolds({ query }: ScenarioDatabase): Promise<readonly OpenHold[]> {
  return query<OpenHold & pg.QueryResultRow>(`
    SELECT transaction_id, hold ->> 0 AS hold_id, hold ->> 5 AS amount, 'transaction' AS source
    FROM transactions CROSS JOIN LATERAL json_array_elements(state::json -> 'holds') AS hold
    UNION ALL
    SELECT transaction_id, hold_id::text, amount::text, 'transfers' FROM open_holds`);
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
