// What `npm test -- --since REF` runs: what the change since then can reach.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { listFiles, reachedBy, readSources } from '@diboas/testkit/sources';
import { UsageError } from '../command-line/options.ts';

export interface Change {
  /** Files that differ, committed or not, relative to the project. */
  readonly files: readonly string[];
  /** Source files that the change can reach; null for all of them. */
  readonly reached: ReadonlySet<string> | null;
}

/** @param since a commit, a branch or a tag; a branch counts from where this one left it */
export function readChange(project: string, since: string): Change {
  const base = git(project, ['merge-base', since, 'HEAD']);
  if (base === null)
    throw new UsageError(`--since takes a commit, a branch or a tag of this repository, not "${since}".`);
  const differing = git(project, ['diff', '--name-only', '--no-renames', base.trim()]);
  const added = git(project, ['ls-files', '--others', '--exclude-standard']);
  const files = [differing, added].flatMap((text) => (text ?? '').split('\n')).filter((path) => path !== '');
  return { files, reached: reachedBy({ sources: readSources(), manifests: readManifests(project) }, files) };
}

/** Null when git refuses, or is not there. */
function git(project: string, args: readonly string[]): string | null {
  const run = spawnSync('git', args, { cwd: project, encoding: 'utf8' });
  return run.status === 0 ? run.stdout : null;
}

function readManifests(project: string) {
  const read = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8'));
  return new Map(
    listFiles('**/package.json').map((path) => [posix.dirname(path).replace(/^\.$/, ''), read(path)]),
  );
}
