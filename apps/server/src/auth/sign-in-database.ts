import { StoreUnavailableError } from '@diboas/orchestration';
import { isUnavailable } from '@diboas/storage';
import type pg from 'pg';

/** A column as milliseconds: whatever the connection's DateStyle is, no date is ever read as text. */
export const msOf = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;
/** A parameter of milliseconds as a time. */
export const instantOf = (parameter: string) => `to_timestamp(${parameter}::double precision / 1000)`;

/** Keeps these locks apart from any other advisory locks of the database. */
const LOCKS_OF_SIGN_IN = 0x51_6e;

/**
 * One at a time for each mailbox, until the end of the transaction. Whatever makes, uses or voids the links of an address
 * goes through it, so two links that are followed at the same moment come one after the other, and so does a sign-out.
 */
export async function lockMailbox(client: pg.PoolClient, mailbox: Buffer): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCKS_OF_SIGN_IN, mailbox.readInt32BE()]);
}

/** All of it or nothing. */
export async function inSignInTransaction<Value>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    client.release();
    return value;
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

/** A connection goes back clean, or is closed when that cannot be made sure. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

/** Runs a database call of sign-in and turns the loss of the database into `StoreUnavailableError`. */
export async function withSignInDatabase<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    throw isUnavailable(error) ? new StoreUnavailableError(error) : error;
  }
}
