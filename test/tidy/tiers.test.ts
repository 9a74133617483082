import { listFiles, parseSource, testsAmong, tierOf, tiers } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { formatBreach } from './breach.ts';
import { checkTiers } from './tiers.ts';

const world = parseSource(
  'apps/a/src/world.ts',
  `import { createTestDatabase } from '@diboas/testkit/database';`,
);

function found(path: string, text: string): string[] {
  return checkTiers([world, parseSource(path, text)]).map(formatBreach);
}

describe('a test that opens a PostgreSQL', () => {
  it.each([
    `import { openSystem } from '@diboas/testkit/system';`,
    `import { createWorld } from './world.ts';`,
  ])('is refused below integration: %s', (text) => {
    const breach = 'apps/a/src/a.test.ts:1 opens a PostgreSQL; call it .integration or .scenario';
    expect(found('apps/a/src/a.test.ts', text)).toEqual([breach]);
    expect(found('apps/a/src/a.integration.test.ts', text)).toEqual([]);
    expect(found('apps/a/src/a.scenario.test.ts', text)).toEqual([]);
  });

  it('is none that takes types only', () => {
    expect(found('apps/a/src/a.test.ts', `import type { World } from './world.ts';`)).toEqual([]);
    expect(found('apps/a/src/a.test.ts', `import { type World } from './world.ts';`)).toEqual([]);
  });
});

describe('every tier', () => {
  it.each(tiers)('selects something: %s', (tier) => {
    const tests = testsAmong(listFiles('**/*.test.{ts,tsx}'));
    expect(tests.filter((path) => tierOf(path) === tier)).not.toEqual([]);
  });
});
