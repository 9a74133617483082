import { PROVIDERS } from '@diboas/providers';
import { SETTING_NAMES } from '@diboas/server/settings';
import { readText } from '@diboas/testkit/sources';
import { codesOf, documentOf, tableOf } from './document.ts';

const HELP = 'apps/server/src/help.txt';

export interface HelpEntry {
  readonly names: readonly string[];
  readonly says: string;
}

/** The settings that a help text lists: names in capitals two spaces in, what they say beside or below them. */
export function helpEntriesOf(text: string): HelpEntry[] {
  const entries: { names: string[]; words: string[] }[] = [];
  for (const line of text.split('\n')) {
    const head = /^ {2}([A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*)(?: +(.*))?$/.exec(line);
    if (head) entries.push({ names: (head[1] ?? '').split(', '), words: head[2] ? [head[2]] : [] });
    else if (/^ {10,}\S/.test(line)) entries.at(-1)?.words.push(line.trim());
  }
  return entries.map(({ names, words }) => ({ names, says: words.join(' ') }));
}

/** The names that the server reads and its help does not tell of, and the other way around. */
export function settingsUnsaid(entries: readonly HelpEntry[]): string[] {
  const said = entries.flatMap(({ names }) => names);
  return [
    ...SETTING_NAMES.filter((name) => !said.includes(name)),
    ...said.filter((name) => !SETTING_NAMES.includes(name)),
  ];
}

/** Every setting of the server in the words of its help text, and of each provider in those of its manifest. */
export function describeSettings(): string {
  const heads = ['Setting', 'Meaning'];
  const own = helpEntriesOf(readText(HELP)).map(({ names, says }) => [codesOf(names), says]);
  const ofProviders = PROVIDERS.flatMap(({ name, says }) => [
    `## ${name}`,
    tableOf({ heads, rows: Object.entries(says).map(([setting, words]) => [codesOf([setting]), words]) }),
  ]);
  return documentOf('Settings', `\`${HELP}\` and the manifests of the providers`, [
    'All are environment variables of `apps/server/src/main.ts`. In a list, commas stand between the items; of secrets the first one signs and all are believed.',
    tableOf({ heads, rows: own }),
    ...ofProviders,
  ]);
}
