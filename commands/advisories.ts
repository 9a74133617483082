// npm run advisories: what it prints is in commands/help/advisories.txt.
import { join } from 'node:path';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { readAdvisories } from './packages/advisory-answer.ts';
import { askNpm } from './packages/npm-answer.ts';

const project = join(import.meta.dirname, '..');

await runCommand('advisories', async (args) => {
  const { registry } = readOptions(args, { registry: { type: 'string' } });
  if (registry !== undefined && !URL.canParse(registry))
    throw new UsageError('--registry takes an address like https://registry.example/.');
  const from = registry === undefined ? [] : [`--registry=${registry}`];
  const answer = readAdvisories(await askNpm(project, ['audit', '--json', '--package-lock-only', ...from]));
  if (answer.known) {
    for (const { name, severity, range } of answer.advisories)
      console.log(`${severity.padEnd(9)} ${name} ${range}`);
    console.log(JSON.stringify({ packages: answer.packages, advisories: answer.advisories.length }));
    return answer.advisories.length === 0 ? 0 : 1;
  }
  console.log(
    answer.isNotOffered
      ? `Not checked: this registry hands out packages and answers no question about advisories (${answer.why}).\n` +
          'npm asked as it does today, for all packages at once (POST to -/npm/v1/security/advisories/bulk). Ask one that\n' +
          'answers: npm run advisories -- --registry ADDRESS'
      : `Not checked: the registry did not answer (${answer.why}). Try again.`,
  );
  return 3;
});
