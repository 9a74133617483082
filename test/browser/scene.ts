import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { collectFaults, connectBrowser, openPage } from './browser.ts';
import { type ScriptedServer, startScriptedServer } from './scripted/server.ts';

/** A browser, and for each test a new scripted server and a page that may not complain about anything. */
export function useScene() {
  const scene = {} as { browser: Browser; server: ScriptedServer; page: Page; open: typeof open };
  let faults: string[] = [];
  let pages: Page[] = [];
  const open = async (options?: BrowserContextOptions): Promise<Page> => {
    const page = await openPage(scene.browser, options);
    faults = collectFaults(page, faults);
    pages.push(page);
    return page;
  };
  scene.open = open;
  beforeAll(async () => {
    scene.browser = await connectBrowser();
  });
  afterAll(() => scene.browser.close());
  beforeEach(async () => {
    faults = [];
    pages = [];
    scene.server = await startScriptedServer();
    scene.page = await open();
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    await scene.server.close();
    expect(faults).toEqual([]);
  });
  return scene;
}

/** Lets so much time pass at once, for the scripted server and for a page whose clock was installed before. */
export async function passTime(server: ScriptedServer, page: Page, ms: number): Promise<void> {
  server.world.aheadMs += ms;
  await page.clock.fastForward(ms);
}

/** Waits until the condition holds; the deadline is the test's own. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 20_000, interval: 50 }).toBe(true);
}
