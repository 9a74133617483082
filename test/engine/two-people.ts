import { SEND_MONEY } from '@diboas/banking';
import { bucketOf, type Clock, createId, type Random } from '@diboas/kernel';
import { createEngine, DEFAULT_PACE, type Engine, type TransactionStore } from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { createTestDatabase } from '@diboas/testkit/database';
import pg from 'pg';

/** A database in which one person sends to another one, who lies in another bucket, and nodes that carry it. */
export interface TwoPeople {
  /** The owner's connection, for what no node may see or do. */
  readonly root: pg.Client;
  /** A store with connections of its own. */
  openStore(): Store;
  /** A node, on a store that a test may break. */
  startNode(store: TransactionStore): Engine;
  /** Two people who were not there before; the first has so many minor units of USDC. */
  come(has: bigint): Promise<readonly [sender: string, recipient: string]>;
  close(): Promise<void>;
}

export async function openTwoPeople({ clock, random }: { clock: Clock; random: Random }): Promise<TwoPeople> {
  const database = await createTestDatabase();
  const root = new pg.Client({ connectionString: database.url });
  await root.connect();
  const pools: pg.Pool[] = [];
  const newCustomer = () => createId({ now: clock.now(), random, bucket: 0 });

  function openStore(): Store {
    const pool = openPool(database.url, { max: 4 });
    pools.push(pool);
    return createPostgresStore(pool);
  }
  const customers = openStore();

  return {
    root,
    openStore,
    startNode: (store) =>
      createEngine({
        ...{ store, clock, random, pace: DEFAULT_PACE },
        providers: new Map(),
        operations: new Map([[SEND_MONEY.name, SEND_MONEY]]),
        returnUrl: () => 'https://app.example/',
      }),
    async come(has) {
      const sender = newCustomer();
      let recipient = newCustomer();
      while (bucketOf(recipient) === bucketOf(sender)) recipient = newCustomer();
      for (const id of [sender, recipient]) await customers.ensureCustomer(id, clock.now());
      await root.query(`INSERT INTO accounts VALUES ($1, $2, 'BANKING', 'USDC', 'solana', 0, $3, 0, 0)`, [
        ...[bucketOf(sender), sender, has.toString()],
      ]);
      return [sender, recipient];
    },
    async close() {
      for (const pool of pools) await pool.end();
      await root.end();
      await database.drop();
    },
  };
}
