import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { collectFaults, openPage, PHONE } from './browser.ts';
import { useRealScene } from './real-scene.ts';
import { until } from './scene.ts';
import { HEADINGS, heading, pressContinue, submitButton, toMethod, walkTo } from './walk.ts';

/** The main job against the real server, a real PostgreSQL and the sandbox: nothing here is scripted. */
const scene = useRealScene();

/** Signs in through the link in the mailbox, from whatever page asked for it. */
async function signIn(page: Page, email: string): Promise<void> {
  await heading(page, 'Sign in').waitFor();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await heading(page, 'Check your inbox').waitFor();
  await page.getByRole('link', { name: 'Open the mailbox' }).click();
  await page
    .getByRole('link', { name: `Sign in as ${email}` })
    .first()
    .click();
}

/** Follows the link to the provider's page in its new tab, and presses what the name says. */
async function onPaymentPage(page: Page, press: RegExp): Promise<void> {
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: /Open payment page/ }).click();
  const payment = await opening;
  await payment.getByRole('button', { name: press }).click();
  await payment.getByRole('button', { name: press }).waitFor({ state: 'detached' });
  await payment.close();
}

/** With its fee of 0.17 it comes to 34.17, and with these cents the sandbox keeps a payment under way once it is paid. */
const KEPT_AMOUNT = '34';

