import { randomUUID } from 'node:crypto';
import { copyOf, createTestDatabase, openTestPool, testServerUrl } from '@diboas/testkit/database';
import pg from 'pg';
import { type Sealing, type SealOptions, sealAudit } from '../audit/seal.ts';
import { SEALED_TABLES } from '../audit/sealed-tables.ts';
import { type AuditReport, type VerifyOptions, verifyAudit } from '../audit/verify.ts';
import { StoreWorld } from '../contract/fixtures.ts';
import type { Store } from '../port/store.ts';
import { openPool } from '../postgres/connection/connection.ts';
import { createPostgresStore } from '../postgres/postgres-store.ts';

const DEADLINE_MS = 50_000;

/** A database with the application's connections, and those of an intruder who may do everything. */
export interface SealedDatabase {
  readonly pool: pg.Pool;
  readonly root: pg.Pool;
  readonly store: Store;
  readonly world: StoreWorld;
  /** Adds rows to every sealed table, by commits of the real store. */
  live(): Promise<void>;
  seal(options?: Partial<SealOptions>): Promise<Sealing>;
  /**
   * Seals until nothing is left. All databases of a server share one horizon, so another test's commit that is under
   * way may hold it back for a moment.
   */
  sealAll(options?: Partial<SealOptions>): Promise<void>;
  verify(options?: Partial<VerifyOptions>): Promise<AuditReport>;
  countRows(): Promise<number>;
  /** A copy, as it is now. The original is closed. */
  becomeTemplate(): Promise<Template>;
  drop(): Promise<void>;
}

export interface Template {
  copy(): Promise<SealedDatabase>;
  drop(): Promise<void>;
}

export async function createSealedDatabase(seed: number): Promise<SealedDatabase> {
  const database = await createTestDatabase();
  return open(database.url, seed, database.drop);
}

function open(url: string, seed: number, dropDatabase: () => Promise<void>): SealedDatabase {
  const pool = openPool(url, { max: 4 });
  const { pool: root, close: closeRoot } = openTestPool(url);
  const store = createPostgresStore(pool);
  const world = new StoreWorld(store, seed);
  async function close(): Promise<void> {
    await Promise.all([pool.end(), closeRoot()]);
  }
  const verify = (options: Partial<VerifyOptions> = {}) => verifyAudit({ pool, ...options });
  async function seal(options: Partial<SealOptions> = {}): Promise<Sealing> {
    const outcome = await sealAudit({ pool, now: world.now, ...options });
    if (!outcome.ok) throw new Error(`not sealed: ${outcome.refusal}`);
    return outcome.value;
  }
  return {
    pool,
    root,
    store,
    world,
    async live() {
      await live(world);
      await root.query(ITEM, [world.id(0), new Date(world.now)]);
      await root.query(SWITCH, [world.id(0), new Date(world.now)]);
    },
    seal,
    async sealAll(options = {}) {
      await waitUntil(async () => {
        await seal(options);
        const report = await verify({ keys: options.keys ?? [] });
        return !report.ok || report.unsealed === 0;
      });
    },
    verify,
    async countRows() {
      const counts = SEALED_TABLES.map(({ name }) => `(SELECT count(*) FROM ${name})`);
      const { rows } = await root.query<{ count: string }>(`SELECT ${counts.join(' + ')} AS count`);
      return Number(rows[0]?.count);
    },
    async becomeTemplate() {
      await close();
      return { copy: () => copy(url, seed + 1), drop: dropDatabase };
    },
    async drop() {
      await close();
      await dropDatabase();
    },
  };
}

/** What an operator does with the owner's login. */
const SWITCH = `INSERT INTO provider_switches (bucket, switch_id, provider, is_off, reason, switched_by, switched_at, xact)
  VALUES (0, $1, 'test', false, 'practice', 'ana', $2, pg_current_xact_id())`;

/** Asked about the newest transaction and closed. */
const ITEM = `WITH item AS (
    INSERT INTO operator_items (bucket, item_id, transaction_id, customer_id, cause, detail, opened_at, deadline, xact)
    SELECT bucket, $1, transaction_id, customer_id, 'overdue', 'It is late.', $2, $2, pg_current_xact_id()
    FROM transactions ORDER BY transaction_id DESC LIMIT 1 RETURNING bucket, item_id, xact)
  INSERT INTO item_closings (bucket, item_id, closed_by, closed_at, xact) SELECT bucket, item_id, 'ana', $2, xact FROM item`;

async function live(world: StoreWorld): Promise<void> {
  const customer = await world.customer();
  const started = await world.start(customer);
  world.now += 1_234;
  await world.send(started.bucket, [world.webhook(started, 'done', `evt-${started.id}`)]);
  const entry = { at: world.now, actor: 'test', act: 'signed_in', subject: customer, detail: { a: 'ü' } };
  await world.store.append(started.bucket, [{ id: world.id(started.bucket), ...entry }]);
}

async function copy(url: string, seed: number): Promise<SealedDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const source = new URL(url).pathname.slice(1);
  await runOnServer(`CREATE DATABASE ${name}${copyOf(source)}`);
  const copied = new URL(url);
  copied.pathname = `/${name}`;
  return open(copied.href, seed, () => runOnServer(`DROP DATABASE ${name} WITH (FORCE)`));
}

async function runOnServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Looks again and again until it holds, at most until a deadline. */
export async function waitUntil(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
