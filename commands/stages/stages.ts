// The stages of `npm test`, in order: the quickest to fail first.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@diboas/testkit/postgres';
import type { Program, Reaper } from '@diboas/testkit/processes';
import { startWebBuild } from '@diboas/testkit/system';
import { countRun, noTests, oneFailed, onePassed, type TestCount } from './count.ts';
import { listTests, type VitestKind, vitestKinds } from './kinds.ts';

export const stageNames = ['lint', 'types', ...vitestKinds, 'browser', 'postgres15'] as const;
export type StageName = (typeof stageNames)[number];

export interface TestRun {
  project: string;
  /** Superuser URL of the server the suites make their databases on. */
  databaseUrl: string;
  reaper: Reaper;
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
  const kinds = vitestKinds.filter((kind) => wanted.has(kind));
  const stages: (Stage | null)[] = [
    wanted.has('lint') ? check(run, 'Format and lint', ['biome', 'check', '--error-on-warnings']) : null,
    ...(wanted.has('types') ? typeChecks(run) : []),
    kinds.length > 0 ? { title: `Suites: ${kinds.join(', ')}`, run: () => runSuites(run, kinds) } : null,
    wanted.has('browser') ? { title: 'Browser', run: () => runBrowser(run) } : null,
    wanted.has('postgres15') ? { title: 'Storage on PostgreSQL 15', run: () => runOnPostgres15(run) } : null,
  ];
  return stages.filter((stage) => stage !== null);
}

function typeChecks(run: TestRun): Stage[] {
  const stages = [check(run, 'Types', ['tsc', '-p', 'tsconfig.json'])];
  const web = 'apps/web/tsconfig.json';
  if (existsSync(join(run.project, web))) stages.push(check(run, 'Types of the web app', ['tsc', '-p', web]));
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

async function runSuites(run: TestRun, kinds: readonly VitestKind[]): Promise<TestCount> {
  if (kinds.length === vitestKinds.length) return await runVitest(run, 'suites', [], run.databaseUrl);
  const files = listTests(run.project, new Set(kinds));
  if (files.length === 0) {
    run.say('There are no tests of this kind.');
    return noTests;
  }
  return await runVitest(run, 'suites', files, run.databaseUrl);
}

async function runBrowser(run: TestRun): Promise<TestCount> {
  const config = 'test/browser/vitest.config.ts';
  if (!existsSync(join(run.project, config))) {
    run.say('Left out: there are no browser tests yet.');
    return noTests;
  }
  const web = startWebBuild(run.project, run.reaper);
  if (web !== null) {
    run.say('Building the web app ...');
    const how = await web.build.ended;
    if (how !== 'ended with code 0') {
      run.say(`The web app build ${how}:\n${web.build.logEnd()}`);
      return oneFailed;
    }
    web.done();
  }
  return await runVitest(run, 'browser', ['--config', config], run.databaseUrl);
}

async function runOnPostgres15(run: TestRun): Promise<TestCount> {
  if (!existsSync(join(postgres15, 'postgres'))) {
    run.say(`Left out: there is no PostgreSQL 15 in ${postgres15} on this machine.`);
    return noTests;
  }
  const files = listDatabaseTests(run.project);
  if (files.length === 0) {
    run.say('Left out: there are no storage tests yet.');
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
function listDatabaseTests(project: string): string[] {
  const asksServer = /testServerUrl|createTestDatabase|createSealedDatabase/;
  return listTests(project, new Set(vitestKinds)).filter(
    (file) =>
      file.startsWith('packages/storage/') && asksServer.test(readFileSync(join(project, file), 'utf8')),
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
