import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { passTime, until, useScene } from './scene.ts';
import { answer, refusal } from './scripted/routes.ts';
import { completed } from './scripted/world.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();

const draft = () => [...scene.server.world.drafts.values()].at(-1);
const isOrder = ({ path, method }: { path: string; method: string }) =>
  path === '/v1/transactions' && method === 'POST';

/** Walks to a review whose price has four seconds left, less than any request may take, and gives the way to end it. */
async function reviewThatEnds(): Promise<() => Promise<void>> {
  const { page, server } = scene;
  await page.clock.install();
  await openAt(page, server, 'review');
  const end = Date.parse(draft()?.state.quote?.expiresAt ?? '');
  await passTime(server, page, end - Date.now() - 4_000);
  return () => passTime(server, page, 4_250);
}

/** Where it stands on the page in whole pixels, however the browser rounds what has been scrolled: by one look, as it may scroll. */
function placeOf(button: Locator): Promise<readonly number[]> {
  return button.evaluate(
    (shown: { getBoundingClientRect(): { x: number; y: number; width: number; height: number } }) => {
      const { x, y, width, height } = shown.getBoundingClientRect();
      const { scrollY } = globalThis as unknown as { scrollY: number };
      return [x, y + scrollY, width, height].map(Math.round);
    },
  );
}

/** The same once the page has come to where it scrolls to. */
async function restingPlaceOf(button: Locator): Promise<readonly number[]> {
  let last = await placeOf(button);
  await until(async () => {
    const before = last;
    last = await placeOf(button);
    return last.join() === before.join();
  });
  return last;
}

/** Orders are answered once this says so, those too that come after. */
function holdOrders(): () => void {
  const released = Promise.withResolvers<null>();
  scene.server.intercept = (call) => (isOrder(call) ? released.promise : null);
  return () => released.resolve(null);
}

/** That pressing it moves nothing. What stood above it is told where it does. */
async function keepsItsPlace(button: Locator, press: () => Promise<void>): Promise<void> {
  const { page } = scene;
  const told = await page.locator('body').textContent();
  const before = await restingPlaceOf(button);
  await press();
  await page.getByRole('button', { name: 'Sending…' }).waitFor();
  expect(
    await placeOf(button),
    `before: ${told}\n\nafter: ${await page.locator('body').textContent()}`,
  ).toEqual(before);
}

const posts = () =>
  scene.server.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/transactions');

