import { describe, expect, it } from 'vitest';
import { NARROW } from './browser.ts';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { completed, newQuote, newTransaction } from './scripted/world.ts';
import { HEADINGS, heading, walkTo } from './walk.ts';

const scene = useScene();

describe('signing in and out', () => {
  it('a first visit is not told that a session has ended', async () => {
    const { page, server } = scene;
    server.world.signedIn = false;
    await page.goto(server.url);
    await heading(page, 'Sign in').waitFor();
    await page.getByText('There is no password to remember').waitFor();
    expect(await page.getByText('Your session has ended').count()).toBe(0);
  });

  it('R9 somebody whose session ended is told so, and comes back to the same place', async () => {
    const { page, server } = scene;
    server.world.signedIn = false;
    server.world.sessionEnded = true;
    await page.goto(`${server.url}/transactions`);
    await page.getByText('Your session has ended').waitFor();
    server.world.signedIn = true;
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await heading(page, 'Transactions').waitFor();
  });

  it('a session that ended leaves no figures behind for whoever presses Back', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '777.00', 'card'));
    server.change({ ...transaction, ...completed(transaction) });
    await page.goto(server.url);
    await page.getByRole('link', { name: 'See all transactions' }).click();
    // Home shows the figure too: only this says that the list was read while the session stood.
    await page.getByText('That is everything.').waitFor();
    await page.getByText('777.00').first().waitFor();
    server.world.signedIn = false;
    await page.getByRole('link', { name: 'Home' }).click();
    await heading(page, 'Sign in').waitFor();
    await page.evaluate(`
      window.seen = [];
      new MutationObserver(() => window.seen.push(document.body.textContent))
        .observe(document.body, { subtree: true, childList: true });
    `);
    await page.goBack();
    await until(async () =>
      (await page.evaluate<string[]>('window.seen')).some((text) => text.includes('Transactions')),
    );
    await heading(page, 'Sign in').waitFor();
    expect((await page.evaluate<string[]>('window.seen')).filter((text) => text.includes('777'))).toEqual([]);
  });

  it('a page that anybody may read keeps nothing of who signed out in another tab', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '777.00', 'card'));
    server.change({ ...transaction, ...completed(transaction) });
    await page.goto(server.url);
    await page.getByText('777.00').first().waitFor();
    await page.getByRole('link', { name: 'Help', exact: true }).click();
    await heading(page, 'Help').waitFor();
    const other = await page.context().newPage();
    await other.goto(server.url);
    await other.locator('header summary').click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await heading(other, 'Sign in').waitFor();
    await page.evaluate(`
      window.seen = [];
      new MutationObserver(() => window.seen.push(document.body.textContent))
        .observe(document.body, { subtree: true, childList: true });
    `);
    await page.bringToFront();
    await page.getByRole('link', { name: 'Home' }).click();
    await heading(page, 'Sign in').waitFor();
    expect((await page.evaluate<string[]>('window.seen')).filter((text) => text.includes('777'))).toEqual([]);
  });

  it('a long address breaks after its marks and never within a word', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: NARROW });
    const email = 'maximiliane.von-hohenstein@buchhaltung.musterunternehmen.example';
    server.world.signedIn = false;
    server.world.follow = { outcome: 'ask', email, next: '/', signedInAs: 'somebody.else@example.com' };
    await page.goto(`${server.url}/sign-in/link#good`);
    await heading(page, `Sign in as ${email}?`).waitFor();
    const broken = await page.evaluate<string[]>(`(() => {
      const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        for (const { 0: word, index } of node.data.matchAll(/\\S+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
        }
      }
      return found;
    })()`);
    expect(broken).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('nobody is told that they are signed out before the server has done it', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.route('**/v1/sign-out', (route) => route.abort());
    await page.locator('header summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are still signed in').waitFor();
    await heading(page, 'Your money').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(false);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
  });
});

describe('when something cannot be reached', () => {
  it('W41 a failed call counts as unreachable though the browser says online, and a good one as reached', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.locator('[data-available]').waitFor();
    server.intercept = () => 'cut_before';
    server.live = 'refuse';
    server.cutSockets();
    await page.evaluate(
      'window.dispatchEvent(new Event("focus")); document.dispatchEvent(new Event("visibilitychange"))',
    );
    await page.locator('[data-offline]').waitFor();
    expect(await page.evaluate('navigator.onLine')).toBe(true);
    server.intercept = () => null;
    await page.locator('[data-offline]').waitFor({ state: 'detached' });
  });

  it('W42 a balance that could not be read again says so beside its time', async () => {
    const { page, server } = scene;
    const transaction = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    await page.goto(server.url);
    await page.locator('[data-link="live"]').waitFor();
    await page.locator('[data-available]').waitFor();
    server.intercept = ({ path }) => (path === '/v1/balances' ? refusal('internal') : null);
    server.change({ ...transaction, ...completed(transaction) });
    await page.getByText(/As of .* We could not read it again since\./).waitFor();
    await expect.poll(() => page.locator('[data-available]').count()).toBe(1);
  });

  it('a page whose script does not arrive says so in our words, and can be loaded again', async () => {
    const { page, server } = scene;
    await page.route('**/assets/history-page*', (route) => route.abort());
    await page.goto(server.url);
    await page.getByRole('link', { name: 'See all transactions' }).click();
    await heading(page, 'We could not show this page').waitFor();
    await page.unroute('**/assets/history-page*');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await heading(page, 'Transactions').waitFor();
  });

  it('a step that cannot be saved is kept, and its page says that diBoaS cannot be reached', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    server.intercept = () => 'cut_before';
    await page.getByLabel('Amount in US dollars').fill('100');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('[data-offline]').waitFor();
    server.intercept = () => null;
    await until(async () => (await page.locator('[data-offline]').count()) === 0);
    await heading(page, HEADINGS.to).waitFor();
  });
});
