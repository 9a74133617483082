import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { firstPartOf, legsIn } from './scripted/legs.ts';
import { cancelled, completed, movedOn, newQuote, newTransaction } from './scripted/world.ts';
import { HEADINGS, heading, pressContinue, tabTo, toMethod, walkTo } from './walk.ts';

const scene = useScene();

/** A whole that was confirmed and waits to be paid. */
function confirmed() {
  const { world } = scene.server;
  return scene.server.change(newTransaction(movedOn(newQuote(world, '100.00', 'card'), 'INVESTING')));
}

const legStates = () =>
  scene.page.locator('[data-leg]').evaluateAll((all) => all.map((one) => one.getAttribute('data-leg')));

describe('adding money and moving it on under one confirmation', () => {
  it('W13 is walked by keys alone: asked where, told both parts in one sentence and one price, and followed', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'to');
    await expect.poll(() => page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('BANKING');
    await tabTo(page, /^Cash/);
    await page.keyboard.press('ArrowDown');
    await page.getByText('It arrives in Cash and is moved on to Invested at once.').waitFor();
    await page.keyboard.press('Enter');
    await heading(page, HEADINGS.method).waitFor();
    await tabTo(page, /^Card/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.locator('[data-total]').waitFor();
    await expect.poll(() => page.locator('[data-total]').textContent()).toBe('$104.50');
    await tabTo(page, /Continue/);
    await page.keyboard.press('Enter');
    await heading(page, HEADINGS.review).waitFor();
    await page
      .locator('main')
      .getByText('You pay $104.50 once: 100.00\u00a0USDC is added to Cash and moved on to Invested at once.')
      .waitFor();
    await tabTo(page, /Add \$100\.00 for \$104\.50/);
    await page.keyboard.press('Enter');
    await heading(page, 'Confirm your payment of $104.50').waitFor();
    await expect.poll(() => page.getByRole('link', { name: /Open payment page/ }).count()).toBe(1);
    await expect.poll(() => legStates()).toEqual(['under_way', 'waiting']);
    const posts = server.calls.filter(({ path, method }) => path === '/v1/quotes' && method === 'POST');
    expect(posts.at(-1)?.body).toMatchObject({ operation: 'ADD_AND_MOVE', to: 'INVESTING' });
    const whole = [...server.world.transactions.values()].at(-1);
    if (!whole) throw new Error('there is a whole');
    server.change({ ...whole, ...completed(whole), ...legsIn(whole, 'done', 'done') });
    await heading(page, /100\.00.USDC is in Invested/).waitFor();
    await expect.poll(() => legStates()).toEqual(['done', 'done']);
    await page.locator('[aria-label^="Receipt"]').getByText('Invested').waitFor();
  });

  it('is Cash unless somebody says otherwise, and is changed from the review', async () => {
    const { page, server } = scene;
    const review = await walkTo(page, server.url, 'review');
    await page.getByRole('link', { name: 'Change Arrives in' }).click();
    await heading(page, HEADINGS.to).waitFor();
    await page.getByRole('radio', { name: /^Earning/ }).check();
    await pressContinue(page);
    await page.getByText('You changed where it arrives, so this price is new.').waitFor();
    await page.locator('[data-total]').waitFor();
    await pressContinue(page);
    await page.waitForURL(review);
    await page.locator('main dl').getByText('Earning').waitFor();
    const posts = server.calls.filter(({ path, method }) => path === '/v1/quotes' && method === 'POST');
    expect(posts.map(({ body }) => (body as { operation: string }).operation)).toContain('ADD_FUNDS');
    expect(posts.at(-1)?.body).toMatchObject({ operation: 'ADD_AND_MOVE', to: 'DEFI' });
  });

  it('R16 is one row, whatever its parts do, and each part leads to the whole', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    const whole = confirmed();
    await page.goto(`${server.url}/transactions`);
    await page.locator('[data-link="live"]').waitFor();
    await page.getByRole('link', { name: /Adding to Invested/ }).waitFor();
    const part = firstPartOf(whole);
    server.world.transactions.set(part.id, part);
    server.send({
      type: 'change',
      seq: server.world.seq + 1,
      at: part.updatedAt,
      transaction: { ...part, seq: server.world.seq + 1 },
    });
    server.world.seq += 1;
    server.change({ ...whole, state: 'processing', where: 'with_provider', action: null });
    await page
      .getByText(/On its way/)
      .first()
      .waitFor();
    await expect.poll(() => page.locator('main li').count()).toBe(1);
    await page.getByRole('link', { name: /Adding to Invested/ }).click();
    await page.locator('[data-legs] a').click();
    await page.locator('[data-whole]').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel', exact: true }).count()).toBe(0);
    await page.locator('[data-whole]').click();
    await until(() => page.url().endsWith(whole.id));
  });

  it('can be cancelled as a whole while it waits to be paid, and begun again with where it was to arrive', async () => {
    const { page, server } = scene;
    const whole = confirmed();
    await page.goto(`${server.url}/transactions/${whole.id}`);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await heading(page, 'Cancelled').waitFor();
    const seen = server.world.transactions.get(whole.id) ?? whole;
    server.change({ ...seen, ...cancelled(seen), ...legsIn(seen, 'failed', 'skipped') });
    await page.getByText('Not begun, because the part before it was not done').waitFor();
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.locator('[data-total]').waitFor();
    expect([...server.world.drafts.values()].at(-1)?.state).toMatchObject({
      to: 'INVESTING',
      method: 'card',
    });
  });

  it('R12 tells each state of a part by a shape and by words, on phones and desktops, without a violation', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await walkTo(page, server.url, 'to');
    await page.getByRole('radio', { name: /^Invested/ }).check();
    await inspect(page, 'where it arrives');
    await toMethod(page);
    const whole = confirmed();
    server.change({
      ...whole,
      ...completed(whole),
      ...legsIn(whole, 'done', 'failed'),
      state: 'partly_done',
    });
    await page.goto(`${server.url}/transactions/${whole.id}`);
    await heading(page, 'Added, and not moved on').waitFor();
    await inspect(page, 'a whole that was done in part');
    server.change({ ...whole, ...completed(whole), ...legsIn(whole, 'taken_back', 'going_back') });
    await page.getByText('Being taken back', { exact: true }).waitFor();
    await expect.poll(() => legStates()).toEqual(['taken_back', 'going_back']);
  }, 120_000);
});