describe('submitting once', () => {
  it('W32 ten clicks in a tenth of a second, a double click and Enter make one order', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
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
    await page.waitForURL('**/transactions/*');
    expect(posts()).toHaveLength(1);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 an answer that is lost after the server took the order is found by its key', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? 'cut_after' : null;
    await submitButton(page).click();
    await page.waitForURL('**/transactions/*');
    await heading(page, /Confirm your payment/).waitFor();
    expect(server.calls.some(({ path }) => path.startsWith('/v1/transactions/by-key/'))).toBe(true);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 W30 when nobody can tell whether it arrived, it offers to check and not to send again', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    server.intercept = (call) => {
      if (call.path === '/v1/transactions' && call.method === 'POST') return 'cut_after';
      return call.path.includes('/by-key/') ? 'cut_before' : null;
    };
    await submitButton(page).click();
    await page.locator('main').getByText('It cannot be sent twice').waitFor();
    await until(async () =>
      /cannot be sent twice/.test((await page.locator('#speech-polite').textContent()) ?? ''),
    );
    expect(await page.getByRole('button', { name: /^Add \$/ }).count()).toBe(0);
    server.intercept = () => null;
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.waitForURL('**/transactions/*');
    // The browser itself repeats a request whose connection broke; the key makes them one order.
    expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 an order that never arrived can be pressed again and carries the same key', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? 'cut_before' : null;
    await submitButton(page).click();
    await page.locator('main').getByText('did not reach us').waitFor();
    server.intercept = () => null;
    await submitButton(page).click();
    await page.waitForURL('**/transactions/*');
    expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 a price that ends while the order is on its way loses neither the order nor its key', async () => {
    const { page, server } = scene;
    const endPrice = await reviewThatEnds();
    server.intercept = async (call) => {
      if (!isOrder(call)) return null;
      const given = answer(server.world, call, server.change);
      await endPrice();
      return given;
    };
    await submitButton(page).click();
    await page.waitForURL('**/transactions/*');
    expect(server.world.transactions.size).toBe(1);
    expect(draft()?.state.transactionId).toBe([...server.world.transactions.keys()][0]);
  });

  it('W33 W20 an unknown answer outlives the price and a reload, and is still found by its key', async () => {
    const { page, server } = scene;
    const endPrice = await reviewThatEnds();
    server.intercept = (call) => {
      if (isOrder(call)) return 'cut_after';
      return call.path.includes('/by-key/') ? 'cut_before' : null;
    };
    await submitButton(page).click();
    await page.locator('main').getByText('It cannot be sent twice').waitFor();
    await endPrice();
    expect(await page.getByRole('button', { name: /^Add \$/ }).count()).toBe(0);
    await page.reload();
    await page.locator('main').getByText('It cannot be sent twice').waitFor();
    expect(await page.getByRole('button', { name: /^Add \$/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /^(Back|Change)/ }).count()).toBe(0);
    server.intercept = () => null;
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.waitForURL('**/transactions/*');
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 W23 another tab cannot change the answers of an order that is on its way', async () => {
    const { page, server } = scene;
    const review = await openAt(page, server, 'review');
    const other = await scene.open();
    await other.goto(review.replace(/review$/, 'amount'));
    await other.getByLabel('Amount in US dollars').fill('70');
    let release = (): void => {};
    server.intercept = (call) =>
      isOrder(call) ? new Promise((resolve) => (release = () => resolve(null))) : null;
    await submitButton(page).click();
    await until(() => posts().length === 1);
    await pressContinue(other);
    await heading(other, HEADINGS.review).waitFor();
    expect(draft()?.state).toMatchObject({ amount: '100.00', sent: true });
    release();
    await page.waitForURL('**/transactions/*');
    await other.reload();
    await other.waitForURL('**/transactions/*');
    expect(server.world.transactions.size).toBe(1);
  });

  it('W33 an order that never arrived frees its answers once its price has ended for sure', async () => {
    const { page, server } = scene;
    await page.clock.install();
    await openAt(page, server, 'review');
    server.intercept = (call) => (isOrder(call) ? 'cut_before' : null);
    await submitButton(page).click();
    await page.locator('main').getByText('did not reach us').waitFor();
    expect(draft()?.state.sent).toBe(true);
    server.world.aheadMs = server.world.quoteLifeMs + 60_000;
    await page.clock.fastForward(server.world.aheadMs);
    await until(() => draft()?.state.sent === false);
    await page.getByRole('link', { name: 'Change Amount' }).waitFor();
    expect(server.world.transactions.size).toBe(0);
  });

  it('W28 a total that the server does not take any more leads to the new price, not to an order', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
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
    await openAt(page, server, 'review');
    server.intercept = (call) =>
      call.path === '/v1/transactions' && call.method === 'POST' ? refusal('key_in_use') : null;
    await submitButton(page).click();
    await page
      .locator('main')
      .getByText(/fault of ours, not of yours/)
      .waitFor();
    await expect.poll(() => page.locator('main').getByText('req-7K2M').count()).toBe(1);
  });

  it('W35 the button keeps its place, its width and the focus while it sends, and the rest is inert', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    const release = holdOrders();
    const button = submitButton(page);
    // Whatever was told when the page opened has gone, and nothing moves any more.
    await until(async () => (await page.locator('[data-problem]').count()) === 0);
    await until(() =>
      page.evaluate<boolean>('document.fonts.status === "loaded" && document.getAnimations().length === 0'),
    );
    await button.focus();
    await keepsItsPlace(button, () => page.keyboard.press('Enter'));
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
    expect(await page.evaluate('document.activeElement.textContent.includes("Sending")')).toBe(true);
    await expect.poll(() => page.locator('[inert] dl').count()).toBe(1);
    await expect.poll(() => page.locator('[data-total]').textContent()).toBe('$104.50');
    release();
    await page.waitForURL('**/transactions/*');
  });

  it('W35 the button keeps its place at the second press too, when what became of the first is told no more', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    server.intercept = (call) => (isOrder(call) ? 'cut_before' : null);
    const button = submitButton(page);
    await button.click();
    const told = page.locator('main').getByText('did not reach us');
    await told.waitFor();
    const release = holdOrders();
    await keepsItsPlace(button, () => button.click());
    expect(await told.isVisible()).toBe(false);
    release();
    await page.waitForURL('**/transactions/*');
  });

  it('W30 after ten seconds it says that it is still trying, and within half a minute offers to check', async () => {
    const { page, server } = scene;
    await page.clock.install();
    await openAt(page, server, 'review');
    const status = page.locator('[data-still]');
    server.intercept = (call) =>
      isOrder(call) || call.path.includes('/by-key/') ? new Promise(() => {}) : null;
    await submitButton(page).click();
    await until(() => posts().length === 1);
    await page.clock.runFor(9_000);
    expect(await status.textContent()).toBe('');
    await page.clock.runFor(2_000);
    await expect.poll(() => status.textContent()).toMatch(/Still trying/);
    expect(await page.getByRole('button', { name: /again/ }).count()).toBe(0);
    server.intercept = (call) => (isOrder(call) || call.path.includes('/by-key/') ? 'cut_before' : null);
    await page.getByRole('button', { name: 'Check again' }).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('button', { name: /^Add \$/ }).count()).toBe(0);
  });

  it('W36 W32 the same total is on the button, in the order, on the status page and on the receipt', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    await expect
      .poll(() => submitButton(page).locator('span:visible').first().textContent())
      .toContain('Add $100.00 for $104.50');
    await expect.poll(() => page.locator('[data-total]').textContent()).toBe('$104.50');
    await submitButton(page).click();
    await heading(page, 'Confirm your payment of $104.50').waitFor();
    expect(posts()[0]?.body).toMatchObject({ total: { asset: 'USD', amount: '104.50' } });
    const transaction = [...server.world.transactions.values()].at(-1);
    if (!transaction) throw new Error('there is a transaction');
    server.change({ ...transaction, ...completed(transaction) });
    const receipt = page.getByRole('region', { name: 'Receipt' });
    await receipt.getByText('$104.50').first().waitFor();
  });

  it('W39 W40 offline nothing is sent, not even later by itself, and back online the person is asked', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    await page.context().setOffline(true);
    await page.locator('[data-offline]').waitFor();
    await submitButton(page).click();
    await page.locator('main').getByText('nothing has been sent').waitFor();
    await page.context().setOffline(false);
    await page.locator('main').getByText('You are back. Nothing was sent meanwhile.').waitFor();
    expect(posts()).toEqual([]);
    await submitButton(page).click();
    await page.waitForURL('**/transactions/*');
    expect(server.world.transactions.size).toBe(1);
  });

  it('W37 signed out in the middle of a submit: sign in, come back, and the same key goes out', async () => {
    const { page, server } = scene;
    const review = await openAt(page, server, 'review');
    server.intercept = (call) => {
      if (call.path === '/v1/transactions' && call.method === 'POST') {
        server.world.signedIn = false;
        server.world.sessionEnded = true;
      }
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
    await page.waitForURL('**/transactions/*');
    const keys = posts().map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});
