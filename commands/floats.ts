// npm run floats: what it shows and does is in commands/help/floats.txt.
import { getRandomValues } from 'node:crypto';
import { join } from 'node:path';
import { BUCKETS, createId, createPooledRandom, formatMoney, money } from '@diboas/kernel';
import type { Float, FloatKey } from '@diboas/orchestration';
import { PROVIDERS } from '@diboas/providers';
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
    console.log(tellFloats(await allShares(createPostgresStore(pool))));
    return 0;
  });
}

async function allShares(store: Store): Promise<readonly Float[]> {
  return (await Promise.all(BUCKETS.map((bucket) => store.floats(bucket)))).flat();
}

/** Says what it would do; with `--yes` it is done, a commit a bucket. */
function fund(verb: 'add' | 'take', [provider, ...args]: readonly string[]): Promise<number> {
  const known = PROVIDERS.map(({ id }) => id);
  const typed = readFunding(provider, known, readOptions(args, FUNDING_OPTIONS));
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
        ...{
          id: createId({ now: at, random, bucket: part.bucket }),
          at,
          actor: by,
          act: `float_${verb === 'add' ? 'added' : 'taken'}`,
        },
        ...{ subject: key.provider, detail: { ...key, units: part.units.toString(), reason } },
      };
      if (await store.fundFloat({ ...key, ...part, audit }))
        done += part.units < 0n ? -part.units : part.units;
      else return refuse(`Only ${textOf(key, done)} was taken: the rest was promised meanwhile.`);
    }
    console.log(`${verb} ${textOf(key, units)} at ${key.provider} on ${key.network}`);
    console.log(isDryRun ? 'Nothing was done. Add --yes to do it.' : 'Done.');
    return 0;
  });
}

async function partsToTake(store: Store, { provider, asset, network }: FloatKey, units: bigint) {
  const shares = (await allShares(store)).filter(
    (one) => one.provider === provider && one.asset === asset && one.network === network,
  );
  return takeFrom(new Map(shares.map((share) => [share.bucket, share])), units);
}

function textOf({ asset }: FloatKey, units: bigint): string {
  return `${formatMoney(money(asset, units))} ${asset}`;
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}
