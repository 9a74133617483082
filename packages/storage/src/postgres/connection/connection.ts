import { assert } from '@diboas/kernel';
import { StoreUnavailableError } from '@diboas/orchestration';
import pg from 'pg';
import { ANSWER_TIMEOUT_MS, APP_ROLE, assertSession, sessionConfig } from './session.ts';
import { endsConnection, isUnavailable, watchErrors } from './sqlstate.ts';

export interface PoolOptions {
  /** The most connections a node opens. */
  readonly max: number;
  /** A statement that is not answered within this ends its connection. Default: 20 seconds. */
  readonly answerTimeoutMs?: number;
  /** Told when an idle connection is lost; the pool opens another by itself. */
  readonly onLost?: (error: Error) => void;
  /** For statements that look over many rows, such as a verification of the books: each is planned for what it is asked. */
  readonly scans?: boolean;
}

/** However well a connection does, another takes its place after this: the address may mean another server by then. */
const LIFETIME_SECONDS = 300;

/**
 * Connections that work as the application's role. Queries on one connection are pipelined: they are sent without
 * waiting for the answers before them, and still run one after the other.
 */
export function openPool(databaseUrl: string, options: PoolOptions): pg.Pool {
  // A database that is held still keeps its connections open and answers nothing. Without a limit, as many batches
  // as a node may have under way would wait for ever, and the node with them.
  const answerTimeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  const session = {
    role: APP_ROLE,
    applicationName: 'diboas',
    keepsPlans: options.scans !== true,
    // The server gives up by itself too, in case it is us who are gone.
    statementTimeoutMs: Math.max(answerTimeoutMs, ANSWER_TIMEOUT_MS),
  };
  const pool = new pg.Pool({
    ...sessionConfig(databaseUrl, session),
    max: options.max,
    query_timeout: answerTimeoutMs,
    maxLifetimeSeconds: LIFETIME_SECONDS,
    pipeline: true,
    onConnect: (client) => assertSession(client, session),
  });
  const onLost = (error: Error) => options.onLost?.(error);
  pool.on('error', onLost);
  pool.on('connect', (client) => {
    // A connection that is cut while it is in use says so by an event too, which would end the process if nobody
    // listened; whoever uses it gets the error from the query.
    client.on('error', onLost);
    discardWhenUseless(pool, client, onLost);
  });
  return pool;
}

/**
 * A connection is ended once the server has answered by what ends it, whoever used it, and with it those that lie idle:
 * they are of the same server.
 */
function discardWhenUseless(pool: pg.Pool, client: pg.PoolClient, onLost: (error: Error) => void): void {
  let isEnding = false;
  watchErrors(client, (code) => {
    if (isEnding || !endsConnection(code)) return;
    isEnding = true;
    // Whoever waits for answers on it gets them first.
    client.once('drain', () => {
      if (client instanceof pg.Client) client.end().catch(onLost);
      for (let idle = pool.idleCount; idle > 0; idle -= 1) {
        pool.connect().then((other) => other.release(true), onLost);
      }
    });
  });
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
