import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { WEB_DIST } from './app/web-dist.ts';
import { connectBrowser } from './browser.ts';

/**
 * The real server as a program, with the app as it is shipped, and orders that move when a test says so.
 * `TEST_DATABASE_URL` names a server to make a database on; without it one is started for this run.
 */
export function openRealSystem(): Promise<OpenSystem> {
  return openSystem({
    ...(process.env.TEST_DATABASE_URL ? {} : { postgres: 'throwaway' as const }),
    settings: { WEB_DIST },
    sandbox: { SANDBOX_STEP_MS: '300', SANDBOX_AUTO_PAY: 'off' },
  });
}

/** A browser and the real server, a real PostgreSQL and the sandbox, once for a file: nothing of it is scripted. */
export function useRealScene() {
  const scene = {} as { browser: Browser; system: OpenSystem; url: string };
  beforeAll(async () => {
    const [browser, system] = await Promise.all([connectBrowser(), openRealSystem()]);
    Object.assign(scene, { browser, system, url: system.url });
  });
  afterAll(async () => {
    await scene.browser?.close();
    await scene.system?.close();
  });
  return scene;
}
