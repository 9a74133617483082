// A deliberate bug whose text has moved leaves the engine whole, and its hunt takes minutes to say so. This takes none.

import { posix } from 'node:path';
import { listFiles, readText } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../simulation/mutants/mutate-source.ts';
import { MUTATIONS } from '../simulation/mutants/mutations.ts';

describe('every deliberate bug', () => {
  it.each(MUTATIONS)('fits the source it is put into: $name', ({ edits }) => {
    const byFile = Map.groupBy(edits, ({ file }) => posix.join('packages', file));
    for (const [path, inOne] of byFile) {
      expect(listFiles(path)).toEqual([path]);
      const whole = readText(path);
      expect(inOne.reduce(applyEdit, whole)).not.toBe(whole);
    }
  });
});

describe('the faults that there were', () => {
  const rows = [...readText('docs/simulator.md').matchAll(/^\| (\d+) +\|[^|]*\|([^|]*)\|$/gm)];

  it('are all in the table, each with the deliberate bug that brings it back', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
    const names = new Set(MUTATIONS.map(({ name }) => name));
    const named = rows.map(([, , cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name),
    );
    expect(named.filter((some) => some.length === 0)).toEqual([]);
    expect(named.flat().filter((name) => !names.has(name))).toEqual([]);
  });
});
