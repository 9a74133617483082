import { ROUTES } from '@diboas/protocol';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { collectFaults, openPage, PHONE } from './browser.ts';
import { useRealScene } from './real-scene.ts';
import { until } from './scene.ts';
import { heading } from './walk.ts';

/** Signing in and out against the real server: which browser asked, which one follows, and what other tabs do. */
const scene = useRealScene();

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto(`${scene.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await heading(page, 'Check your inbox').waitFor();
}

/** The newest link in the mailbox. */
async function linkTo(email: string): Promise<string> {
  const answer = await fetch(`${scene.url}/mailbox.json?to=${encodeURIComponent(email)}`);
  const { mails } = (await answer.json()) as { mails: { link: string }[] };
  return mails[0]?.link ?? '';
}

async function signIn(page: Page, email: string): Promise<void> {
  await askForLink(page, email);
  await page.goto(await linkTo(email));
  await heading(page, 'Your money').waitFor();
}

/** Until the page has been replaced by another one: what is gone to before that would be cut short by it. */
async function signOut(page: Page): Promise<void> {
  await page.locator('header summary').click();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign out' }).click()]);
}

async function isSignedIn(context: BrowserContext): Promise<boolean> {
  return (await context.request.get(`${scene.url}/v1/me`)).ok();
}

describe('a mailed link', () => {
  it('M70 signs in by itself in the browser that asked, and the tab that waits goes on as well', async () => {
    const waiting = await openPage(scene.browser, { viewport: PHONE });
    const faults = collectFaults(waiting);
    await waiting.goto(`${scene.url}/transactions`);
    await heading(waiting, 'Sign in').waitFor();
    expect(await waiting.getByText('Your session has ended').count()).toBe(0);
    await waiting.getByLabel('E-mail address').fill('waits@example.com');
    await waiting.getByRole('button', { name: 'Send me a link' }).click();
    await heading(waiting, 'Check your inbox').waitFor();
    await waiting.getByText('waits@example.com').first().waitFor();
    const followed = await waiting.context().newPage();
    await followed.goto(await linkTo('waits@example.com'));
    await heading(followed, 'Transactions').waitFor();
    await heading(waiting, 'Transactions').waitFor({ timeout: 10_000 });
    expect(new URL(followed.url()).hash).toBe('');
    expect(faults).toEqual([]);
    await waiting.context().close();
  });

  it('asks in another browser whose it is, and changes nothing before the button is pressed', async () => {
    const asking = await openPage(scene.browser);
    await askForLink(asking, 'elsewhere@example.com');
    const other = await openPage(scene.browser);
    await other.goto(await linkTo('elsewhere@example.com'));
    await heading(other, 'Sign in as elsewhere@example.com?').waitFor();
    expect(await isSignedIn(other.context())).toBe(false);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await heading(other, 'Your money').waitFor();
    expect(await isSignedIn(asking.context())).toBe(false);
    await Promise.all([asking, other].map((page) => page.context().close()));
  });

  it('that somebody else sends is named before it takes the place of who is signed in [link.of_another]', async () => {
    const victim = await openPage(scene.browser);
    await signIn(victim, 'victim@example.com');
    const attacker = await openPage(scene.browser);
    await askForLink(attacker, 'attacker@example.com');
    await victim.goto(await linkTo('attacker@example.com'));
    await victim
      .getByText('You are signed in as victim@example.com. This link is for attacker@example.com.')
      .waitFor();
    await victim.getByRole('link', { name: 'Stay as I am' }).click();
    await heading(victim, 'Your money').waitFor();
    await victim.locator('header summary').click();
    await victim.getByText('victim@example.com').waitFor();
    await Promise.all([victim, attacker].map((page) => page.context().close()));
  });

  it('is not followed by a page that the browser builds in advance [link.prefetched]', async () => {
    const page = await openPage(scene.browser);
    await askForLink(page, 'ahead@example.com');
    await page.addInitScript(`
      window.isAhead = true;
      Object.defineProperty(Document.prototype, 'prerendering', { get: () => window.isAhead });
    `);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(await linkTo('ahead@example.com'));
    await heading(page, 'Signing you in…').waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked).not.toContain(ROUTES.followLink.path);
    await page.evaluate('window.isAhead = false; document.dispatchEvent(new Event("prerenderingchange"))');
    await heading(page, 'Your money').waitFor();
    await page.context().close();
  });

  it('that was used, or cut by a mail program, says so, and another is one press away [link.no_good]', async () => {
    const page = await openPage(scene.browser, { viewport: PHONE });
    await signIn(page, 'used@example.com');
    const link = await linkTo('used@example.com');
    const other = await openPage(scene.browser, { viewport: PHONE });
    await other.goto(link);
    await heading(other, 'This link was used already').waitFor();
    await other.getByText('used@example.com').waitFor();
    await other.getByRole('button', { name: 'Send another link' }).click();
    await heading(other, 'Check your inbox').waitFor();
    await other.goto(await linkTo('used@example.com'));
    await heading(other, 'Your money').waitFor();
    await signOut(other);
    await heading(other, 'Sign in').waitFor();
    await other.goto(link.slice(0, -7));
    await heading(other, 'This link is not complete').waitFor();
    await other.getByRole('button', { name: 'Send another link' }).click();
    await heading(other, 'Sign in').waitFor();
    await Promise.all([page, other].map((one) => one.context().close()));
  });
});

describe('the page that says where the link went', () => {
  it('offers to send it again after a minute, in words that do not tick, and to change the address', async () => {
    const page = await openPage(scene.browser);
    await page.clock.install();
    await askForLink(page, 'again@example.com');
    await page.getByText('in a minute').waitFor();
    expect(await page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);
    await page.clock.runFor(31_000);
    await page.getByText('in half a minute').waitFor();
    await page.clock.runFor(30_000);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('We sent it again to again@example.com.').first().waitFor();
    await page.getByRole('link', { name: 'Use another address' }).click();
    await heading(page, 'Sign in').waitFor();
    await expect.poll(() => page.getByLabel('E-mail address').inputValue()).toBe('again@example.com');
    await page.context().close();
  });

  it.each([
    [400, 'invalid_request', 'Check how it is spelled'],
    [429, 'too_many_requests', 'Wait a minute'],
    [503, 'unavailable', 'Your address is fine'],
  ] as const)('is not reached on a %i, which is told in words of its own', async (status, code, words) => {
    const page = await openPage(scene.browser);
    const body = JSON.stringify({ type: `urn:diboas:problem:${code}`, title: code, status, code });
    await page.route(`**${ROUTES.requestLink.path}`, (route) =>
      route.fulfill({ status, body, contentType: 'application/problem+json' }),
    );
    await page.goto(`${scene.url}/sign-in`);
    await page.getByLabel('E-mail address').fill('ana&ben@münchen.de');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByText(words).first().waitFor();
    await page.context().close();
  });
});

describe('signing out', () => {
  it('takes the figures from every other tab at once, and nobody is told that their session ended', async () => {
    const page = await openPage(scene.browser);
    await signIn(page, 'tabs@example.com');
    const other = await page.context().newPage();
    await other.goto(scene.url);
    await heading(other, 'Your money').waitFor();
    await signOut(page);
    await heading(other, 'Sign in').waitFor({ timeout: 10_000 });
    await heading(page, 'Sign in').waitFor();
    expect(await other.getByText('Your session has ended').count()).toBe(0);
    await page.context().close();
  });

  it('is done from another browser, and the one that was signed out is told', async () => {
    const [here, there] = [await openPage(scene.browser), await openPage(scene.browser)];
    await signIn(here, 'remote@example.com');
    await signIn(there, 'remote@example.com');
    await here.goto(`${scene.url}/settings/security`);
    await here.locator('[data-session="other"]').waitFor();
    await here.getByText('Chrome on Linux').first().waitFor();
    await here
      .locator('[data-session="other"]')
      .getByRole('button', { name: /Sign out/ })
      .click();
    await until(async () => (await here.locator('[data-session="other"]').count()) === 0);
    await heading(there, 'Sign in').waitFor({ timeout: 10_000 });
    await there.getByText('Your session has ended').waitFor();
    expect(await isSignedIn(here.context())).toBe(true);
    await here.getByRole('button', { name: 'Sign out everywhere, here too' }).click();
    await heading(here, 'Sign in').waitFor();
    expect(await isSignedIn(here.context())).toBe(false);
    await Promise.all([here, there].map((page) => page.context().close()));
  });
});

describe('who is signed in already', () => {
  it('and signs in as somebody else in another tab leaves nothing of the first on any screen', async () => {
    const first = await openPage(scene.browser);
    await signIn(first, 'first@example.com');
    await first.goto(`${scene.url}/transactions`);
    await heading(first, 'Transactions').waitFor();
    const asking = await openPage(scene.browser);
    await askForLink(asking, 'second@example.com');
    const second = await first.context().newPage();
    await second.goto(await linkTo('second@example.com'));
    await second.getByRole('button', { name: 'Sign in' }).click();
    await heading(second, 'Your money').waitFor();
    // Its session has ended, or the other tab told it who is here now: whichever it hears first leads it on.
    await first.getByText('second@example.com').waitFor({ state: 'attached', timeout: 10_000 });
    expect(await first.getByText('first@example.com').count()).toBe(0);
    await Promise.all([first, asking].map((page) => page.context().close()));
  });

  it('goes on from the sign-in page to where they wanted to go', async () => {
    const page = await openPage(scene.browser);
    await signIn(page, 'already@example.com');
    await page.goto(`${scene.url}/sign-in?next=/transactions`);
    await heading(page, 'Transactions').waitFor();
    await page.context().close();
  });
});
