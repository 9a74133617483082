import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until, useScene } from './scene.ts';
import { HEADINGS, heading, submitButton, walkTo } from './walk.ts';

const scene = useScene();

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

/** A device whose clock is off by so much; its steady clock is right, as everybody's is. */
async function setDeviceClock(page: Page, wrongMs: number): Promise<void> {
  await page.addInitScript(`{
    const Real = Date;
    window.Date = class extends Real {
      constructor(...given) { given.length === 0 ? super(Real.now() + ${wrongMs}) : super(...given); }
      static now() { return Real.now() + ${wrongMs}; }
    };
  }`);
}

const quotesAsked = () =>
  scene.server.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/quotes').length;

describe('the device’s clock', () => {
  it.each([
    ['4 minutes fast', 4 * MINUTE],
    ['6 minutes fast', 6 * MINUTE],
    ['an hour fast', 60 * MINUTE],
    ['6 minutes slow', -6 * MINUTE],
    ['20 years fast', 20 * YEAR],
    ['20 years slow', -20 * YEAR],
  ])('%s asks for no price twice, says nothing untrue, and keeps nobody from paying', async (_, wrongMs) => {
    const { page, server } = scene;
    server.world.quoteLifeMs = 5 * MINUTE;
    await setDeviceClock(page, wrongMs);
    await walkTo(page, server.url, 'review');
    // One price for each way to pay, and the chosen one is handed on.
    expect(quotesAsked()).toBe(2);
    await page.getByText(/This price holds until/).waitFor();
    await page.reload();
    await heading(page, HEADINGS.review).waitFor();
    await page.getByText(/This price holds until/).waitFor();
    expect(quotesAsked()).toBe(2);
    await submitButton(page).click();
    await heading(page, /Confirm your payment/).waitFor();
    await page.locator('[data-link="live"]').waitFor();
    await page.goto(server.url);
    await page.getByText(/just now/).waitFor();
    expect(server.world.transactions.size).toBe(1);
  });

  it('W27 a price that ends at once is asked for every ten seconds and three times, then only when somebody asks', async () => {
    const { page, server } = scene;
    await page.clock.install();
    await walkTo(page, server.url, 'review');
    const first = quotesAsked();
    server.world.quoteLifeMs = -MINUTE;
    server.world.aheadMs = 20 * MINUTE;
    // From here on the page's time goes by only as it is told, however busy the machine is.
    await page.clock.pauseAt(Date.now() + 20 * MINUTE);
    for (const more of [1, 2, 3]) {
      await until(() => quotesAsked() === first + more);
      await page.clock.runFor(9_000);
      expect(quotesAsked()).toBe(first + more);
      await page.clock.runFor(1_500);
    }
    await page.locator('main').getByText('we stopped asking for a new one').waitFor();
    await page.clock.runFor(10 * MINUTE);
    expect(quotesAsked()).toBe(first + 3);
    expect(await page.getByRole('button', { name: /^Add \$/ }).count()).toBe(0);
    server.world.quoteLifeMs = 40 * MINUTE;
    await page.getByRole('button', { name: 'Ask for the price again' }).click();
    await page.getByRole('button', { name: /^Add \$/ }).waitFor();
    expect(quotesAsked()).toBe(first + 4);
  });
});
