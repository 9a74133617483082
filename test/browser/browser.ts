import {
  type Browser,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
  type Page,
} from 'playwright-core';
import { inject } from 'vitest';
import type { Chrome } from './chrome-binary.ts';

/** Chromium as the tests drive it: headless, with a new empty profile, talking to nobody outside. */
function launchOptions({ executablePath, env }: Chrome, args: readonly string[] = []) {
  return {
    executablePath,
    env: { ...process.env, ...env } as Record<string, string>,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      ...args,
    ],
  };
}

/** One of one's own: for what needs arguments of its own. */
export function launchBrowser(
  chrome: Chrome = inject('chrome'),
  args: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch(launchOptions(chrome, args));
}

/** One for many, each of which connects to it. */
export function startBrowser(chrome: Chrome): Promise<BrowserServer> {
  return chromium.launchServer(launchOptions(chrome));
}

/**
 * The browser of all files, which costs a third of starting one. Pages of one context know nothing of those of another, and
 * to close it takes along the contexts that were opened by it, and no others.
 */
export function connectBrowser(): Promise<Browser> {
  return chromium.connect(inject('browser'));
}

export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 900 } as const;
export const NARROW = { width: 320, height: 640 } as const;

/**
 * A page in a context of its own. Unless a test wants it, nothing slides or fades: a driver waits until what it presses stands
 * still, a fifth of a second a step.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: DESKTOP,
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

/** Every complaint of the page's own: a thrown error, or something that the content policy refused. */
export function collectFaults(page: Page, faults: string[] = []): string[] {
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  return faults;
}
