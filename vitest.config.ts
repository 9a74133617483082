import { availableParallelism } from 'node:os';
import { LONG_SUITES, longFirst } from '@diboas/testkit/sequence';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.ts',
      'providers/**/*.test.ts',
      'apps/**/*.test.ts',
      'test/**/*.test.ts',
      'commands/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/browser/**'],
    setupFiles: ['packages/testkit/src/marks/listen.ts'],
    globalSetup: ['packages/testkit/src/database/database-template.ts'],
    pool: 'forks',
    // Many files wait, for programs to start or for times to come: one more than there are cores keeps all of them busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: longFirst(LONG_SUITES) },
    // A machine that is busy is slow, not wrong: what is waited for is there long before.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
