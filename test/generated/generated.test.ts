// docs/generated: each file is what the code says of itself now. One that was stale is written anew and fails the run, so
// that whoever changed the code sees what became of the document, and commits both.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, projectFolder, readText } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { tableOf } from './document.ts';
import { describeFaults } from './faults.ts';
import { describeProviders } from './providers.ts';
import { describeRoutes } from './routes.ts';
import { describeRules } from './rules.ts';
import { describeSettings, helpEntriesOf, settingsUnsaid } from './settings.ts';

const documents: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/generated/faults.md': describeFaults,
  'docs/generated/providers.md': describeProviders,
  'docs/generated/routes.md': describeRoutes,
  'docs/generated/rules.md': describeRules,
  'docs/generated/settings.md': describeSettings,
};

describe('a generated document', () => {
  it.each(Object.entries(documents))('%s is what the code says', async (path, describeAll) => {
    const kept = listFiles(path).length === 1 ? readText(path) : '';
    const now = await describeAll();
    if (kept !== now) writeFileSync(join(projectFolder, path), now);
    expect(kept, `${path} was stale and is written anew: look at it and commit it`).toBe(now);
  });

  it('is made by one of these', () => {
    expect(listFiles('docs/generated/*')).toEqual(Object.keys(documents).sort());
  });

  it('has columns as wide as their widest cell', () => {
    expect(tableOf({ heads: ['A', 'Name'], rows: [['a|b', 'x']] })).toBe(
      '| A    | Name |\n| ---- | ---- |\n| a\\|b | x    |',
    );
  });
});

describe('the settings of the server', () => {
  it('are all told of in its help, and no others', () => {
    expect(settingsUnsaid(helpEntriesOf(readText('apps/server/src/help.txt')))).toEqual([]);
  });

  it('are missed by name', () => {
    const entries = helpEntriesOf(
      '  HOST, PORT   Where it listens.\n               More.\n  NOBODY\n      x\n',
    );
    expect(entries[0]).toEqual({ names: ['HOST', 'PORT'], says: 'Where it listens. More.' });
    expect(settingsUnsaid(entries)).toEqual(expect.arrayContaining(['WORLD', 'NOBODY']));
    expect(settingsUnsaid(entries)).not.toContain('HOST');
  });
});
