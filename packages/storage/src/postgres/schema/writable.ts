import type pg from 'pg';
import { latestVersion } from './migration-files.ts';

/** Why nothing can be written now; null when all is well. */
export type Unwritable = 'in_recovery' | 'read_only' | 'schema_too_old';

interface StateRow {
  readonly in_recovery: boolean;
  readonly read_only: string;
  readonly version: string | null;
}

/** Newer than ours is fine: in a rolling update one node migrates while the others go on. */
const VERSION_NEEDED = latestVersion();

/**
 * Asks for what work needs beside an answer: that the server is not a replica or held read-only, and that the schema
 * is there. One statement that reads no table but a row of eight.
 */
export async function findUnwritable(client: pg.Pool | pg.ClientBase): Promise<Unwritable | null> {
  const text = `SELECT pg_is_in_recovery() AS in_recovery, current_setting('transaction_read_only') AS read_only,
    (SELECT max(version) FROM schema_version) AS version`;
  const { rows } = await client.query<StateRow>(text);
  const [row] = rows;
  if (!row || row.in_recovery) return 'in_recovery';
  if (row.read_only === 'on') return 'read_only';
  return Number(row.version ?? 0) < VERSION_NEEDED ? 'schema_too_old' : null;
}
