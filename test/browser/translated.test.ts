import { personState, type TransactionView } from '@diboas/protocol';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until, useScene } from './scene.ts';
import { completed, declined, hold, newQuote, newTransaction, takenBack } from './scripted/world.ts';
import { translate } from './translated.ts';
import { HEADINGS, heading, pressContinue, submitButton, toMethod } from './walk.ts';

const scene = useScene();

/** All words but the times, which go on by themselves between one look and the next. */
async function textOf(page: Page): Promise<string> {
  const text = (await page.locator('main').textContent()) ?? '';
  return text.replace(/\d+:\d\d(:\d\d)?\s?[AP]M|just now|\d+ minutes? ago/g, 'then');
}

/** What the translated page has come to say is what somebody reads who opens it only now, without a translation. */
async function expectTrue(page: Page, name: string): Promise<void> {
  const fresh = await scene.open();
  await fresh.goto(page.url());
  await fresh.locator('[data-link="live"], [data-state]').first().waitFor();
  await until(async () => (await textOf(page)) === (await textOf(fresh))).catch(() => undefined);
  expect(await textOf(page), name).toBe(await textOf(fresh));
  await fresh.context().close();
}

const failedPage = () => scene.page.locator('[data-failed-page]').count();

describe('a page that the browser translates [page.translated]', () => {
  it('is walked from home to the end of a payment', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.locator('[data-available]').waitFor();
    await translate(page);
    await page.getByRole('button', { name: 'Add money' }).click();
    await heading(page, HEADINGS.amount).waitFor();
    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    await page.getByLabel('Amount in US dollars').fill('100');
    await pressContinue(page);
    await toMethod(page);
    await page.locator('[data-offer] .money').first().waitFor();
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await page.locator('[data-total]').waitFor();
    await pressContinue(page);
    await heading(page, HEADINGS.review).waitFor();
    await page.locator('[data-total]').waitFor();
    await submitButton(page).click();
    await heading(page, /Confirm your payment/).waitFor();
    const transaction = [...server.world.transactions.values()].at(-1);
    if (!transaction) throw new Error('there is a transaction');
    const processing = server.change({
      ...transaction,
      state: 'processing',
      where: 'with_provider',
      action: null,
    });
    await heading(page, /on its way/).waitFor();
    server.change({ ...processing, ...completed(processing) });
    await heading(page, /^You added/).waitFor();
    await page.getByText('Done', { exact: true }).first().waitFor();
    expect(await failedPage()).toBe(0);
  });

  it('says of every state what is true, as each follows on the other', async () => {
    const { page, server } = scene;
    const transaction = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await page.locator('[data-link="live"]').waitFor();
    await page.locator('[data-details] summary').click();
    await translate(page);
    for (const [index, state] of [...personState.options, 'accepted' as const].entries()) {
      const change: Partial<TransactionView> = {
        state,
        action: state === 'awaiting_you' ? transaction.action : null,
        provider: { id: 'northpay', name: `Northpay ${index}` },
        steps: transaction.steps.map((step, at) => ({
          ...step,
          state: at < index % 4 ? 'done' : at === index % 4 ? 'now' : 'next',
          at: at < index % 4 ? transaction.createdAt : null,
        })),
      };
      server.change({ ...transaction, ...change });
      await page.locator(`[data-state="${state}"]`).waitFor();
      expect(await failedPage(), state).toBe(0);
    }
    for (const end of [completed(transaction), declined(transaction), takenBack(transaction).original]) {
      server.change({ ...transaction, ...end });
      await page.locator(`[data-state="${end.state}"]`).waitFor();
      await expectTrue(page, String(end.state));
    }
  }, 120_000);

  it('shows balances, holds and rows as they change', async () => {
    const { page, server } = scene;
    const first = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    await page.goto(server.url);
    await page.locator('[data-link="live"]').waitFor();
    await page.locator('[data-available]').waitFor();
    await translate(page);
    hold(server.world, [{ transaction: first, direction: 'incoming' }]);
    server.change({ ...first, state: 'processing', where: 'with_provider', action: null });
    await page.locator('[data-holds="incoming"] summary').click();
    const second = server.change(newTransaction(newQuote(server.world, '40.00', 'bank')));
    hold(server.world, [
      { transaction: first, direction: 'incoming' },
      { transaction: second, direction: 'incoming' },
    ]);
    server.change({ ...second, state: 'processing', where: 'with_provider', action: null });
    await page.getByText('From 2 transactions').waitFor();
    hold(server.world, []);
    server.change({ ...first, ...completed(first) });
    server.change({ ...second, ...declined(second) });
    await page.getByText('Added by card').first().waitFor();
    await until(async () => (await page.locator('[data-holds]').count()) === 0);
    // What ended while somebody looked is kept in its place until they look away.
    await page.getByRole('link', { name: 'Transactions', exact: true }).click();
    await page.getByRole('link', { name: 'Home' }).click();
    await expectTrue(page, 'home');
    server.live = 'refuse';
    server.cutSockets();
    await page.locator('[data-link="live"]').waitFor({ state: 'detached' });
    server.live = 'normal';
    await page.evaluate('window.dispatchEvent(new Event("online"))');
    await page.locator('[data-link="live"]').waitFor();
    expect(await failedPage()).toBe(0);
  });

  it('goes on while the server cannot be reached, and after', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.locator('[data-available]').waitFor();
    await translate(page);
    server.intercept = () => 'cut_before';
    await page.evaluate('window.dispatchEvent(new Event("offline"))');
    await page.locator('[data-offline]').waitFor();
    server.intercept = () => null;
    await page.locator('[data-offline]').waitFor({ state: 'detached' });
    expect(await failedPage()).toBe(0);
  });
});
