// npm run advisories: what it prints is in commands/help/advisories.txt.
import { join } from 'node:path';
import { readOptions, runCommand } from './command-line/options.ts';
import { readAdvisories } from './packages/advisory-answer.ts';
import { askNpm } from './packages/npm-answer.ts';

const project = join(import.meta.dirname, '..');

await runCommand('advisories', async (args) => {
  readOptions(args, {});
  const answer = readAdvisories(await askNpm(project, ['audit', '--json', '--package-lock-only']));
  if (answer.known) {
    for (const { name, severity, range } of answer.advisories)
      console.log(`${severity.padEnd(9)} ${name} ${range}`);
    console.log(JSON.stringify({ packages: answer.packages, advisories: answer.advisories.length }));
    return answer.advisories.length === 0 ? 0 : 1;
  }
  console.log(
    `Not checked: the registry that npm uses here does not answer about advisories (${answer.why}).`,
  );
  return 3;
});
