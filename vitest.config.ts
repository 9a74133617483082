import { availableParallelism } from 'node:os';
import { LONG_SUITES, longFirst } from '@diboas/testkit/sequence';
import { defineConfig } from 'vitest/config';

const TESTS = ['packages', 'providers', 'apps', 'test', 'commands'].map((top) => `${top}/**/*.test.ts`);
const NO_TESTS = ['**/node_modules/**', '**/dist/**', 'test/browser/**'];

/** What starts programs, opens databases or computes for minutes: what it leaves behind ends with its process. */
const APART = [
  '**/*.{integration,scenario}.test.ts',
  'test/{simulation,chaos,scenarios}/**/*.test.ts',
  'commands/**/*.test.ts',
];

export default defineConfig({
  test: {
    setupFiles: ['packages/testkit/src/marks/listen.ts'],
    pool: 'forks',
    // Vitest would leave one core to itself, which it hardly uses.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: longFirst(LONG_SUITES) },
    // A machine that is busy is slow, not wrong: what is waited for is there long before.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: APART,
          exclude: NO_TESTS,
          globalSetup: ['packages/testkit/src/database/database-template.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: TESTS,
          exclude: [...NO_TESTS, ...APART],
          // One process runs many files: to load again for each what they all import took twice as long as the tests. No
          // file leaves anything behind for the next, as no module of the house has a state of its own.
          isolate: false,
        },
      },
    ],
  },
});
