import { HOUR_MS } from '@diboas/kernel';
import type pg from 'pg';
import { withDatabase } from '../postgres/connection/connection.ts';

/**
 * How long one statement may take that reads whole tables: only one that hangs is given up, though the pool it runs in
 * gives up the others much sooner. As `query_timeout` of each, beside a `statement_timeout` of the transaction that is 0.
 */
export const LONG_READ_MS = HOUR_MS;

/**
 * Runs `work` in a database transaction of its own.
 * @param begin the statements that open it
 * @returns what `work` answered, after the commit
 */
export async function inLongTransaction<Value>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  return withDatabase(async () => {
    const client = await pool.connect();
    try {
      await client.query(begin);
      const value = await work(client);
      await client.query('COMMIT');
      client.release();
      return value;
    } catch (error) {
      // A connection with a transaction half-way through is not given to anybody else.
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  });
}
