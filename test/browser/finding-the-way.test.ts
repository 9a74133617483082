import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW, PHONE } from './browser.ts';
import { passTime, until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { completed, newQuote, newTransaction } from './scripted/world.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading, walkTo } from './walk.ts';

const scene = useScene();

describe('help', () => {
  it('WCAG 3.2.6 is reached from the same place on every page, signed in or not', async () => {
    const { page, server } = scene;
    const transaction = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    const add = await walkTo(page, server.url, 'method');
    const paths = ['/', '/transactions', `/transactions/${transaction.id}`, '/help', '/nowhere', '/sign-in'];
    for (const address of [...paths.map((path) => server.url + path), add]) {
      await page.goto(address);
      const links = page.locator('footer').getByRole('link');
      await links.first().waitFor();
      await expect
        .poll(() => links.allTextContents(), { message: address })
        .toEqual(['Help', 'What you can rely on', 'What we keep about you']);
    }
    server.world.signedIn = false;
    await page.goto(`${server.url}/help`);
    await heading(page, 'Help').waitFor();
    for (const [link, title] of [
      ['What you can rely on', 'What you can rely on'],
      ['What we keep about you', 'What we keep about you'],
      ['Open-source licences', 'Open-source licences'],
    ] as const) {
      await page.goto(`${server.url}/help`);
      await page.locator('main').getByRole('link', { name: link }).click();
      await heading(page, title).waitFor();
    }
    await page.getByText(/^react-dom \d/).waitFor();
  });

  it('names how to reach somebody, with the reference; and says so where nobody is named', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/help?about=DB-7K2M-4QXP`);
    const mail = page.getByRole('link', { name: 'help@example.com' });
    await expect.poll(() => mail.getAttribute('href')).toBe('mailto:help@example.com?subject=DB-7K2M-4QXP');
    await page.getByRole('button', { name: 'Copy Reference' }).waitFor();
    server.world.support = null;
    await page.goto(`${server.url}/help?about=<b>`);
    await page.getByText('No address is named here yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Copy Reference' }).count()).toBe(0);
  });

  it('shows that a reference was copied, and marks the whole of it where it could not be', async () => {
    const { page, server } = scene;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${server.url}/help?about=DB-7K2M-4QXP`);
    await page.getByRole('button', { name: 'Copy Reference' }).click();
    await page.locator('[data-copied]').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('DB-7K2M-4QXP');
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.getByRole('button', { name: 'Copy Reference' }).click();
    await expect.poll(() => page.evaluate('String(getSelection())')).toBe('DB-7K2M-4QXP');
  });
});

