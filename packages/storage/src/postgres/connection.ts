import { StoreUnavailableError } from '@diboas/orchestration';
import pg from 'pg';

/** The role that the application works as: it cannot change the past (migration 0001, at its end). */
export const APP_ROLE = 'diboas_app';

/** Longer than any statement of ours takes, and shorter than people wait for an answer. */
const ANSWER_TIMEOUT_MS = 20_000;

export interface PoolOptions {
  /** The most connections a node opens. */
  readonly max: number;
  /** A statement that is not answered within this ends its connection. Default: 20 seconds. */
  readonly answerTimeoutMs?: number;
  /** Told when an idle connection is lost; the pool opens another by itself. */
  readonly onLost?: (error: Error) => void;
}

/**
 * Connections that work as the application's role. Queries on one connection are pipelined: they are sent without
 * waiting for the answers before them, and still run one after the other.
 */
export function openPool(databaseUrl: string, options: PoolOptions): pg.Pool {
  const config: pg.PoolConfig & { pipeline: boolean } = {
    connectionString: databaseUrl,
    max: options.max,
    options: `-c role=${APP_ROLE} -c timezone=UTC`,
    application_name: 'diboas',
    connectionTimeoutMillis: 10_000,
    // A database that is held still keeps its connections open and answers nothing. Without a limit, as many batches
    // as a node may have under way would wait for ever, and the node with them.
    query_timeout: options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
    keepAlive: true,
    pipeline: true,
  };
  const pool = new pg.Pool(config);
  pool.on('error', (error) => options.onLost?.(error));
  // A connection that is cut while it is in use says so by an event too, which would end the process if nobody
  // listened; whoever uses it gets the error from the query.
  pool.on('connect', (client) => client.on('error', (error) => options.onLost?.(error)));
  return pool;
}

/**
 * Whether the database was lost or refused for a reason that has nothing to do with what was asked: classes 08
 * (connection), 40 (rolled back for the sake of others), 53 (resources), 57 (operator), or no SQLSTATE at all.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^[0-9A-Z]{5}$/.test(code)) return /^(08|40|53|57)/.test(code);
  return !(error.name === 'BugError' || error instanceof TypeError || error instanceof RangeError);
}

/** Runs a database call and turns the loss of the database into `StoreUnavailableError`. */
export async function withDatabase<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw isUnavailable(error) ? new StoreUnavailableError(error) : error;
  }
}
