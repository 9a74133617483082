import { once } from 'node:events';
import pg from 'pg';

/** A pool that can be ended to the last connection. */
export interface TestPool {
  readonly pool: pg.Pool;
  /**
   * Ends it, and answers when the server has let go of every connection. The pool's own `end` answers before: a database
   * that is dropped by force then cuts what is still closing, which ends the process with an error that nobody waits for.
   */
  close(): Promise<void>;
}

export function openTestPool(connectionString: string): TestPool {
  // A pool connects when it is first asked.
  const pool = new pg.Pool({ connectionString, max: 2 });
  const open = new Set<pg.PoolClient>();
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  return {
    pool,
    async close() {
      await pool.end();
      while (open.size > 0) await once(pool, 'remove');
    },
  };
}
