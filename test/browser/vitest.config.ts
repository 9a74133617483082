import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { LONG_BROWSER_FILES, longFirst } from '@diboas/testkit/sequence';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.test.ts'],
    globalSetup: ['./global-setup.ts'],
    pool: 'forks',
    // What drives the browser is loaded once a process, not once a file.
    isolate: false,
    // A browser waits most of its time: for the page to settle, to reconnect, to save. Each has its own server and
    // PostgreSQL connections, which a large machine would have more of than the server takes.
    maxWorkers: Math.min(2 * availableParallelism(), 12),
    sequence: { sequencer: longFirst(LONG_BROWSER_FILES) },
    testTimeout: 60_000,
    // A page is asked until it answers, as the driver's own waits do.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
  },
});
