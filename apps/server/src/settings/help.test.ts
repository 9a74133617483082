import { PROVIDERS } from '@diboas/providers';
import { expect, it } from 'vitest';
import { settingsHelp } from './help.ts';

it('the help says every setting of every provider, and which provider is required', () => {
  const help = settingsHelp();
  for (const { name, settingNames } of PROVIDERS) {
    expect(help).toMatch(new RegExp(`^${name}, (which is required|where it is wanted)`, 'm'));
    for (const setting of settingNames) expect(help).toMatch(new RegExp(`^ {2}${setting} +[A-Z].*\\.$`, 'm'));
  }
});
