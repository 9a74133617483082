import { describe, expect, it } from 'vitest';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { completed } from './scripted/world.ts';
import { HEADINGS, heading, submitButton, walkTo } from './walk.ts';

const scene = useScene();

const posts = () =>
  scene.server.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/transactions');

describe('submitting once', () => {
  it('W32 ten clicks in a tenth of a second, a double click and Enter make one order', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    let release = (): void => {};
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST'
        ? new Promise((resolve) => (release = () => resolve(null)))
        : null;
    await submitButton(page).evaluate((button: { click(): void; focus(): void }) => {
      button.focus();
      for (let press = 0; press < 10; press += 1) button.click();
    });
    await page.keyboard.press('Enter');
    await submitButton(page).dblclick({ force: true });
    await until(() => posts().length === 1);
    release();
    await page.waitForURL('**/processing');
    expect(posts()).toHaveLength(1);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 an answer that is lost after the server took the order is found by its key', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? 'cut_after' : null;
    await submitButton(page).click();
    await page.waitForURL('**/processing');
    await heading(page, /Confirm your payment/).waitFor();
    expect(server.calls.some(({ path }) => path.startsWith('/v1/transactions/by-key/'))).toBe(true);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 W30 when nobody can tell whether it arrived, it offers to check and not to send again', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    server.intercept = (call) => {
      if (call.path === '/v1/transactions' && call.method === 'POST') return 'cut_after';
      return call.path.includes('/by-key/') ? 'cut_before' : null;
    };
    await submitButton(page).click();
    await page.getByText('It cannot be sent twice').waitFor();
    expect(await page.getByRole('button', { name: /^Add \$|again$/i }).allTextContents()).toEqual([
      'Check again',
    ]);
    server.intercept = () => null;
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.waitForURL('**/processing');
    // The browser itself repeats a request whose connection broke; the key makes them one order.
    expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 an order that never arrived can be pressed again and carries the same key', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? 'cut_before' : null;
    await submitButton(page).click();
    await page.getByText('did not reach us').waitFor();
    server.intercept = () => null;
    await submitButton(page).click();
    await page.waitForURL('**/processing');
    expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W28 a total that the server does not take any more leads to the new price, not to an order', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review', '100');
    server.world.feeCents = 700;
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? refusal('price_changed') : null;
    await submitButton(page).click();
    await page.locator('[data-price-change]').waitFor();
    await page.getByRole('button', { name: 'Add $100.00 for $107.00' }).waitFor();
    expect(server.world.transactions.size).toBe(0);
  });

  it('W34 a key that was used for something else is told as a fault of ours', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? refusal('key_in_use') : null;
    await submitButton(page).click();
    await page.getByText(/fault of ours, not of yours/).waitFor();
    expect(await page.getByText('req-7K2M').count()).toBe(1);
  });

  it('W35 the button keeps its place, its width and the focus while it sends, and the rest is inert', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    let release = (): void => {};
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST'
        ? new Promise((resolve) => (release = () => resolve(null)))
        : null;
    const button = submitButton(page);
    await until(() => page.evaluate<boolean>('document.getAnimations().length === 0'));
    const before = await button.boundingBox();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sending…' }).waitFor();
    expect(await button.boundingBox()).toEqual(before);
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await page.evaluate('document.activeElement.textContent.includes("Sending")')).toBe(true);
    expect(await page.locator('[inert] dl').count()).toBe(1);
    expect(await page.locator('[data-total]').textContent()).toBe('$104.50');
    release();
    await page.waitForURL('**/processing');
  });

  it('W36 W32 the same total is on the button, in the order, on the status page and on the receipt', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review', '100');
    expect(await submitButton(page).locator('span:visible').first().textContent()).toContain(
      'Add $100.00 for $104.50',
    );
    expect(await page.locator('[data-total]').textContent()).toBe('$104.50');
    await submitButton(page).click();
    await heading(page, 'Confirm your payment of $104.50').waitFor();
    expect(posts()[0]?.body).toMatchObject({ total: { asset: 'USD', amount: '104.50' } });
    const transaction = [...server.world.transactions.values()].at(-1);
    if (!transaction) throw new Error('there is a transaction');
    server.change({ ...transaction, ...completed(transaction) });
    await page.waitForURL('**/done');
    const receipt = page.getByRole('region', { name: 'Receipt' });
    expect(await receipt.getByText('$104.50').count()).toBe(2);
  });

  it('W39 W40 offline nothing is sent, not even later by itself, and back online the person is asked', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review');
    await page.context().setOffline(true);
    await page.locator('[data-offline]').waitFor();
    await submitButton(page).click();
    await page.getByText('nothing has been sent').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are back. Nothing was sent meanwhile.').waitFor();
    expect(posts()).toEqual([]);
    await submitButton(page).click();
    await page.waitForURL('**/processing');
    expect(server.world.transactions.size).toBe(1);
  });

  it('W37 signed out in the middle of a submit: sign in, come back, and the same key goes out', async () => {
    const { page, server } = scene;
    const review = await walkTo(page, server.url, 'review');
    server.intercept = (call) => {
      if (call.path === '/v1/transactions' && call.method === 'POST') server.world.signedIn = false;
      return null;
    };
    await submitButton(page).click();
    await heading(page, 'Sign in').waitFor();
    const next = new URL(page.url()).searchParams.get('next') ?? '';
    expect(review).toBe(server.url + next);
    await page.getByText('nothing you entered is lost').waitFor();

    server.world.signedIn = true;
    server.intercept = () => null;
    await page.goto(server.url + next);
    await heading(page, HEADINGS.review).waitFor();
    await submitButton(page).click();
    await page.waitForURL('**/processing');
    const keys = posts().map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});
