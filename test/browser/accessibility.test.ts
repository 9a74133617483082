import { describe, expect, it } from 'vitest';
import { NARROW } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { someStatements } from './scripted/statements.ts';
import { completed, declined, expired, hold, newQuote, newTransaction, takenBack } from './scripted/world.ts';
import { tooWide } from './too-wide.ts';
import { HEADINGS, heading, pressContinue, submitButton, tabTo, toMethod, walkTo } from './walk.ts';

const scene = useScene();

describe('axe finds nothing, in light, dark, forced colours, at 1280 and at 320 px', () => {
  it('signing in: asked, refused, sent', async () => {
    const { page, server } = scene;
    server.world.signedIn = false;
    await page.goto(`${server.url}/sign-in`);
    await heading(page, 'Sign in').waitFor();
    await inspect(page, 'sign-in');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.locator('[data-error-summary]').waitFor();
    await inspect(page, 'sign-in with an error');
    await page.getByLabel('E-mail address').fill('a.rather.long.name.of.somebody@subdomain.example.com');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await heading(page, 'Check your inbox').waitFor();
    await inspect(page, 'sign-in sent');
  }, 120_000);

  it('a link: asked about, used, old, not whole; where somebody is signed in; before the end', async () => {
    const { page, server } = scene;
    const email = 'a.rather.long.name.of.somebody@subdomain.example.com';
    for (const outcome of ['ask', 'used', 'old', 'not_whole'] as const) {
      server.world.follow = {
        outcome,
        email: outcome === 'not_whole' ? null : email,
        next: '/',
        signedInAs: null,
      };
      if (outcome === 'ask') server.world.follow.signedInAs = 'customer@example.com';
      await page.goto(`${server.url}/sign-in/link#${outcome}`);
      await page.getByRole('heading', { level: 1, name: /\?$|This link/ }).waitFor();
      await inspect(page, `a link that is ${outcome}`);
      await page.goto('about:blank');
    }
    await page.goto(`${server.url}/settings/security`);
    await page.locator('[data-session]').first().waitFor();
    await inspect(page, 'where somebody is signed in');
    await page.goto(`${server.url}/settings/limits`);
    await page.locator('[data-limits]').first().waitFor();
    await inspect(page, 'limits');
    await page.goto(`${server.url}/settings/statements`);
    await page.getByText('There is nothing to state yet.').waitFor();
    await inspect(page, 'statements, none');
    server.world.statements = someStatements();
    await page.reload();
    await page.locator('[data-statement="refused"]').waitFor();
    await inspect(page, 'statements');
    server.world.life = { idleMs: 100_000, lifeMs: 86_400_000 };
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByRole('dialog').waitFor();
    await inspect(page, 'before the session ends');
  }, 240_000);

  it('home and history: empty, filled, with the menu open, with holds unfolded, failed', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.getByText('No transactions yet').waitFor();
    await inspect(page, 'home, empty');
    await page.goto(`${server.url}/transactions`);
    await page.getByText('No transactions yet').waitFor();
    await inspect(page, 'history, empty');

    for (const end of [completed, expired]) {
      const transaction = newTransaction(newQuote(server.world, '100.00', 'card'));
      server.change({ ...transaction, ...end(transaction) });
    }
    await walkTo(page, server.url, 'method');
    await page.goto(server.url);
    await page.locator('[data-unfinished] summary').click();
    await page.getByText('Added by card').waitFor();
    await page.locator('header summary').click();
    await inspect(page, 'home, filled');
    const underWay = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    hold(server.world, [
      { transaction: underWay, direction: 'reserved', amount: '40.123456' },
      { transaction: underWay, direction: 'incoming' },
    ]);
    await page.goto(server.url);
    for (const direction of ['reserved', 'incoming']) {
      await page.locator(`[data-holds="${direction}"] summary`).click();
    }
    await page.locator('[data-holds] a', { hasText: 'Adding by card' }).last().waitFor();
    await inspect(page, 'home, with what the balance is held for');
    await page.goto(`${server.url}/transactions`);
    await page.getByText('That is everything.').waitFor();
    await inspect(page, 'history, filled');

    server.intercept = ({ path }) => (path === '/v1/balances' ? refusal('internal') : null);
    await page.goto(server.url);
    await page.locator('[data-problem]').waitFor();
    await inspect(page, 'home, balances failed');
  }, 180_000);

  it('every step of the wizard, with its errors', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    await inspect(page, 'amount');
    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    await inspect(page, 'amount with an error');
    server.intercept = ({ path }) => (path === '/v1/quotes' ? refusal('unavailable') : null);
    await page.getByLabel('Amount in US dollars').fill('1,234');
    await pressContinue(page);
    await toMethod(page);
    await page.getByText('Price in the next step').first().waitFor();
    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    await inspect(page, 'method with an error and no prices');
    await page.getByRole('radio', { name: /^Bank/ }).check();
    await pressContinue(page);
    await page.locator('[data-problem]').waitFor();
    await inspect(page, 'fees refused');
    server.intercept = () => null;
    await page.goBack();
    await page.locator('[data-offer] .money').first().waitFor();
    await inspect(page, 'method');
    await pressContinue(page);
    await page.locator('[data-total]').waitFor();
    await inspect(page, 'fees');
    await pressContinue(page);
    await heading(page, HEADINGS.review).waitFor();
    await page.locator('[data-total]').waitFor();
    await inspect(page, 'review');
    server.world.feeCents = 900;
    server.intercept = ({ path, method }) =>
      path === '/v1/transactions' && method === 'POST' ? refusal('price_changed') : null;
    await submitButton(page).click();
    await page.locator('[data-price-change]').waitFor();
    await inspect(page, 'review with another price');
    server.intercept = () => null;
    await submitButton(page).click();
    await heading(page, /Confirm your payment/).waitFor();
    await inspect(page, 'processing');
    const transaction = [...server.world.transactions.values()].at(-1);
    if (!transaction) throw new Error('there is a transaction');
    server.change({ ...transaction, ...completed(transaction) });
    await page.getByRole('heading', { name: 'Receipt' }).waitFor();
    await inspect(page, 'done');
  }, 240_000);

  it('the status page with its details open, in an end, and at an address that leads nowhere', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '100.00', 'card'));
    const ended = server.change({ ...transaction, ...expired(transaction) });
    await page.goto(`${server.url}/transactions/${ended.id}`);
    await page.locator('[data-details] summary').click();
    await inspect(page, 'status, expired, details open');
    const refused = newTransaction(newQuote(server.world, '64.20', 'card'));
    server.change({ ...refused, ...declined(refused) });
    await page.goto(`${server.url}/transactions/${refused.id}`);
    await page.getByText('The payment was declined', { exact: true }).waitFor();
    await inspect(page, 'status, declined');
    const running = server.change(newTransaction(newQuote(server.world, '70.00', 'card')));
    await page.goto(`${server.url}/transactions/${running.id}`);
    await page.locator('[data-details] summary').click();
    await inspect(page, 'status, on its way, details open');
    await page.goto(`${server.url}/transactions/018f3a5e-7c1d-7a2b-9c3d-000000000009`);
    await page.locator('[data-problem]').waitFor();
    await inspect(page, 'status, unknown address');
    await page.goto(`${server.url}/nowhere`);
    await heading(page, 'There is nothing here').waitFor();
    await inspect(page, 'no such page');
  }, 180_000);

  it('a payment that was taken back: both its sides, and where they are listed', async () => {
    const { page, server } = scene;
    const { original, reversal } = takenBack(newTransaction(newQuote(server.world, '1000.00', 'bank')));
    server.change(original);
    server.change(reversal);
    for (const { id } of [original, reversal]) {
      await page.goto(`${server.url}/transactions/${id}`);
      await page.locator('[data-other-side]').waitFor();
      await page.locator('[data-details] summary').click();
      await inspect(page, `status, ${id === original.id ? 'reversed' : 'taken back'}`);
    }
    await page.goto(server.url);
    await page.getByText('Bank payment reversed').waitFor();
    await inspect(page, 'home, taken back');
    await page.goto(`${server.url}/transactions`);
    await page.getByText('Bank payment reversed').waitFor();
    await inspect(page, 'history, taken back');
  }, 180_000);
});

