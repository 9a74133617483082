import type pg from 'pg';
import { withDatabase } from '../postgres/connection.ts';

/**
 * Runs `work` in a database transaction of its own.
 * @param begin the statements that open it
 * @returns what `work` answered, after the commit
 */
export async function inTransaction<Value>(
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
