import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, launchBrowser, openPage } from './browser.ts';
import { useScene } from './scene.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading, pressContinue, submitButton, walkTo } from './walk.ts';

const scene = useScene();

/** Adds money from the first page to the last. */
async function addMoney(page: Page, base: string): Promise<void> {
  await walkTo(page, base, 'review');
  await confirm(page);
}

async function confirm(page: Page): Promise<void> {
  await submitButton(page).click();
  await heading(page, /Confirm your payment/).waitFor();
}

const languages = (language: string, all: string) => `
  Object.defineProperty(navigator, 'language', { get: () => ${language} });
  Object.defineProperty(navigator, 'languages', { get: () => ${all} });
`;
const refusing = (name: string) =>
  `window.${name} = class { constructor() { throw new DOMException('refused', 'SecurityError'); } };`;

describe('a browser that lacks or refuses something', () => {
  it.each([
    ['speaks POSIX', languages("'en-US@posix'", "['en-US@posix']")],
    ['speaks C', languages("'C'", "['C']")],
    ['speaks nothing', languages("''", '[]')],
    ['speaks with an underscore', languages("'en_US'", "['en_US']")],
    ['names no language', languages('undefined', 'undefined')],
    ['throws when asked for its language', languages("(() => { throw new Error('no') })()", 'null')],
    ['has no randomUUID', 'delete Crypto.prototype.randomUUID;'],
    ['has no crypto', "Object.defineProperty(window, 'crypto', { value: undefined });"],
    ['refuses sockets', refusing('WebSocket')],
    ['has no sockets', 'delete window.WebSocket;'],
    ['has no AbortSignal.timeout', 'delete AbortSignal.timeout; delete AbortSignal.any;'],
    ['has no channel to other tabs', 'delete window.BroadcastChannel;'],
    ['refuses a channel to other tabs', refusing('BroadcastChannel')],
    [
      'blocks storage',
      `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
        get() { throw new DOMException('denied', 'SecurityError'); } });`,
    ],
    [
      'has storage that is full',
      `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
    ],
    ['has no structuredClone, no matchMedia', 'delete window.structuredClone; delete window.matchMedia;'],
  ])('%s: what was begun is priced and confirmed all the same', async (_, script) => {
    const page = await scene.open();
    await page.addInitScript(script);
    // Of the way to the price, with all that is typed there, those below walk all.
    await openAt(page, scene.server, 'fees');
    await pressContinue(page);
    await heading(page, HEADINGS.review).waitFor();
    await confirm(page);
    expect(scene.server.world.transactions.size).toBe(1);
  });

  it.each([
    [
      'writes no relative times, no lists, no plurals of its own',
      'delete Intl.RelativeTimeFormat; delete Intl.ListFormat; delete Intl.Segmenter;',
    ],
    [
      'knows none of the newer ways to write figures',
      `const Real = Intl.NumberFormat;
       Intl.NumberFormat = function (locale, style = {}) {
         if (style.signDisplay === 'negative' || style.useGrouping === 'always') throw new RangeError('signDisplay');
         return new Real(locale, style);
       };
       Object.assign(Intl.NumberFormat, { supportedLocalesOf: Real.supportedLocalesOf });`,
    ],
    [
      'has the arrays of some years ago',
      `for (const name of ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with', 'at'])
         delete Array.prototype[name];`,
    ],
  ])('%s: money can be added all the same', async (_, script) => {
    const page = await scene.open();
    await page.addInitScript(script);
    await addMoney(page, scene.server.url);
    expect(scene.server.world.transactions.size).toBe(1);
  });
});

describe('a browser of another kind', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(undefined, ['--host-resolver-rules=MAP diboas.test 127.0.0.1']);
  });
  afterAll(() => browser.close());

  it('on plain http under a name of its own: money can be added', async () => {
    const page = await openPage(browser);
    const { port } = new URL(scene.server.url);
    await page.goto(`http://diboas.test:${port}`);
    expect(await page.evaluate('isSecureContext')).toBe(false);
    await addMoney(page, `http://diboas.test:${port}`);
    await page.context().close();
  });

  it('started under LANG=C: the page is there', async () => {
    const page = await (await browser.newContext({ viewport: DESKTOP, locale: 'en-US-posix' })).newPage();
    await page.goto(scene.server.url);
    await heading(page, 'Your money').waitFor();
    await page.context().close();
  });
});

describe('an app that cannot start', () => {
  const lastWords = async (page: Page): Promise<void> => {
    await heading(page, 'We could not show this page.').waitFor();
    await page.getByText('No money moved because of it').waitFor();
    await page.getByRole('button', { name: 'Load the page again' }).waitFor();
  };

  it.each(['start', 'en'])('because its part "%s" is not there says so', async (part) => {
    const page = await openPage(scene.browser);
    await page.route(`**/assets/${part}-*.js`, (route) => route.fulfill({ status: 404 }));
    await page.goto(scene.server.url);
    await lastWords(page);
    await page.context().close();
  });

  it('because one of its modules throws says so', async () => {
    const page = await openPage(scene.browser);
    await page.route('**/assets/start-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("a module that fails")' }),
    );
    await page.goto(scene.server.url);
    await lastWords(page);
    await page.context().close();
  });
});
