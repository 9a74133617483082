import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { openAt } from './stand.ts';

const scene = useScene();

/** With plain spaces. */
async function textOf(page: Page, selector: string): Promise<string> {
  const texts = await page.locator(selector).allTextContents();
  return texts.join(' | ').replace(/[\u00a0\u202f]/g, ' ');
}

/** A page of somebody who reads English and counts in reais, of which the scripted dollar is worth 5.40. */
async function openInReais(): Promise<Page> {
  const page = await scene.open();
  await page.addInitScript("localStorage.setItem('diboas.currency', 'BRL')");
  return page;
}

describe('limits and fees in the person’s own currency', () => {
  it('M12 are about so much beside the exact amount, with the time of the prices, on every step', async () => {
    const { server } = scene;
    const page = await openInReais();
    const fees = await openAt(page, server, 'fees');
    await page.goto(fees.replace(/fees$/, 'amount'));
    await expect
      .poll(() => textOf(page, '#amount-hint'))
      .toMatch(/^Between \$10\.00 \(about R\$54\.00\) and \$[\d.,]+ \(about R\$[\d.,]+\)\./);
    expect(await textOf(page, '#amount-hint')).toMatch(
      /identity check, \$[\d.,]+ \(about R\$[\d.,]+\) more is possible/,
    );
    await expect
      .poll(() => textOf(page, '[data-about-note="new"]'))
      .toMatch(/^Amounts with “about” are at prices of \d+:\d\d [AP]M\. The exact amounts count\.$/);
    await openAt(page, server, 'fees');
    await page.locator('[data-total]').waitFor();
    await expect.poll(() => textOf(page, '[data-total] [data-about]')).toBe('about R$564.30');
    expect(await textOf(page, '[data-total]')).toContain('$104.50');
    expect(await textOf(page, '[data-receive] [data-about]')).toBe('about R$540.00');
    await page.locator('[data-about-note="new"]').waitFor();
    await openAt(page, server, 'review');
    await expect.poll(() => textOf(page, '[data-total] [data-about]')).toBe('about R$564.30');
    await page.locator('[data-about-note="new"]').waitFor();
    // What is asked for and agreed to is in what it counts in.
    const asked = server.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/quotes');
    for (const { body } of asked) expect(body).toMatchObject({ currency: 'USD' });
  });

  it('M12 are told with old prices as old, and without prices as they are', async () => {
    const { server } = scene;
    const page = await openInReais();
    const prices = server.world.prices ?? [];
    server.world.prices = prices.map((one) => ({ ...one, ageMs: 360_000 }));
    await openAt(page, server, 'fees');
    await expect.poll(() => textOf(page, '[data-about-note="old"]')).toContain('are at old prices of');
    server.world.prices = null;
    await page.reload();
    await page.locator('[data-total]').waitFor();
    await expect.poll(() => page.locator('[data-about]').count()).toBe(0);
    expect(await page.locator('[data-about-note]').count()).toBe(0);
    expect(await textOf(page, '[data-total]')).toBe('$104.50');
  });

  it('say nothing twice to whoever counts in dollars', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'fees');
    await page.locator('[data-total]').waitFor();
    // What arrives is a dollar's token, which is a dollar for as long as its price is.
    const prices = server.world.prices ?? [];
    await expect.poll(() => page.locator('[data-about]').count()).toBe(0);
    expect(await textOf(page, '[data-total]')).toBe('$104.50');
    server.world.prices = prices.map((one) => (one.asset === 'USDC' ? { ...one, USD: '0.90' } : one));
    await page.reload();
    await expect.poll(() => textOf(page, '[data-receive] [data-about]')).toMatch(/^about \$90\.\d\d$/);
  });

  it('are listed on a page of their own, with what is left', async () => {
    const { server } = scene;
    const page = await scene.open({ locale: 'de-DE' });
    await page.goto(`${server.url}/settings/limits`);
    await expect
      .poll(() => textOf(page, '[data-limits="add_funds"]'))
      .toMatch(/Mindestens.*10,00 \$.*etwa [\d.,]+ €.*Noch übrig/);
    await expect.poll(() => textOf(page, '[data-limits="move"]')).toContain('Nur Ihr Guthaben begrenzt es.');
    await page.locator('[data-about-note="new"]').waitFor();
  });
});
