import { describe, expect, it } from 'vitest';
import { passTime, until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { newTransaction } from './scripted/world.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading, pressContinue, submitButton, toMethod, walkTo } from './walk.ts';

const scene = useScene();

const MINUTE = 60_000;

const draft = () => [...scene.server.world.drafts.values()].at(-1);

describe('saving and resuming', () => {
  it('W17 after the submit one press of Back leads home, and no way leads to the form', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'processing');
    const id = draft()?.state.transactionId;
    await page.waitForURL(`**/transactions/${id}`);
    await page.goBack();
    await heading(page, 'Your money').waitFor();
    for (const _ of ['to the transaction', 'to what was the second step']) {
      await page.goForward();
      await heading(page, /Confirm your payment/).waitFor();
      expect(await page.getByRole('button', { name: /^Add \$/ }).count()).toBe(0);
    }
    for (const step of ['amount', 'method', 'fees', 'review']) {
      await page.goto(`${server.url}/add/${draft()?.id}/${step}`);
      await heading(page, /Confirm your payment/).waitFor();
      expect(page.url()).toMatch(/\/transactions\//);
    }
    expect(server.world.transactions.size).toBe(1);
  });

  it('W19 the answer is on the server before the next step is shown', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    const held: (() => void)[] = [];
    server.intercept = (call) =>
      call.path.endsWith('/events') ? new Promise((resolve) => held.push(() => resolve(null))) : null;
    await page.getByLabel('Amount in US dollars').fill('100');
    await pressContinue(page);
    await page.getByRole('button', { name: 'Saving…' }).waitFor();
    // What is saved may not have come to the server yet when the button says so.
    await until(() => held.length > 0);
    expect(page.url()).toMatch(/amount$/);
    server.intercept = () => null;
    for (const release of held) release();
    await heading(page, HEADINGS.to).waitFor();
    expect(draft()?.state).toMatchObject({ amount: '100.00' });
  });

  it('W18 W19 without a network the wizard goes on, says that it is not saved, and saves later', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    server.intercept = (call) => (call.path.endsWith('/events') ? 'cut_before' : null);
    await page.getByLabel('Amount in US dollars').fill('100');
    await pressContinue(page);
    await toMethod(page);
    await page.getByText('Not saved yet').waitFor();
    expect(draft()?.state).toMatchObject({ amount: null });
    server.intercept = () => null;
    await page.getByText(/^Saved until/).waitFor();
    expect(draft()?.state).toMatchObject({ amount: '100.00' });
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.goto(server.url);
    await heading(page, 'Your money').waitFor();
    expect(asked).toEqual([]);
  });

  it('W20 reload, another tab and another device show the same step, answers and key', async () => {
    const { page, server } = scene;
    const review = await openAt(page, server, 'review', '77.70');
    const key = draft()?.state.idempotencyKey;
    expect(key).toBeTruthy();
    const other = await scene.open();
    for (const one of [page, other]) {
      await one.goto(review);
      await heading(one, HEADINGS.review).waitFor();
      await one.getByText('$77.70').first().waitFor();
      await expect.poll(() => one.locator('[data-key]').getAttribute('data-key')).toBe(key);
    }
    await other.goto(server.url);
    await other.locator('[data-unfinished] summary').click();
    await other.getByRole('link', { name: /^Continue/ }).click();
    await heading(other, HEADINGS.review).waitFor();
    await submitButton(other).click();
    await other.waitForURL('**/transactions/*');
    await page.reload();
    await heading(page, /Confirm your payment/).waitFor();
    expect(server.world.transactions.size).toBe(1);
    expect([...server.world.keys.keys()]).toEqual([key]);
  });

  it('W20 an order that went out just before a crash is found again by its key', async () => {
    const { page, server } = scene;
    const review = await openAt(page, server, 'review');
    const isOrder = (path: string, method: string) => path === '/v1/transactions' && method === 'POST';
    server.intercept = ({ path, method }) => (isOrder(path, method) ? new Promise(() => {}) : null);
    await submitButton(page).click();
    await until(() => server.calls.some(({ path, method }) => isOrder(path, method)));
    await page.close();

    const { quote: priced, idempotencyKey: key } = draft()?.state ?? {};
    const quote = server.world.quotes.get(priced?.id ?? '');
    if (!quote || !key) throw new Error('the review has a quote and a key');
    const transaction = server.change(newTransaction(quote));
    server.world.keys.set(key, transaction.id);
    const other = await scene.open();
    await other.goto(review);
    await other.waitForURL('**/transactions/*');
    await until(() => draft()?.state.transactionId === transaction.id);
  });

  it('W23 a change from another tab is shown and not overwritten', async () => {
    const { page, server } = scene;
    const method = await walkTo(page, server.url, 'method', '100');
    const other = await scene.open();
    await other.goto(method.replace('method', 'amount'));
    await other.getByLabel('Amount in US dollars').fill('70');
    await pressContinue(other);
    await heading(other, HEADINGS.method).waitFor();
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await page
      .locator('main')
      .getByText(/This changed in another tab.*\$70\.00 now/)
      .waitFor();
    expect(draft()?.state).toMatchObject({ amount: '70.00', method: null });
  });

  it('W23 the later of two answers is told with both values, and counts once it has seen the earlier', async () => {
    const { page, server } = scene;
    const amount = await walkTo(page, server.url, 'amount');
    const other = await scene.open();
    await other.goto(amount);
    for (const [one, typed] of [
      [other, '70'],
      [page, '100'],
    ] as const) {
      await one.getByLabel('Amount in US dollars').fill(typed);
      await pressContinue(one);
    }
    await page
      .locator('main')
      .getByText(/\$70\.00 now.*\$100\.00 here/)
      .waitFor();
    await expect.poll(() => page.getByLabel('Amount in US dollars').inputValue()).toBe('100');
    expect(draft()?.state).toMatchObject({ amount: '70.00' });
    await pressContinue(page);
    await toMethod(page);
    expect(draft()?.state).toMatchObject({ amount: '100.00' });
  });

  it('W26 W27 a price renewed twice is still held against the one that was seen', async () => {
    const { page, server } = scene;
    await page.clock.install();
    server.world.quoteLifeMs = MINUTE;
    await openAt(page, server, 'review');
    const end = page.locator('main').getByText(/This price holds until/);
    // By the clock, to the minute: nothing counts down.
    expect(await end.textContent()).toMatch(
      /^This price holds until \d+:\d\d [AP]M; after that we ask for it again\.$/,
    );
    server.world.feeCents = 600;
    const note = page.locator('[data-price-change]');
    for (const _ of ['first', 'once', 'twice']) {
      const made = server.world.quotes.size;
      const before = await end.textContent();
      const taken = page.waitForResponse(/\/v1\/drafts\/[^/]+\/events$/);
      await passTime(server, page, MINUTE + 1_000);
      await taken;
      await note.waitFor();
      await until(() => server.world.quotes.size > made);
      // Time goes on only once the page shows the price, or it would end before it was there.
      await expect.poll(() => end.textContent()).not.toBe(before);
    }
    await expect.poll(() => note.textContent()).toMatch(/\$104\.50.*\$106\.00/);
  });

  it('W27 a price that ended and cannot be renewed is not offered', async () => {
    const { page, server } = scene;
    await page.clock.install();
    server.world.quoteLifeMs = MINUTE;
    for (const stop of ['fees', 'review'] as const) {
      server.intercept = () => null;
      await walkTo(page, server.url, stop, '100');
      server.intercept = ({ path, method }) =>
        path === '/v1/quotes' && method === 'POST' ? refusal('no_provider') : null;
      await passTime(server, page, MINUTE + 1_000);
      await page.locator('main').getByText('No payment provider can take this now').waitFor();
      await page.getByText(/^.*This price ended at/).waitFor();
      expect(await page.getByRole('button', { name: /^(Continue|Add \$)/ }).count()).toBe(0);
    }
    server.intercept = () => null;
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('button', { name: /^Add \$/ }).waitFor();
  });

  it('W22 W27 a price that ended is renewed: the worse one is shown beside the old and asked about, with a new key', async () => {
    const { page, server } = scene;
    await page.clock.install();
    server.world.quoteLifeMs = MINUTE;
    const review = await openAt(page, server, 'review');
    const before = draft()?.state.idempotencyKey;
    await page.goto(server.url);
    await heading(page, 'Your money').waitFor();
    server.world.feeCents = 600;
    server.world.quoteLifeMs = 10 * MINUTE;
    await passTime(server, page, MINUTE + 1_000);
    await page.goto(review);
    const note = page.locator('[data-price-change]');
    await note.waitFor();
    await expect.poll(() => note.textContent()).toMatch(/\$104\.50.*\$106\.00/);
    expect(draft()?.state.idempotencyKey).toBeNull();
    await page.getByRole('button', { name: 'Add $100.00 for $106.00' }).click();
    await page.waitForURL('**/transactions/*');
    expect([...server.world.keys.keys()]).not.toContain(before);
    expect([...server.world.transactions.values()][0]?.pay.total.amount).toBe('106.00');
  });
});
