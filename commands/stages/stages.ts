// The stages of `npm test`, in order: the quickest to fail first.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@diboas/testkit/postgres';
import type { Program, Reaper } from '@diboas/testkit/processes';
import { listFiles, type Tier, testsAmong, tierOf, tiers } from '@diboas/testkit/sources';
import type { Change } from './change.ts';
import { countRun, noTests, oneFailed, onePassed, type TestCount } from './count.ts';

export const stageNames = ['lint', 'types', ...tiers, 'browser', 'postgres15'] as const;
export type StageName = (typeof stageNames)[number];

export interface TestRun {
  project: string;
  /** Superuser URL of the server the suites make their databases on. */
  databaseUrl: string;
  reaper: Reaper;
  /** What it is about; null for everything there is. */
  change: Change | null;
  /** Runs a program so that a stop reaches it. */
  run(program: Program): Promise<number>;
  say(line: string): void;
}

export interface Stage {
  title: string;
  run(): Promise<TestCount>;
}

/** Several suites at once, each with pools of its own. */
export const connectionsMax = 300;

/** Debian's place for PostgreSQL 15, the oldest version diBoaS supports. */
const postgres15 = '/usr/lib/postgresql/15/bin';

export function chooseStages(run: TestRun, wanted: ReadonlySet<StageName>): Stage[] {
  const kinds = tiers.filter((kind) => wanted.has(kind));
  const stages: (Stage | null)[] = [
    wanted.has('lint') ? check(run, 'Format and lint', ['biome', 'check', '--error-on-warnings']) : null,
    ...(wanted.has('types') ? typeChecks(run) : []),
    kinds.length > 0 ? { title: `Suites: ${kinds.join(', ')}`, run: () => runSuites(run, kinds) } : null,
    wanted.has('browser') ? { title: 'Browser', run: () => runBrowser(run) } : null,
    wanted.has('postgres15') ? { title: 'Storage on PostgreSQL 15', run: () => runOnPostgres15(run) } : null,
  ];
  return stages.filter((stage) => stage !== null);
}

/** The compiler would take four, and each works out for itself what they share: more of them than cores are slower. */
const CHECKERS = ['--checkers', '2'];

function typeChecks(run: TestRun): Stage[] {
  const stages = [check(run, 'Types', ['tsc', ...CHECKERS, '-p', 'tsconfig.json'])];
  const web = 'apps/web/tsconfig.json';
  if (existsSync(join(run.project, web)))
    stages.push(check(run, 'Types of the web app', ['tsc', ...CHECKERS, '-p', web]));
  const peers = 'bench/peers';
  // Their packages are installed by the first `npm run bench:peers`; without them nothing there has a type.
  if (existsSync(join(run.project, peers, 'node_modules')))
    stages.push(check(run, 'Types of the peers', ['tsc', '-p', `${peers}/tsconfig.json`]));
  return stages;
}

/** A program whose exit code is its whole answer counts as one test. */
function check(run: TestRun, title: string, [program = '', ...args]: readonly string[]): Stage {
  return {
    title,
    run: async () =>
      (await run.run({ ...installed(run, program), args, env: process.env })) === 0 ? onePassed : oneFailed,
  };
}

async function runSuites(run: TestRun, kinds: readonly Tier[]): Promise<TestCount> {
  if (kinds.length === tiers.length && reachedIn(run) === null)
    return await runVitest(run, 'suites', [], run.databaseUrl);
  const files = listTests(run, new Set(kinds));
  if (files.length === 0) {
    run.say(
      run.change === null ? 'There are no tests of this kind.' : 'The change reaches no test of this kind.',
    );
    return noTests;
  }
  return await runVitest(run, 'suites', files, run.databaseUrl);
}

/** Null for everything. */
function reachedIn({ change }: TestRun): ReadonlySet<string> | null {
  return change === null ? null : change.reached;
}

/** The test files of these tiers that the run is about. Tidy reads every file, so it is about every change. */
function listTests(run: TestRun, kinds: ReadonlySet<Tier>): string[] {
  const reached = reachedIn(run);
  return testsAmong(listFiles('{packages,providers,apps,test,commands}/**/*.test.{ts,tsx}')).filter(
    (path) => {
      const tier = tierOf(path);
      return kinds.has(tier) && (reached === null || tier === 'tidy' || reached.has(path));
    },
  );
}

/** The browser sees the app as it is built, the server and the sandbox: none of them is imported by a test. */
const SEEN_BY_BROWSERS = /^(apps\/web\/|apps\/(server|sandbox)\/src\/main\.ts$|test\/browser\/)/;

/** The suite builds the app itself, as it is shipped. */
async function runBrowser(run: TestRun): Promise<TestCount> {
  const config = 'test/browser/vitest.config.ts';
  if (!existsSync(join(run.project, config))) {
    run.say('Left out: there are no browser tests yet.');
    return noTests;
  }
  const reached = reachedIn(run);
  if (reached !== null && ![...reached].some((path) => SEEN_BY_BROWSERS.test(path))) {
    run.say('The change reaches nothing that a browser sees.');
    return noTests;
  }
  return await runVitest(run, 'browser', ['--config', config], run.databaseUrl);
}

async function runOnPostgres15(run: TestRun): Promise<TestCount> {
  if (!existsSync(join(postgres15, 'postgres'))) {
    run.say(`Left out: there is no PostgreSQL 15 in ${postgres15} on this machine.`);
    return noTests;
  }
  const files = listDatabaseTests(run);
  if (files.length === 0) {
    run.say('Left out: there are no storage tests, or the change reaches none.');
    return noTests;
  }
  const settings = { max_connections: connectionsMax };
  const server = await startPostgres({ throwaway: true, binDir: postgres15, settings, reaper: run.reaper });
  try {
    return await runVitest(run, 'postgres15', files, server.url);
  } finally {
    await server.stop();
  }
}

/**
 * Where Node keeps compiled modules for one run of all stages. Hundreds of processes load the same ones: the first
 * compiles them, the others read what it made. Emptied before each run, as some tests run modules from folders of
 * their own, whose names never come again.
 */
export function compiledFolder(project: string): string {
  return join(project, '.diboas', 'test', 'compiled');
}

/** The storage tests that ask a server. What needs none says the same whatever server there is. */
function listDatabaseTests(run: TestRun): string[] {
  const asksServer = /testServerUrl|createTestDatabase|createSealedDatabase/;
  return listTests(run, new Set(tiers)).filter(
    (file) =>
      file.startsWith('packages/storage/') && asksServer.test(readFileSync(join(run.project, file), 'utf8')),
  );
}

async function runVitest(
  run: TestRun,
  name: string,
  args: readonly string[],
  databaseUrl: string,
): Promise<TestCount> {
  const folder = join(run.project, '.diboas', 'test');
  const report = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  // The report of an earlier run must not be counted when this one crashes.
  rmSync(report, { force: true });
  const code = await run.run({
    ...installed(run, 'vitest'),
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    env: {
      ...process.env,
      TEST_DATABASE_URL: databaseUrl,
      NODE_COMPILE_CACHE: compiledFolder(run.project),
      // Mutants of rooms that are as they were were found before.
      ...(run.change === null ? {} : { CHANGED_FILES: run.change.files.join('\n') }),
    },
  });
  return countRun(report, code);
}

function installed(run: TestRun, program: string): Pick<Program, 'command' | 'cwd' | 'reaper'> {
  return {
    command: join(run.project, 'node_modules', '.bin', program),
    cwd: run.project,
    reaper: run.reaper,
  };
}
