import { PROJECT } from '@diboas/testkit/system';
import type { Browser } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectBrowser, openPage } from './browser.ts';
import { inspect } from './inspect.ts';
import { heading } from './walk.ts';

const PHONE = { width: 390, height: 844 } as const;

/** The app as its developers run it, since the product has no gallery. */
describe('the gallery', () => {
  let server: ViteDevServer;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    server = await createServer({
      configFile: `${PROJECT}/apps/web/vite.config.ts`,
      logLevel: 'silent',
      server: { host: '127.0.0.1', port: 0, watch: null, hmr: false },
    });
    await server.listen();
    url = server.resolvedUrls?.local[0] ?? '';
    browser = await connectBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('has every part in every state, without a violation in any look', async () => {
    const page = await openPage(browser, { viewport: PHONE, reducedMotion: 'reduce' });
    page.setDefaultTimeout(60_000);
    await page.goto(`${url}gallery`);
    await heading(page, 'Gallery').waitFor();
    await page.locator('[data-exhibit] .late').first().waitFor();
    await expect.poll(() => page.locator('[data-exhibit]').count()).toBeGreaterThan(55);
    await inspect(page, 'gallery');
    const folder = process.env.GALLERY_PICTURES;
    if (folder === undefined) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of [PHONE, { width: 1_280, height: 800 }]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(viewport);
        for (const [place, shelf] of (await page.locator('[data-gallery] > section').all()).entries()) {
          await shelf.screenshot({ path: `${folder}/${place}-${colorScheme}-${viewport.width}.png` });
        }
      }
    }
  }, 300_000);
});