describe('addresses that lead nowhere', () => {
  it.each(['/nowhere', '/add/zzz', '/add/zzz/amount', '/transactions/zzz'])(
    '%s is nobody’s fault, and keeps the way around',
    async (path) => {
      const { page, server } = scene;
      await page.goto(server.url + path);
      await heading(page, 'There is nothing here').waitFor();
      expect(await page.getByText(/fault of ours/).count()).toBe(0);
      await page.locator('header').getByLabel('Your account').click();
      await page.locator('header').getByText('customer@example.com').waitFor();
      await page.locator('header').getByRole('link', { name: 'diBoaS' }).click();
      await heading(page, 'Your money').waitFor();
    },
  );

  it('ask nobody to sign in, and offer a stranger no account', async () => {
    const { page, server } = scene;
    server.world.signedIn = false;
    await page.goto(`${server.url}/nowhere`);
    await heading(page, 'There is nothing here').waitFor();
    expect(await page.locator('header summary').count()).toBe(0);
    await page.locator('footer').getByRole('link', { name: 'Help' }).click();
    await heading(page, 'Help').waitFor();
    await page.goBack();
    await heading(page, 'There is nothing here').waitFor();
  });

  it('lead whoever has signed in elsewhere since straight home, not to sign in', async () => {
    const { page, server } = scene;
    server.world.signedIn = false;
    await page.clock.install();
    await page.goto(`${server.url}/nowhere`);
    await heading(page, 'There is nothing here').waitFor();
    await passTime(server, page, 600_000);
    server.world.signedIn = true;
    const paths: string[] = [];
    page.on('framenavigated', (frame) => paths.push(new URL(frame.url()).pathname));
    await page.locator('main').getByRole('link', { name: 'Back to your money' }).click();
    await heading(page, 'Your money').waitFor();
    expect(paths).not.toContain('/sign-in');
  });

  it('a transaction that is not there is told without a number, and without asking again for ever', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/transactions/018f3a5e-7c1d-7a2b-9c3d-000000000009`);
    await page.locator('[data-problem]').waitFor();
    expect(await page.locator('[data-problem]').textContent()).not.toMatch(/req-|Check again/);
    await page.locator('[data-problem]').getByRole('link', { name: 'See all transactions' }).click();
    await heading(page, 'Transactions').waitFor();
  });
});

describe('where somebody is', () => {
  it('the page that is shown is told apart in forced colours', async () => {
    const { page, server } = scene;
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(server.url);
    const lines = (name: string) =>
      page
        .locator('header')
        .getByRole('link', { name, exact: true })
        .evaluate((link) => {
          const look = globalThis as unknown as {
            getComputedStyle(element: unknown, part: string): { content: string; borderBottomWidth: string };
          };
          const { content, borderBottomWidth } = look.getComputedStyle(link, '::after');
          return content === 'none' ? '0px' : borderBottomWidth;
        });
    await page.locator('[data-available]').waitFor();
    expect(await lines('Home')).toBe('2px');
    expect(await lines('Transactions')).toBe('0px');
  });

  it('W8 the first page takes no focus, not even after it led to another by itself', async () => {
    const { page, server } = scene;
    server.world.signedIn = false;
    await page.goto(server.url);
    await heading(page, 'Sign in').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('BODY');
  });

  it('the focus goes on to the first row that "Show older" brought, when that was the last of them', async () => {
    const { page, server } = scene;
    for (let count = 0; count < 25; count += 1) {
      const transaction = newTransaction(newQuote(server.world, `${count + 10}.00`, 'card'));
      server.change({ ...transaction, ...completed(transaction) });
    }
    await page.goto(`${server.url}/transactions`);
    await page.getByRole('button', { name: 'Show older' }).click();
    await page.getByText('That is everything.').waitFor();
    await until(() => page.evaluate<boolean>('document.activeElement.matches("main li a")'));
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('+14.00');
  });

  it('the connection that is lost is told once, above the page, and moves nothing', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await page.locator('[data-link="live"]').waitFor();
    const before = await page.locator('[data-available]').boundingBox();
    server.intercept = () => 'cut_before';
    await page.evaluate('window.dispatchEvent(new Event("offline"))');
    await page.locator('[data-offline]').waitFor();
    await page.locator('[data-link="not_live"]').waitFor();
    expect(await page.locator('[data-link="live"]').count()).toBe(0);
    expect(await page.locator('[data-available]').boundingBox()).toEqual(before);
    await expect
      .poll(() => page.locator('[data-offline]').textContent())
      .toContain('goes on without this page');
  });

  it('every target on Home, the list and a transaction is at least 44 px high', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: NARROW });
    const transaction = newTransaction(newQuote(server.world, '100.00', 'card'));
    const done = server.change({ ...transaction, ...completed(transaction) });
    await walkTo(page, server.url, 'method');
    await heading(page, HEADINGS.method).waitFor();
    for (const path of ['/', '/transactions', `/transactions/${done.id}`, '/help']) {
      await page.goto(server.url + path);
      await heading(page, /./).waitFor();
      await until(async () => (await page.locator('[data-waiting]').count()) === 0);
      expect(await tooSmall(page), path).toEqual([]);
    }
  });

  it('every target of signing in, the settings and the wizard is, also where a price could not be had', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: NARROW });
    const review = await openAt(page, server, 'review');
    expect(await tooSmall(page), 'review').toEqual([]);
    server.intercept = ({ path }) => (path === '/v1/quotes' ? refusal('no_provider') : null);
    await page.goto(review.replace('review', 'method'));
    await page.locator('[data-problem]').waitFor();
    expect(await tooSmall(page), 'method').toEqual([]);
    await page.goto(review.replace('review', 'amount'));
    await page.getByLabel('Amount in US dollars').fill('101');
    server.intercept = ({ path }) => (path === '/v1/quotes' ? refusal('unavailable') : null);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/fees');
    await page.locator('[data-problem]').waitFor();
    expect(await tooSmall(page), 'fees').toEqual([]);
    for (const path of [
      '/settings/security',
      '/settings/language',
      '/settings/limits',
      '/settings/statements',
      '/help/licences',
      '/nowhere',
    ]) {
      await page.goto(server.url + path);
      await heading(page, /./).waitFor();
      await until(async () => (await page.locator('[data-waiting]').count()) === 0);
      expect(await tooSmall(page), path).toEqual([]);
    }
    server.world.signedIn = false;
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('E-mail address').fill('ana@example.com');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await heading(page, 'Check your inbox').waitFor();
    expect(await tooSmall(page), 'sent').toEqual([]);
  });
});

/**
 * What is pressed and is lower than a finger; the exact figure inside a line of text may be. While a step slides in, its
 * edges lie between pixels, and what is 44 px high measures a hair less.
 */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('a, button, summary')]
      .filter((one) => !one.matches('.skip-link, .money, [data-holds] summary') && one.checkVisibility())
      .filter((one) => one.getBoundingClientRect().height < 43.99)
      .map((one) => one.textContent)
  `);
}
