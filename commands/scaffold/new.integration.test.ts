// One more of each kind, made in a copy of the project: it type-checks, the formatter has nothing to say, and it passes
// the tidy rules and its own tests.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { assert } from '@diboas/kernel';
import { projectFolder } from '@diboas/testkit/sources';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NEW_KINDS } from './kinds/kinds.ts';
import { planNew } from './make.ts';
import { folderTree, writeFiles } from './plan/folder-tree.ts';

/** This file too stays: in the copy it would name a provider that is there. */
const LEFT = [...['node_modules', 'dist', '.git', '.diboas', 'coverage'], basename(import.meta.filename)];

/** What each is called: a provider by one word, a wizard at another address than the screen. */
const NAMES: Readonly<Record<string, string>> = { provider: 'westpay', wizard: 'walk-through' };

let copy: string;
const written: string[] = [];
const tests: string[] = [];

beforeAll(() => {
  copy = copyProject();
  const kinds = NEW_KINDS.map(({ kind }) => [kind, NAMES[kind] ?? 'tried-out']);
  for (const words of [...kinds, ['route', 'tried-by-all', '--open']]) {
    const planned = planNew(words, folderTree(copy));
    assert(planned.ok, 'one more can be made', { words, planned });
    const { files, changes } = planned.value;
    writeFiles(copy, [...files, ...changes]);
    written.push(...[...files, ...changes].map(({ path }) => path));
    tests.push(...planned.value.tests);
  }
});
afterAll(() => rmSync(copy, { recursive: true }));

const WELL = { exitCode: 0, errors: '' };

// A compiler and all rules, on a machine that has other things to do.
const PATIENCE = { timeout: 300_000 };

it('is well formed once the formatter has written it', PATIENCE, () => {
  const sources = written.filter((path) => !path.endsWith('.po'));
  expect(run('biome', 'check', '--write', '--error-on-warnings', ...sources)).toEqual(WELL);
});

// All of the project, as one more name in a union is one too many for a map over it, wherever that is. Several checkers
// would each work out for themselves what they share, on cores that other tests have use for.
it('type-checks', PATIENCE, () => {
  expect(run('tsc', '--singleThreaded', '-p', 'tsconfig.json')).toEqual(WELL);
  expect(run('tsc', '--singleThreaded', '-p', 'apps/web/tsconfig.json')).toEqual(WELL);
});

it('is in order, and works', PATIENCE, () => {
  const options = ['--reporter=dot', '--maxWorkers=1'];
  expect(run('vitest', 'run', ...options, 'test/tidy/tree.test.ts', ...tests)).toEqual(WELL);
});

/** What it says is of interest only where it fails. No made test has a database, so none is migrated for it. */
function run(tool: string, ...args: string[]) {
  const { TEST_DATABASE_URL: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(join(copy, 'node_modules', '.bin', tool), args, {
    ...{ cwd: copy, env, encoding: 'utf8' },
  });
  return { exitCode: status, errors: status === 0 ? '' : stdout + stderr };
}

/** With the packages of others where they lie, and ours in the copy. */
function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'diboas-new-'));
  cpSync(projectFolder, folder, { recursive: true, filter: (path) => !LEFT.includes(basename(path)) });
  const homes = ['apps', 'packages', 'providers'].flatMap((room) => [
    room,
    ...readdirSync(join(projectFolder, room)).map((home) => join(room, home)),
  ]);
  for (const home of ['.', ...homes])
    linkModules(join(projectFolder, home, 'node_modules'), join(folder, home, 'node_modules'));
  return folder;
}

function linkModules(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to);
  for (const name of readdirSync(from).filter((one) => one !== '@diboas' && !one.startsWith('.vite')))
    symlinkSync(join(from, name), join(to, name));
  const ours = join(from, '@diboas');
  if (!existsSync(ours)) return;
  mkdirSync(join(to, '@diboas'));
  for (const name of readdirSync(ours))
    symlinkSync(readlinkSync(join(ours, name)), join(to, '@diboas', name));
}
