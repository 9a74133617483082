import { getRandomValues } from 'node:crypto';
import { BUCKETS, createId, createPooledRandom, type Money, type Network } from '@diboas/kernel';
import { sharesOf } from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';

/** What of ours lies with a provider of the sandbox. */
export interface ToldFloat {
  readonly provider: string;
  readonly money: Money;
  readonly network: Network;
}

/**
 * Puts into the books what lies with the providers of the sandbox from its beginning, where nothing of it is there yet: an
 * operator would have brought it, and without it nobody is offered what is paid out of it. The tables must be there.
 */
export async function layFloats(databaseUrl: string, told: readonly ToldFloat[]): Promise<void> {
  if (told.length === 0) return;
  const pool = openPool(databaseUrl, { max: 4 });
  try {
    const store = createPostgresStore(pool);
    const known = (await Promise.all(BUCKETS.map((bucket) => store.floats(bucket)))).flat();
    const missing = told.filter(
      ({ provider, money: { asset }, network }) =>
        !known.some((one) => one.provider === provider && one.asset === asset && one.network === network),
    );
    // One at a time: all at once would wait for connections for longer than anybody may.
    for (const one of missing) await layFloat(store, one);
  } finally {
    await pool.end();
  }
}

/** To the last unit: what is not in the books would look like money that nobody can explain. */
async function layFloat(store: Store, { provider, money, network }: ToldFloat): Promise<void> {
  const random = createPooledRandom(getRandomValues);
  const at = Date.now();
  const key = { provider, asset: money.asset, network };
  await Promise.all(
    sharesOf(money.units).map(({ bucket, units }) => {
      const id = createId({ now: at, random, bucket });
      const detail = { ...key, units: units.toString(), reason: 'what the sandbox begins with' };
      const audit = { id, at, actor: 'sandbox', act: 'float_added', subject: provider, detail };
      return store.fundFloat({ ...key, bucket, units, audit });
    }),
  );
}
