// npm run sbom: what it prints is in commands/help/sbom.txt.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refused } from '@diboas/testkit/state';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { askNpm } from './packages/npm-answer.ts';
import { readInventory, wantedHashes } from './packages/sbom-check.ts';

const project = join(import.meta.dirname, '..');

await runCommand('sbom', async (args) => {
  const options = readOptions(args, {
    format: { type: 'string', default: 'cyclonedx' },
    out: { type: 'string' },
  });
  const { format, out } = options;
  if (format !== 'cyclonedx' && format !== 'spdx')
    throw new UsageError(`--format takes cyclonedx or spdx, not "${format}".`);
  // npm lists nothing as long as one package would like another version of a neighbour than stands in the lock file.
  const listed = ['--package-lock-only', '--legacy-peer-deps', '--sbom-type=application'];
  const answer = await askNpm(project, ['sbom', `--sbom-format=${format}`, ...listed]);
  if (answer.exitCode !== 0) throw new Refused(`npm made no list of the packages:\n${answer.errors.trim()}`);
  const lock = readFileSync(join(project, 'package-lock.json'), 'utf8');
  const found = readInventory(format, answer.output);
  const missing = [...wantedHashes(lock)].filter(([name, hash]) => found.get(name) !== hash);
  if (missing.length > 0)
    throw new Refused(
      `The list is not whole: ${missing.map(([name]) => name).join(', ')} is not in it by its hash.`,
    );
  if (out === undefined) process.stdout.write(answer.output);
  else {
    writeFileSync(resolve(process.env.INIT_CWD ?? '.', out), answer.output);
    console.error(`${found.size} packages, each with its hash, in ${out}.`);
  }
  return 0;
});