/** Moves on the one payment that the sandbox keeps under way. */
async function letItArrive(): Promise<void> {
  const listed = await fetch(`${scene.system.outside.controlUrl}/sessions`);
  const { sessions } = (await listed.json()) as { sessions: { id: string; phase: string }[] };
  const underWay = sessions.filter(({ phase }) => phase === 'fulfillment_processing');
  expect(underWay).toHaveLength(1);
  const moved = await fetch(`${scene.system.outside.controlUrl}/sessions/${underWay[0]?.id}/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: 'complete' }),
  });
  expect(moved.status).toBe(200);
}

describe('adding money, against the real system', () => {
  it('M61 W19 W33 W36 R10 R32: from signing in to the money in the balance', async () => {
    const page = await openPage(scene.browser, { viewport: PHONE, reducedMotion: 'no-preference' });
    const faults = collectFaults(page);
    await page.goto(scene.url);
    await signIn(page, 'flow@example.com');
    await heading(page, 'Your money').waitFor();
    await page.getByText('No transactions yet').waitFor();
    await page.locator('[data-link="live"]').waitFor();

    await walkTo(page, scene.url, 'review', '100');
    const total = (await page.locator('[data-total]').textContent()) ?? '';
    expect(total).toMatch(/^\$\d{3}\.\d{2}$/);
    await submitButton(page).click();
    await heading(page, `Confirm your payment of ${total}`).waitFor();
    await page.getByText('Nothing has left your card.').waitFor();
    await expect.poll(() => page.locator('ol [aria-current="step"]').textContent()).toContain(total);

    await onPaymentPage(page, /^Pay/);
    await heading(page, /^You added 100\.00/).waitFor();
    const receipt = page.getByRole('region', { name: 'Receipt' });
    await expect.poll(() => receipt.getByText(total).count()).toBe(2);
    await receipt.getByText('flow@example.com').waitFor();

    await page.getByRole('link', { name: 'Back to your money' }).click();
    await page.locator('[data-available]').getByText('100.00').waitFor();
    await page.getByText('Added by card').waitFor();
    await page.getByRole('link', { name: 'See all transactions' }).click();
    await page.getByText('That is everything.').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('M12 what is paid is incoming and leads to its payment, until it has arrived', async () => {
    const page = await openPage(scene.browser, { viewport: PHONE });
    await page.goto(scene.url);
    await signIn(page, 'incoming@example.com');
    await heading(page, 'Your money').waitFor();
    await expect.poll(() => page.locator('[data-holds]').count()).toBe(0);
    await walkTo(page, scene.url, 'processing', KEPT_AMOUNT);
    await page.getByRole('link', { name: 'Home' }).click();
    await page
      .locator('[data-under-way]')
      .getByText(/^Confirm your payment of/)
      .waitFor();
    await expect.poll(() => page.locator('[data-holds]').count()).toBe(0);
    await page.locator('[data-under-way] a').click();
    await onPaymentPage(page, /^Pay/);
    await heading(page, /is on its way$/).waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.locator('summary', { hasText: 'Incoming: From 1 transaction' }).click();
    await page.getByRole('link', { name: /^Adding by card DB-[\w-]+ 34\.00\sUSDC$/ }).click();
    await heading(page, /is on its way$/).waitFor();
    await letItArrive();
    await heading(page, /^You added 34\.00/).waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.locator('[data-available]').getByText('34.00').waitFor();
    await expect.poll(() => page.locator('[data-holds]').count()).toBe(0);
    await page.context().close();
  });

  it('R23 what somebody sends to a person who is not here yet is on their Home as they sign up', async () => {
    const page = await openPage(scene.browser);
    await page.goto(scene.url);
    await signIn(page, 'gives@example.com');
    await heading(page, 'Your money').waitFor();
    await walkTo(page, scene.url, 'processing', '50');
    await onPaymentPage(page, /^Pay/);
    await heading(page, /^You added 50\.00/).waitFor();
    await page.goto(scene.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('joins@example.com');
    await pressContinue(page);
    await page.getByLabel('Amount in digital dollars').fill('12.50');
    await pressContinue(page);
    await page.locator('main').getByText('Whoever signs in by it within 14 days').waitFor();
    await pressContinue(page);
    await submitButton(page).getByText('Send 12.50 USDC').click();
    await heading(page, /waits for joins@example\.com/).waitFor();

    const joining = await openPage(scene.browser, { viewport: PHONE });
    await joining.goto(`${scene.url}/mailbox?to=joins@example.com`);
    await joining.getByText('gives@example.com sent you 12.50 USDC').waitFor();
    await joining.getByRole('link', { name: 'Go to diBoaS' }).click();
    await signIn(joining, 'joins@example.com');
    await heading(joining, 'Your money').waitFor();
    await joining.getByRole('link', { name: /From gives@example\.com/ }).waitFor();
    await joining.locator('[data-available]').getByText('12.50').waitFor();
    // Its sender hears of it on the page that they left open.
    await heading(page, /joins@example\.com has 12\.50/).waitFor();
    await Promise.all([page, joining].map((one) => one.context().close()));
  });

  it('R16 adds and moves on under one confirmation: one status, both parts done, one row, and each balance as it was said', async () => {
    const page = await openPage(scene.browser, { viewport: PHONE });
    await page.goto(scene.url);
    await signIn(page, 'both@example.com');
    await heading(page, 'Your money').waitFor();
    await walkTo(page, scene.url, 'to', '60');
    await page.getByRole('radio', { name: /^Invested/ }).check();
    await toMethod(page);
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await page.locator('[data-total]').waitFor();
    await pressContinue(page);
    await heading(page, HEADINGS.review).waitFor();
    await page.locator('main').getByText('is added to Cash and moved on to Invested at once').waitFor();
    await submitButton(page).click();
    await heading(page, /Confirm your payment/).waitFor();
    await page.locator('[data-leg="under_way"]').waitFor();
    await onPaymentPage(page, /^Pay/);
    await heading(page, /60\.00.USDC is in Invested/).waitFor();
    await expect.poll(() => page.locator('[data-leg="done"]').count()).toBe(2);
    await page.getByRole('link', { name: 'Back to your money' }).click();
    await page.locator('[data-balance="INVESTING"]').getByText('60.00').waitFor();
    await expect.poll(() => page.locator('[data-balance="BANKING"]').textContent()).toContain('0.00');
    await page.getByRole('link', { name: 'See all transactions' }).click();
    await heading(page, 'Transactions').waitFor();
    await page.getByRole('link', { name: /Added to Invested/ }).waitFor();
    await expect.poll(() => page.locator('main li').count()).toBe(1);
    await page.context().close();
  });

  it('R33 a declined payment says that nothing moved, and asks for another way to pay', async () => {
    const page = await openPage(scene.browser);
    await page.goto(scene.url);
    await signIn(page, 'declined@example.com');
    await heading(page, 'Your money').waitFor();
    await walkTo(page, scene.url, 'processing', '64.20');
    await onPaymentPage(page, /Decline|Cancel|Refuse/i);
    await heading(page, 'Not added').waitFor();
    await page.getByText('Nothing has left your card.').waitFor();
    await page.getByRole('button', { name: 'Pay another way' }).click();
    await heading(page, HEADINGS.method).waitFor();
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await heading(page, HEADINGS.to).waitFor();
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await expect.poll(() => page.getByLabel('Amount in US dollars').inputValue()).toBe('64.20');
    await page.context().close();
  });

  it('W20 W29 signed out: sign in and come back to the same step with the same answers', async () => {
    const page = await openPage(scene.browser);
    await page.goto(scene.url);
    await signIn(page, 'returning@example.com');
    await heading(page, 'Your money').waitFor();
    const fees = await walkTo(page, scene.url, 'fees', '55');
    const total = await page.locator('[data-total]').textContent();
    await page.locator('header summary').click();
    // The page is replaced by another one, and what is gone to before that has happened would be cut short by it.
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign out' }).click()]);
    await heading(page, 'Sign in').waitFor();
    await page.goto(fees);
    await signIn(page, 'returning@example.com');
    await heading(page, HEADINGS.fees).waitFor();
    expect(page.url()).toBe(fees);
    await until(async () => (await page.locator('[data-total]').textContent())?.trim() === total?.trim());
    await page.context().close();
  });
});
