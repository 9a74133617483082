// npm run floats: what it shows and does is in commands/help/floats.txt.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BUCKETS, SECOND_MS } from '@diboas/kernel';
import { ACT_ALONE_MAX, type FloatAct, type FloatStanding } from '@diboas/orchestration';
import {
  createPostgresFloatActs,
  createPostgresFloatWatch,
  createPostgresStore,
  type openPool,
} from '@diboas/storage';
import { readAloneMax } from './command-line/alone-max.ts';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';
import { arriveAct, confirmAct, floatActParts, goOnWithAct, proposeAct } from './floats/act.ts';
import { awaitedLooks } from './floats/looks.ts';
import {
  type ActVerb,
  ARRIVED_OPTIONS,
  FLOAT_ACT_OPTIONS,
  isActVerb,
  readActId,
  readFloatAct,
  readTypedAmount,
  readWho,
  WHO_OPTIONS,
} from './floats/read-act.ts';
import { tellFloats } from './floats/tell.ts';

type Pool = ReturnType<typeof openPool>;

const project = join(import.meta.dirname, '..');
const VERBS = 'list, compare, add, take, move, confirm, arrived or go-on';

/** A node looks every few seconds, and waits for a provider as long as for any call. */
const COMPARED_WITHIN_MS = 90 * SECOND_MS;
const ASKED_EVERY_MS = SECOND_MS / 4;
/** So long after the last word of any provider, one of which nobody ever heard is not waited for. */
const FIRST_TURN_MS = 20 * SECOND_MS;

await runCommand('floats', async ([verb, ...args]) => {
  if (isActVerb(verb)) return await propose(verb, args);
  switch (verb) {
    case 'list':
      return await list(args);
    case 'compare':
      return await compare(args);
    case 'confirm':
    case 'go-on':
      return await onAct(args, (pool, act, rest) =>
        (verb === 'confirm' ? confirmAct : goOnWithAct)(
          floatActParts(pool),
          act,
          readWho(readOptions(rest, WHO_OPTIONS)),
        ),
      );
    case 'arrived':
      return await onAct(args, (pool, act, rest) => arrive(pool, act, rest));
    default:
      throw new UsageError(
        verb === undefined ? `Say what to do: ${VERBS}.` : `There is no "${verb}": ${VERBS}.`,
      );
  }
});

function list(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => await show(pool));
}

async function standingsOf(pool: Pool): Promise<readonly FloatStanding[]> {
  const store = createPostgresStore(pool);
  const standings = [];
  for (const bucket of BUCKETS) standings.push(...(await store.floatStandings(bucket)));
  return standings;
}

async function show(pool: Pool): Promise<number> {
  const watch = createPostgresFloatWatch(pool);
  const standings = await standingsOf(pool);
  const now = Date.now();
  const acts = await createPostgresFloatActs(pool).floatActs(now);
  const known = { checks: await watch.floatChecks(), items: await watch.floatItems() };
  console.log(tellFloats({ standings, ...known, acts, now }));
  return 0;
}

/** Nodes have the keys of providers and this command has none: it brings their turn forward and waits for one of them. */
function compare(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => {
    const watch = createPostgresFloatWatch(pool);
    const begun = Date.now();
    const [standings, before] = [await standingsOf(pool), await watch.floatChecks()];
    await watch.hastenFloatRounds(begun);
    let [seen, seenAt] = [0, begun];
    for (let now = begun; now - begun <= COMPARED_WITHIN_MS; now = Date.now()) {
      const checks = await watch.floatChecks();
      const { known, unknown } = awaitedLooks({ standings, before, checks });
      if (checks.length > seen) [seen, seenAt] = [checks.length, now];
      const isQuiet = unknown.length === 0 || now - seenAt > FIRST_TURN_MS;
      if (checks.length > 0 && known.length === 0 && isQuiet) return await show(pool);
      await delay(ASKED_EVERY_MS);
    }
    console.error('No node compared them within 90 seconds: is one running?');
    return 1;
  });
}

/** Says what it would do; with `--yes` it is done, or proposed where it needs two. */
async function propose(verb: ActVerb, args: readonly string[]): Promise<number> {
  const count = verb === 'move' ? 2 : 1;
  // All adapters come with their list, and nothing else here needs them.
  const { PROVIDERS } = await import('@diboas/providers');
  const known = PROVIDERS.map(({ id }) => id);
  const given = readOptions(args.slice(count), FLOAT_ACT_OPTIONS);
  const typed = readFloatAct(verb, args.slice(0, count), { known, given });
  const aloneMax = readAloneMax(process.env.ACT_ALONE_MAX_USD, ACT_ALONE_MAX);
  return withProjectPool(project, (pool) => proposeAct(floatActParts(pool), typed, aloneMax));
}

function onAct(
  [id, ...args]: readonly string[],
  run: (pool: Pool, act: FloatAct, args: readonly string[]) => Promise<number>,
): Promise<number> {
  const actId = readActId(id);
  return withProjectPool(project, async (pool) => {
    const act = await createPostgresFloatActs(pool).floatAct(actId);
    if (act !== null) return await run(pool, act, args);
    console.error(`There is no act ${actId}.`);
    return 1;
  });
}

function arrive(pool: Pool, act: FloatAct, args: readonly string[]): Promise<number> {
  const given = readOptions(args, ARRIVED_OPTIONS);
  const arrived =
    given.amount === undefined ? { asset: act.asset, units: act.taken } : readTypedAmount(given.amount);
  if (arrived.asset !== act.asset) throw new UsageError(`It is ${act.asset} that was moved.`);
  return arriveAct(floatActParts(pool), act, { ...readWho(given), arrived: arrived.units });
}
