import { execFileSync } from 'node:child_process';
import { PROJECT } from '@diboas/testkit/system';
import type { TestProject } from 'vitest/node';
import { type Chrome, prepareChrome } from './chrome-binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chrome: Chrome;
  }
}

/** Builds the app as it is shipped and makes a browser ready, once for all files. */
export default function setup(project: TestProject): void {
  execFileSync(
    process.execPath,
    [`${PROJECT}/node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'error'],
    {
      cwd: `${PROJECT}/apps/web`,
      stdio: 'inherit',
      // The test runner's own NODE_ENV would build the slow and large development version.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  project.provide('chrome', prepareChrome());
}