describe('other ways to use it', () => {
  it('W13 the whole flow is done with the keyboard alone, at 320 px', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: NARROW, reducedMotion: 'reduce' });
    await page.goto(server.url);
    await page.getByText('No transactions yet').waitFor();
    await tabTo(page, /Add money/);
    await page.keyboard.press('Enter');
    await heading(page, HEADINGS.amount).waitFor();
    await tabTo(page, /Amount in US dollars/);
    await page.keyboard.type('100');
    await page.keyboard.press('Enter');
    await heading(page, HEADINGS.to).waitFor();
    await tabTo(page, /^Cash/);
    await page.keyboard.press('Enter');
    await heading(page, HEADINGS.method).waitFor();
    await tabTo(page, /^Card/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.locator('[data-total]').waitFor();
    await tabTo(page, /Continue/);
    await page.keyboard.press('Enter');
    await heading(page, HEADINGS.review).waitFor();
    await page.locator('[data-total]').waitFor();
    await tabTo(page, /Add \$100\.00 for \$104\.50/);
    await page.keyboard.press('Enter');
    await heading(page, /Confirm your payment/).waitFor();
    await tabTo(page, /Open payment page/);
  });

  it('text spacing of WCAG 1.4.12 and 200 % text cut nothing off', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: NARROW, bypassCSP: true, reducedMotion: 'reduce' });
    await walkTo(page, server.url, 'review', '1,234.50');
    for (const content of [
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
      ':root { font-size: 200%; }',
    ]) {
      const style = await page.addStyleTag({ content });
      const cut = await page.evaluate<string[]>(`
        [...document.querySelectorAll('main *, header *')]
          .filter((one) => !one.closest('.visually-hidden') && one.scrollWidth > one.clientWidth + 1)
          .filter((one) => getComputedStyle(one).overflowX !== 'visible')
          .map((one) => one.outerHTML.slice(0, 120))
      `);
      expect(cut).toEqual([]);
      expect(await tooWide(page), content).toEqual([]);
      await style.evaluate((element) => (element as unknown as { remove(): void }).remove());
    }
  });
});
