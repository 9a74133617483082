// npm run sanctions:import: what it shows and does is in commands/help/sanctions-import.txt.
import { getRandomValues } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { createPooledRandom } from '@diboas/kernel';
import { createListsReader, importList, rescreen, type Screening } from '@diboas/sanctions';
import {
  createPostgresSanctionsLists,
  createPostgresScreenings,
  createPostgresStore,
  keepHeapSmall,
  type Store,
} from '@diboas/storage';
import type pg from 'pg';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { tellLone } from './customers/tell-lone.ts';
import { withProjectPool } from './database/project-pool.ts';
import {
  createProgress,
  tellChanged,
  tellImported,
  tellRefused,
  tellRescreened,
  tellTold,
  tellVersions,
} from './sanctions/tell.ts';

const project = join(import.meta.dirname, '..');

await runCommand('sanctions:import', async ([what, ...args]) => {
  if (what === undefined || what.startsWith('-'))
    throw new UsageError('Say which file to import, or "list" for what is in force.');
  return what === 'list' ? await list(args) : await importFile(what, args);
});

function list(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => {
    console.log(tellVersions(await createPostgresSanctionsLists(pool).versions()));
    return 0;
  });
}

function importFile(name: string, args: readonly string[]): Promise<number> {
  const { by = userInfo().username } = readOptions(args, { by: { type: 'string' } });
  // Where the command was typed, not where the project lies.
  const file = resolve(process.env.INIT_CWD ?? '.', name);
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  if (!by.trim()) throw new UsageError('Say by --by who you are.');
  keepHeapSmall();
  return withProjectPool(project, async (pool) => {
    const chunks = createReadStream(file, 'utf8');
    const progress = createProgress(statSync(file).size);
    const outcome = await importList(chunks, {
      store: createPostgresSanctionsLists(pool),
      ...{ now: Date.now(), random: createPooledRandom(getRandomValues), by },
      onProgress(entries, known) {
        const line = progress(chunks.bytesRead, entries, known);
        if (line !== null) console.log(line);
      },
    });
    console.log(outcome.ok ? tellImported(outcome.value) : tellRefused(outcome.refusal));
    if (!outcome.ok) return 1;
    await screenAgain(pool);
    return 0;
  });
}

/** Also where nothing has changed: a run before this one may have been broken off. */
async function screenAgain(pool: pg.Pool): Promise<void> {
  const lists = await createListsReader(createPostgresSanctionsLists(pool)).current();
  const store = createPostgresStore(pool);
  const changes = rescreen(createPostgresScreenings(pool), lists, {
    now: Date.now(),
    listed: store.listedRecipients,
  });
  for (;;) {
    const next = await changes.next();
    console.log(next.done === true ? tellRescreened(next.value) : tellChanged(next.value));
    if (next.done === true) return;
    if (next.value.now.key.kind === 'customer')
      console.log(tellTold(await tellEngine(store, next.value.now)));
  }
}

/** In the commit in which all that waits for it goes on or is stopped. Whoever is told of it again changes nothing. */
function tellEngine(store: Store, { key, outcome, number }: Screening) {
  return tellLone(
    { store, env: process.env, isDryRun: false },
    {
      ...{ customerId: key.id, by: 'lists', change: { kind: 'screening', screening: outcome, number } },
      reason: 'other lists are in force',
    },
  );
}
