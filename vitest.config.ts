import { availableParallelism } from 'node:os';
import { LONG_SUITES, longFirst } from '@diboas/testkit/sequence';
import { defineConfig } from 'vitest/config';

const TESTS = ['packages', 'providers', 'apps', 'test', 'commands'].map((top) => `${top}/**/*.test.ts`);
const NO_TESTS = ['**/node_modules/**', '**/dist/**', 'test/browser/**'];

/** What opens databases and nothing else: each file drops its own to the last connection, so a process runs many files. */
const DATABASES = ['packages/storage/**/*.integration.test.ts'];

/** What starts programs, opens databases or computes for minutes: what it leaves behind ends with its process. */
const APART = [
  '**/*.{integration,scenario}.test.ts',
  'test/{simulation,chaos,scenarios}/**/*.test.ts',
  'commands/**/*.test.ts',
];

/** One database that is migrated once for all. */
const DATABASE_TEMPLATE = ['packages/testkit/src/database/database-template.ts'];

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
    hookTimeout: 90_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: APART,
          exclude: [...NO_TESTS, ...DATABASES],
          globalSetup: DATABASE_TEMPLATE,
        },
      },
      {
        extends: true,
        test: {
          name: 'databases',
          include: DATABASES,
          exclude: NO_TESTS,
          globalSetup: DATABASE_TEMPLATE,
          isolate: false,
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
