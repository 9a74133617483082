import { execFileSync } from 'node:child_process';
import { PROJECT } from '@diboas/testkit/system';
import type { TestProject } from 'vitest/node';
import { startBrowser } from './browser.ts';
import { type Chrome, prepareChrome } from './chrome-binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chrome: Chrome;
    /** Where the browser of all files is reached. */
    browser: string;
  }
}

/** Builds the app as it is shipped and starts a browser, once for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  const chrome = prepareChrome();
  const browser = await startBrowser(chrome);
  project.provide('chrome', chrome);
  project.provide('browser', browser.wsEndpoint());
  return () => browser.close();
}
