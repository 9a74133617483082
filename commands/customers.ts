// npm run customers: what it shows and does is in commands/help/customers.txt.
import { getRandomValues } from 'node:crypto';
import { join } from 'node:path';
import { bucketOf, createId, createPooledRandom } from '@diboas/kernel';
import { createPostgresScreenings, createPostgresStore } from '@diboas/storage';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { forgetFactor, hasFactor } from './customers/forget-factor.ts';
import {
  CHANGE_OPTIONS,
  isVerb,
  readCustomerId,
  readStanding,
  readWhoAndWhy,
  type Verb,
} from './customers/read-standing.ts';
import { tellChange, tellCleared, tellCustomer, tellForgotten, tellScreening } from './customers/tell.ts';
import { tellLone } from './customers/tell-lone.ts';
import { withProjectPool } from './database/project-pool.ts';

const project = join(import.meta.dirname, '..');

/** More than anybody may have under way. */
const LOOKED_AT_MAX = 100;

await runCommand('customers', async ([verb, ...args]) => {
  if (verb === 'show') return await show(args);
  if (verb === 'forget-factor') return await forget(args);
  if (verb === 'clear-name') return await clearName(args);
  if (isVerb(verb)) return await change(verb, args);
  throw new UsageError(
    verb === undefined
      ? 'Say what to do: show, freeze, unfreeze, close, clear-name or forget-factor.'
      : `There is no "${verb}": show, freeze, unfreeze, close, clear-name or forget-factor.`,
  );
});

function show([id, ...args]: readonly string[]): Promise<number> {
  readOptions(args, {});
  const customerId = readCustomerId(id);
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const standing = await store.standing(customerId);
    if (standing === null) return refuse(`There is no customer ${customerId}.`);
    const [{ accounts }, newest, profile, found] = await Promise.all([
      store.balances(customerId),
      store.transactions(customerId, { before: null, limit: LOOKED_AT_MAX }),
      store.profile(customerId),
      createPostgresScreenings(pool).lastScreening({ kind: 'customer', id: customerId }),
    ]);
    console.log(tellCustomer({ customerId, standing, accounts, newest, profile, found }));
    return 0;
  });
}

/** Says what it would do; with `--yes` it is done. */
function change(verb: Verb, [name, ...args]: readonly string[]): Promise<number> {
  const { from, to, act, by, reason, isDryRun } = readStanding(verb, readOptions(args, CHANGE_OPTIONS));
  const customerId = readCustomerId(name);
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const before = await store.standing(customerId);
    if (before === null) return refuse(`There is no customer ${customerId}.`);
    const { id, at } = stamp(customerId);
    const audit = {
      ...{ id, at, actor: by, act },
      ...{ subject: customerId, detail: { before, reason } },
    };
    const fits = isDryRun
      ? from.includes(before)
      : await store.changeStanding({
          customerId,
          from: [before].filter((one) => from.includes(one)),
          to,
          audit,
        });
    if (!fits) return refuse(`Refused: the account is ${(await store.standing(customerId)) ?? before}.`);
    console.log(tellChange({ before, to, isDryRun }));
    return 0;
  });
}

/** Says what it would do; with `--yes` it is done. */
function forget([name, ...args]: readonly string[]): Promise<number> {
  const { by, reason, isDryRun } = readWhoAndWhy(readOptions(args, CHANGE_OPTIONS));
  const customerId = readCustomerId(name);
  return withProjectPool(project, async (pool) => {
    if (!(await hasFactor(pool, customerId))) return refuse(`${customerId} has no second factor.`);
    const forgetting = { ...stamp(customerId), customerId, by, reason };
    if (!isDryRun) await forgetFactor(pool, createPostgresStore(pool), forgetting);
    console.log(tellForgotten(isDryRun));
    return 0;
  });
}

/** They are somebody else than whom the lists have: what waits for that goes on. With `--yes` it is done. */
function clearName([name, ...args]: readonly string[]): Promise<number> {
  const { by, reason, isDryRun } = readWhoAndWhy(readOptions(args, CHANGE_OPTIONS));
  const customerId = readCustomerId(name);
  if (by === customerId) return Promise.resolve(refuse('Refused: nobody decides about themselves.'));
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const { screening, screeningNumber: number } = await store.profile(customerId);
    if (screening !== 'hit') return refuse(`Refused: their name is ${tellScreening(screening)}.`);
    const told = await tellLone(
      { store, env: process.env, isDryRun },
      { customerId, by, reason, change: { kind: 'screening', screening: 'cleared', number } },
    );
    if (told.profile.screening !== 'cleared')
      return refuse('Refused: another result came meanwhile. Look at it first.');
    console.log(tellCleared({ ...told, isDryRun }));
    return 0;
  });
}

/** For a row of the audit that is made now. */
function stamp(customerId: string): { readonly id: string; readonly at: number } {
  const at = Date.now();
  const random = createPooledRandom(getRandomValues);
  return { id: createId({ now: at, random, bucket: bucketOf(customerId) }), at };
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}
