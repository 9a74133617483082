// npm test: every check and suite, one after the other, and their counts added up. See test-stages.ts.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '@diboas/providers';
import { AGAINST, vendorProblem } from '@diboas/providers-kit/vendor';
import { startPostgres } from '@diboas/testkit/postgres';
import { createReaper, followStopRequest, type Reaper } from '@diboas/testkit/processes';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { readChange } from './stages/change.ts';
import {
  addCounts,
  type EndedStage,
  formatCount,
  formatFailures,
  formatStages,
  oneFailed,
} from './stages/count.ts';
import {
  chooseStages,
  compiledFolder,
  connectionsMax,
  type Stage,
  type StageName,
  stageNames,
} from './stages/stages.ts';

const project = join(import.meta.dirname, '..');

await runCommand('test', main);

async function main(args: readonly string[]): Promise<number> {
  const { only, since, all, against } = readOptions(args, {
    against: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    since: { type: 'string' },
    all: { type: 'boolean', default: false },
  });
  if (all && since !== undefined) throw new UsageError('--all and --since can not be asked for at once.');
  if (against !== undefined) askForVendor(against);
  const change = since === undefined ? null : readChange(project, since);
  const wanted = new Set(
    only.length === 0 ? stageNames : only.flatMap((names) => names.split(',')).map(parseStage),
  );
  rmSync(compiledFolder(project), { recursive: true, force: true });
  const stop = followStopRequest();
  const reaper = createReaper();
  const database = await openDatabase(reaper);
  const run = { project, databaseUrl: database.url, reaper, change, run: stop.run, say: console.log };
  const ended: EndedStage[] = [];
  for (const stage of chooseStages(run, wanted)) {
    if (stop.requested()) break;
    ended.push(await runStage(stage));
  }
  await database.stop();
  await reaper.close();
  if (stop.requested()) {
    console.log('\nStopped before the end.');
    return 130;
  }
  console.log(`\n${formatStages(ended)}`);
  const total = addCounts(ended.map(({ count }) => count));
  if (total.failures.length > 0) console.log(`\n${formatFailures(total)}`);
  console.log(`\n${formatCount(total)}`);
  return total.failed === 0 ? 0 : 1;
}

/** The contract suites hear of it by the environment. Refused before anything is started when its key is not there. */
function askForVendor(id: string): void {
  const manifest = PROVIDERS.find((one) => one.id === id);
  if (manifest === undefined) {
    throw new UsageError(
      `There is no provider "${id}". Providers: ${PROVIDERS.map((one) => one.id).join(', ')}.`,
    );
  }
  const problem = vendorProblem(manifest, process.env);
  if (problem !== null) throw new UsageError(problem);
  process.env[AGAINST] = id;
}

function parseStage(name: string): StageName {
  const stage = stageNames.find((known) => known === name.trim());
  if (stage === undefined)
    throw new UsageError(`There is no stage "${name}". Stages: ${stageNames.join(', ')}.`);
  return stage;
}

async function openDatabase(reaper: Reaper): Promise<{ url: string; stop(): Promise<void> }> {
  const own = process.env.DATABASE_URL ?? '';
  if (own !== '') {
    console.log('Making the test databases on the PostgreSQL of DATABASE_URL.');
    return { url: own, stop: async () => {} };
  }
  return await startPostgres({ throwaway: true, settings: { max_connections: connectionsMax }, reaper });
}

/** A stage that breaks is a failure, and the others still run. */
async function runStage(stage: Stage): Promise<EndedStage> {
  console.log(`\n== ${stage.title}`);
  const began = performance.now();
  const count = await stage.run().catch((error: unknown) => {
    console.error(error);
    return oneFailed;
  });
  const seconds = (performance.now() - began) / 1000;
  console.log(`== ${stage.title}: ${formatCount(count)} (${seconds.toFixed(1)} s)`);
  return { title: stage.title, count, seconds };
}
