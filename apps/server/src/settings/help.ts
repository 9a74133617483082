import { readFileSync } from 'node:fs';
import { PROVIDERS } from '@diboas/providers';

/** Where the words of a setting begin, in the help of the server. */
const COLUMN = 26;

/** What `--help` prints: the server's own words, and those of each provider about its settings. */
export function settingsHelp(): string {
  const own = readFileSync(new URL('../help.txt', import.meta.url), 'utf8');
  const ofProviders = PROVIDERS.map((provider) => {
    const { name, says, secrets, heldByProvider, settingNames, configure } = provider;
    const shared = Object.keys(secrets).filter((secret) => !heldByProvider.includes(secret));
    const isRequired = !configure({}).ok;
    const names = shared.length > 0 ? shared : settingNames;
    const head = isRequired
      ? `${name}, which is required:`
      : `${name}, where it is wanted: then ${names.join(', ')} ${names.length === 1 ? 'is' : 'are all'} given.`;
    return `\n${head}\n\n${Object.entries(says).map(settingLine).join('\n')}\n`;
  });
  return own + ofProviders.join('');
}

function settingLine([name, says]: readonly [string, string]): string {
  const words = says.charAt(0).toUpperCase() + says.slice(1);
  // A name that is longer than the column is followed by its words all the same.
  return `${`  ${name} `.padEnd(COLUMN)}${words}.`;
}
