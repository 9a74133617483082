import { PROVIDERS } from '@diboas/providers';
import { expect, it } from 'vitest';
import { settingsHelp } from './help.ts';

it('the help says every setting of every provider, and which provider is required', () => {
  const help = settingsHelp();
  for (const { name, settingNames } of PROVIDERS) {
    const heads = ['which is required', 'where it is wanted'].map((words) => `\n${name}, ${words}`);
    expect(
      heads.some((head) => help.includes(head)),
      name,
    ).toBe(true);
    for (const setting of settingNames) expect(help).toMatch(new RegExp(`^ {2}${setting} +[A-Z].*\\.$`, 'm'));
  }
});
