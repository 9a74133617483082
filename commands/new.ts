// npm run new: what it prints is in commands/help/new.txt.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Refused } from '@diboas/testkit/state';
import { runCommand, UsageError } from './command-line/options.ts';
import { planNew } from './scaffold/make.ts';
import { folderTree, writeFiles } from './scaffold/plan/folder-tree.ts';

const project = join(import.meta.dirname, '..');

await runCommand('new', async (args) => {
  const planned = planNew(args, folderTree(project));
  if (!planned.ok) {
    const { of, sentence } = planned.refusal;
    throw of === 'words' ? new UsageError(sentence) : new Refused(sentence);
  }
  const { files, changes, tests, next } = planned.value;
  const written = [...files, ...changes].map(({ path }) => path);
  writeFiles(project, [...files, ...changes]);
  run('biome', ['check', '--write', ...written.filter((path) => !path.endsWith('.po'))], 'ignore');
  console.log(
    [...files.map(({ path }) => `made     ${path}`), ...changes.map(({ path }) => `changed  ${path}`)].join(
      '\n',
    ),
  );
  // Documents that are written from the code are stale now. Their test writes them, and fails once for it.
  run('vitest', ['run', 'test/generated'], 'ignore');
  const failed = [
    run('tsc', ['-p', 'tsconfig.json'], 'inherit'),
    run('tsc', ['-p', 'apps/web/tsconfig.json'], 'inherit'),
    run('vitest', ['run', 'test/tidy', 'test/generated', ...tests], 'inherit'),
  ].filter((exitCode) => exitCode !== 0);
  console.log(next.map((line) => `- ${line}`).join('\n'));
  return failed.length === 0 ? 0 : 1;
});

/** Exit code of a tool that the project has installed. */
function run(tool: string, args: readonly string[], output: 'ignore' | 'inherit'): number {
  const { status } = spawnSync(tool, args, { cwd: project, stdio: ['ignore', output, output] });
  return status ?? 1;
}
