import { assert } from '@diboas/kernel';
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

/** Runs one statement of a flight and gives its rows. */
export type Run = <Row extends pg.QueryResultRow>(query: pg.QueryConfig) => Promise<Row[]>;

/**
 * A database transaction in as few round trips as there are flights: what `begin` asks leaves together with the BEGIN,
 * and what `commit` writes together with the COMMIT.
 */
export interface DatabaseTransaction {
  /** Begins, and asks. All that is asked at once leaves in one packet; more may follow, each in a flight of its own. */
  begin<Value>(ask: (run: Run) => Promise<Value>): Promise<Value>;
  /** Writes and commits. When one statement fails nothing is written, and the first error is thrown. */
  commit(queries: readonly pg.QueryConfig[]): Promise<void>;
}

/** Gives a transaction to `work` and its connection back, clean: what was begun and not committed is rolled back. */
export async function inTransaction<Value>(
  pool: pg.Pool,
  work: (transaction: DatabaseTransaction) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  let open = false;
  try {
    const value = await work({
      async begin(ask) {
        open = true;
        const run: Run = async (query) => (await client.query(query)).rows;
        const [, answer] = await inOneFlight(client, () => Promise.all([client.query('BEGIN'), ask(run)]));
        return answer;
      },
      async commit(queries) {
        const flight = inOneFlight(client, () => [
          ...queries.map((query) => client.query(query)),
          client.query('COMMIT'),
        ]);
        open = false;
        const answers = await settleAll(flight);
        assert(answers.at(-1)?.command === 'COMMIT', 'a batch that was written was committed');
      },
    });
    client.release();
    return value;
  } catch (error) {
    await giveBack(client, open);
    throw error;
  }
}

/** node-postgres sends each statement by itself; held together they leave in one packet, and wake the server once. */
function inOneFlight<Value>(client: pg.PoolClient, send: () => Value): Value {
  const { stream } = client.connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** Waits for every statement of the flight, so that none is left behind on the connection, then throws the first error. */
async function settleAll<Value>(flight: readonly Promise<Value>[]): Promise<Value[]> {
  const settled = await Promise.allSettled(flight);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** A connection goes back clean, or is closed when that cannot be made sure. */
async function giveBack(client: pg.PoolClient, open: boolean): Promise<void> {
  if (!open) return client.release();
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}
