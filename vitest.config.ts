import { availableParallelism } from 'node:os';
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
    // Vitest would leave one core to itself, which it hardly uses.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A machine that is busy is slow, not wrong: what is waited for is there long before.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
