// The rule about paths that documents name, shown samples that break it and some that do not.
import { describe, expect, it } from 'vitest';
import { checkMap, checkNamedPaths } from './named-paths.ts';

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

describe('a map of the house', () => {
  const rooms = new Set(['apps/web/src/main.ts', 'apps/web/src/api/a.ts', 'apps/web/src/testing/b.ts']);
  const missing = (text: string) =>
    checkMap({ path: 'map.md', text }, rooms, ['apps', 'apps/web/src']).map(({ problem }) => problem);

  it('says something of every folder', () => {
    expect(missing('In `apps/web` are `other` and api.')).toEqual(['says nothing of apps/web/src/api']);
    expect(missing('`api`')).toEqual(['says nothing of apps/web']);
    expect(missing('`apps/web`: `api/<noun>`, and its tests.')).toEqual([]);
  });
});
