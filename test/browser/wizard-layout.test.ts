import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW, PHONE } from './browser.ts';
import { useScene } from './scene.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading, pressContinue, submitButton, walkTo } from './walk.ts';

const scene = useScene();

const isWiderThanScreen = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Letters of twice the size, as somebody sets them in their browser. */
async function openLarge(size: { width: number; height: number }): Promise<Page> {
  const page = await scene.open({ viewport: size });
  await page.addInitScript(
    "document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })",
  );
  return page;
}

describe('the wizard on small screens and in large letters', () => {
  it.each([
    ['a phone', PHONE],
    ['the narrowest phone', NARROW],
  ])(
    'W13 in letters of twice the size on %s no step is wider than the screen, and every way to pay can be picked',
    async (_, size) => {
      const page = await openLarge(size);
      await walkTo(page, scene.server.url, 'method', '1234.50');
      await page.locator('[data-offer]').first().waitFor();
      expect(await isWiderThanScreen(page)).toBe(false);
      for (const method of ['card', 'bank']) {
        const box = await page.locator(`#method-${method}`).boundingBox();
        expect((box?.x ?? Number.NaN) + (box?.width ?? 0)).toBeLessThanOrEqual(size.width);
      }
      await page.getByRole('radio', { name: /^Card/ }).check();
      for (const step of ['fees', 'review'] as const) {
        await pressContinue(page);
        await heading(page, HEADINGS[step]).waitFor();
        await page.locator('[data-total]').waitFor();
        expect(await isWiderThanScreen(page)).toBe(false);
      }
    },
  );

  it('the total and the act are on a phone’s screen without scrolling, on the fees and on the review', async () => {
    const page = await scene.open({ viewport: { width: 390, height: 664 }, reducedMotion: 'reduce' });
    await walkTo(page, scene.server.url, 'fees');
    // Without motion, or the bar would be measured while its step still slides into its place.
    for (const step of ['fees', 'review'] as const) {
      await page.locator('[data-action-bar]').waitFor();
      const bar = await page.locator('[data-action-bar]').boundingBox();
      expect((bar?.y ?? Number.NaN) + (bar?.height ?? 0), step).toBeLessThan(665);
      await expect.poll(() => page.locator('[data-action-bar]').textContent()).toContain('$104.50');
      if (step === 'fees') await pressContinue(page);
      if (step === 'fees') await heading(page, HEADINGS.review).waitFor();
    }
  });

  it('lists the fees once: the review has their sum, and each of them when it is asked', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    await page.locator('dl').getByText('Fees').waitFor();
    expect(await page.locator('dl').getByText('Taken by Northpay').isVisible()).toBe(false);
    await page.getByText('Show each fee').click();
    await expect.poll(() => page.locator('dl').getByText('Taken by Northpay').isVisible()).toBe(true);
  });

  it('W48 what is left without an identity check is said before it is passed, and never passed', async () => {
    const { page, server } = scene;
    const usd = (amount: string) => ({ asset: 'USD' as const, amount });
    server.world.limits = {
      ...server.world.limits,
      limit: { most: usd('1000.00'), left: usd('120.00'), days: 30, moreAt: '2036-12-12T10:00:00.000Z' },
    };
    await walkTo(page, server.url, 'amount');
    await page
      .getByText('Without an identity check, $120.00 more is possible, counted over 30 days. More will')
      .waitFor();
    await page.getByLabel('Amount in US dollars').fill('121');
    await pressContinue(page);
    await page
      .locator('[data-error-summary]')
      .getByText('at most $120.00 is possible now. More will be possible on Friday, December 12')
      .waitFor();
    expect(page.url()).toMatch(/amount$/);
  });

  it('another person’s answers are gone when somebody else has signed in from another tab', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review', '77.70');
    server.world.drafts.clear();
    server.world.quotes.clear();
    await submitButton(page).click();
    await page.locator('main').getByText('There is nothing at this address').first().waitFor();
    expect(await page.locator('main').getByText('$77.70').count()).toBe(0);
    expect(server.world.transactions.size).toBe(0);
  });
});
