import { migrate } from '@diboas/storage';
import pg from 'pg';

/** A database of its own for each contender, on one server with one set of settings. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  await runSql(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Our tables, as `npm start` has them. Written to as the superuser, which costs nothing more. */
export async function createOurTables(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  await runSql(databaseUrl, fillXact('public'));
}

/**
 * The ledger tables alone, for engines that keep transactions in their own way: copies of ours with the same columns,
 * checks and indexes, in the schema `ledger`. Their foreign keys to our other tables are left out.
 */
export async function createLedgerTables(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  const copies = ['accounts', 'transfers'].map(
    (table) => `CREATE TABLE ledger.${table} (LIKE public.${table} INCLUDING ALL);`,
  );
  await runSql(databaseUrl, `CREATE SCHEMA ledger; ${copies.join(' ')} ${fillXact('ledger')}`);
}

/** Plans that were made while the tables were empty are made again with this. */
export async function analyzeAll(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate',
  );
  await client.end();
  for (const { datname } of rows) {
    const url = new URL(serverUrl);
    url.pathname = `/${datname}`;
    await runSql(url.href, 'ANALYZE');
  }
}

export interface PoolSize {
  readonly max: number;
  /** Where tables are found; by default among ours. */
  readonly schema?: string;
}

/** Connections as node-postgres has them by default: a statement leaves when the one before it was answered. */
export function openPlainPool(databaseUrl: string, { max, schema = 'public' }: PoolSize): pg.Pool {
  return guarded({ connectionString: databaseUrl, max, options: `-c search_path=${schema} -c timezone=UTC` });
}

/** Connections whose statements leave in one flight when they are not awaited one by one. */
export function openPipelinedPool(databaseUrl: string, { max, schema = 'public' }: PoolSize): pg.Pool {
  const options = `-c search_path=${schema} -c timezone=UTC`;
  return guarded({ connectionString: databaseUrl, max, options, pipeline: true });
}

/** The server may end before the last idle connection has said goodbye. */
function guarded(config: pg.PoolConfig & { pipeline?: boolean }): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => {});
  return pool;
}

export async function runSql(databaseUrl: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/**
 * Our own statements fill `xact` themselves (the audit seals rows by it). Here the database does, so that the peers'
 * statements need not know of it; it costs the same.
 */
function fillXact(schema: string): string {
  return `DO $$
    DECLARE one text;
    BEGIN
      FOR one IN SELECT table_name FROM information_schema.columns
        WHERE table_schema = '${schema}' AND column_name = 'xact'
      LOOP
        EXECUTE format('ALTER TABLE ${schema}.%I ALTER COLUMN xact SET DEFAULT pg_current_xact_id()', one);
      END LOOP;
    END $$;`;
}
