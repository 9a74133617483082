// npm run floats: what it shows and does is in commands/help/floats.txt.
import { getRandomValues } from 'node:crypto';
import { join } from 'node:path';
import { BUCKETS, type Bucket, createId, createPooledRandom, formatMoney, money } from '@diboas/kernel';
import type { Float, FloatKey } from '@diboas/orchestration';
import { createPostgresStore, type Store } from '@diboas/storage';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';
import { FUNDING_OPTIONS, readFunding, sharesOf, takeFrom } from './floats/read-funding.ts';
import { tellFloats } from './floats/tell.ts';

const project = join(import.meta.dirname, '..');

await runCommand('floats', async ([verb, ...args]) => {
  if (verb === 'list') return await list(args);
  if (verb === 'add' || verb === 'take') return await fund(verb, args);
  throw new UsageError(
    verb === undefined ? 'Say what to do: list, add or take.' : `There is no "${verb}": list, add or take.`,
  );
});

function list(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => {
    const shares = await allShares(createPostgresStore(pool));
    console.log(tellFloats(shares.map(({ share }) => share)));
    return 0;
  });
}

interface Place {
  readonly bucket: Bucket;
  readonly share: Float;
}

async function allShares(store: Store): Promise<readonly Place[]> {
  const ofBuckets = await Promise.all(
    BUCKETS.map(async (bucket) => (await store.floats(bucket)).map((share) => ({ bucket, share }))),
  );
  return ofBuckets.flat();
}

/** Says what it would do; with `--yes` it is done, a commit a bucket. */
function fund(verb: 'add' | 'take', [provider, ...args]: readonly string[]): Promise<number> {
  const typed = readFunding(provider, readOptions(args, FUNDING_OPTIONS));
  const { key, units, by, reason, isDryRun } = typed;
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const parts = verb === 'add' ? sharesOf(units) : await partsToTake(store, key, units);
    if (parts === null) return refuse('Refused: less than that is free.');
    const random = createPooledRandom(getRandomValues);
    let done = 0n;
    for (const part of isDryRun ? [] : parts) {
      const at = Date.now();
      const audit = {
        ...{ id: createId({ now: at, random, bucket: part.bucket }), at, actor: by, act: 'float_funded' },
        ...{ subject: key.provider, detail: { ...key, units: part.units.toString(), reason } },
      };
      if (await store.fundFloat({ ...key, ...part, audit })) done += part.units;
      else return refuse(`Only ${textOf(key, done)} was done: the rest was promised meanwhile.`);
    }
    console.log(`${verb} ${textOf(key, units)} at ${key.provider} on ${key.network}`);
    console.log(isDryRun ? 'Nothing was done. Add --yes to do it.' : 'Done.');
    return 0;
  });
}

async function partsToTake(store: Store, { provider, asset, network }: FloatKey, units: bigint) {
  const places = (await allShares(store)).filter(
    ({ share }) => share.provider === provider && share.asset === asset && share.network === network,
  );
  return takeFrom(new Map(places.map(({ bucket, share }) => [bucket, share])), units);
}

function textOf({ asset }: FloatKey, units: bigint): string {
  return `${formatMoney(money(asset, units))} ${asset}`;
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}
