// The rule about paths that documents name, shown samples that break it and some that do not.
import { describe, expect, it } from 'vitest';
import { checkNamedPaths } from './named-paths.ts';

const files = new Set(['docs/a.md', 'docs/images/app.png', 'apps/web/src/wizard/flow.ts', 'apps/web/de.po']);
const problems = (text: string) =>
  checkNamedPaths({ path: 'docs/b.md', text }, files).map(({ line, problem }) => `${line} ${problem}`);

describe('a path that a document names', () => {
  it.each([
    ['in `apps/web/src/wizard/gone.ts`', 'apps/web/src/wizard/gone.ts'],
    ['in `other/flow.ts`', 'other/flow.ts'],
    ['in `low.ts`', 'low.ts'],
    ['in `apps/web/src/wizards`', 'apps/web/src/wizards'],
    ['see [a](c.md#top)', 'c.md'],
    ['see [a](../a.md)', '../a.md'],
  ])('is not there: %s', (text, name) => {
    expect(problems(`first\n${text}`)).toEqual([`2 names ${name}, which is not there`]);
  });

  it.each([
    'in `apps/web/src/wizard/flow.ts`, `wizard/flow.ts`, `flow.ts` and `de.po`',
    'in `apps/web/src/wizard/`, `apps/web` and `docs`',
    'see [a](a.md#top), [b](images/app.png), [c](../apps/web), [d](#top), [e](https://e.example/a.md)',
    'made in `providers/<id>/provider.ts` for `providers/*/provider.ts`, served at `/openapi.json`',
  ])('is there, or is none: %s', (text) => {
    expect(problems(text)).toEqual([]);
  });
});
