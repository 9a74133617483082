import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type RealSystem, startRealSystem } from './real-system.ts';

/** A browser and the real server, a real PostgreSQL and the sandbox, once for a file: nothing of it is scripted. */
export function useRealScene() {
  const scene = {} as { browser: Browser; system: RealSystem; url: string };
  beforeAll(async () => {
    const [browser, system] = await Promise.all([launchBrowser(), startRealSystem()]);
    Object.assign(scene, { browser, system, url: system.url });
  });
  afterAll(async () => {
    await scene.browser?.close();
    await scene.system?.stop();
  });
  return scene;
}
