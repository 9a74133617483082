import { assert } from '@diboas/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DESKTOP, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { heading } from './walk.ts';

const scene = useScene();

function invest(): void {
  const { world } = scene.server;
  const [cash] = world.balances;
  assert(cash, 'there is a balance');
  const invested = { ...cash, type: 'INVESTING', reserved: '0.00' } as const;
  world.portfolio = 'some';
  world.balances = [
    cash,
    { ...invested, available: '1000.000000' },
    { ...invested, asset: 'BTC', network: 'bitcoin', available: '0.01000000' },
  ];
}

/** Adds up how far anything on screen is moved up or down by what comes later. A figure at the right edge may get longer. */
const WATCH_SHIFTS = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      if (sources.some(({ previousRect, currentRect }) => previousRect.top !== currentRect.top)) window.shifted += value;
  }).observe({ type: 'layout-shift' });`;

const plain = (text: string | null): string => (text ?? '').replace(/[\u00a0\u202f]/g, ' ');

const line = (page: Page) => page.getByRole('slider');
/** Whether the keyboard is at what has this role. */
const isAt = (page: Page, role: string) =>
  page.evaluate<boolean>(`document.activeElement?.getAttribute('role') === '${role}'`);
const told = async (page: Page) => plain(await line(page).getAttribute('aria-valuetext'));

describe('what is invested', () => {
  it('M33 M34 M62 is a line that is walked by keys, read as a table and heard, on a phone; figures say how it is spread', async () => {
    const { page, server } = scene;
    invest();
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await expect
      .poll(async () => plain(await page.locator('[data-invested]').textContent()))
      .toBe('2 assets·up $112.40 (5.1%)');
    await page.getByRole('link', { name: 'Invest', exact: true }).first().click();
    await line(page).waitFor();
    expect(await told(page)).toMatch(/^Now: \$1,\d{3}\.\d\d$/);
    for (let press = 0; press < 40 && !(await isAt(page, 'slider')); press += 1)
      await page.keyboard.press('Tab');
    expect(await isAt(page, 'slider')).toBe(true);
    const readout = page.locator('[data-chart-cursor]');
    await page.keyboard.press('ArrowLeft');
    const before = await told(page);
    expect(before).toMatch(/^[A-Z][a-z]{2} \d+, \d{4}: \$[\d,]+\.\d\d$/);
    expect(plain(await readout.textContent())).toBe(before.split(': ').reverse().join(''));
    await page.keyboard.press('Home');
    const first = await told(page);
    await page.keyboard.press('ArrowLeft');
    expect(await told(page)).toBe(first);
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
    expect(await told(page)).toMatch(/: Not known$/);
    await page.keyboard.press('End');
    expect(await told(page)).toMatch(/^Now: /);
    await page.locator('[data-return="time-weighted"]').getByText('up 5.1%').waitFor();
    await page.getByText('Nothing came back, so no rate makes both sides equal.').waitFor();
    await page
      .locator('[data-advice-code="largest_position"]')
      .getByText(/^Bitcoin is 80% of what you have invested/)
      .waitFor();
    await page
      .locator('[data-advice-code="concentrated_in_networks"]')
      .getByText(/6,800 of 10,000.*From 5,000 on/)
      .waitFor();
    const listen = page.getByRole('button', { name: 'Listen' });
    await listen.click();
    await page.getByText(/^The higher the tone, the higher the value\. From \$/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await listen.waitFor();
    await page.evaluate(WATCH_SHIFTS);
    await page.getByRole('button', { name: '1Y: One year' }).click();
    await page.locator('[data-portfolio="1Y"]').waitFor();
    await page.getByRole('button', { name: '1D: One day' }).click();
    await page.locator('[data-period-change]').getByText('down $18.20').waitFor();
    expect(await page.evaluate<number>('window.shifted')).toBe(0);
    await page.getByRole('button', { name: '1W: One week' }).click();
    await page.locator('[data-portfolio="1W"]').waitFor();
    await page.getByRole('button', { name: 'Table' }).click();
    expect(await page.locator('[data-chart-table] tbody tr').count()).toBe(8);
    await inspect(page, 'invest, with a table');
  }, 120_000);

  it('M32 of one coin is its price over a range, whose gaps are told, on a computer; a pointer moves along it', async () => {
    const { page, server } = scene;
    invest();
    await page.setViewportSize(DESKTOP);
    await page.goto(`${server.url}/invest/BTC`);
    await heading(page, 'Bitcoin').waitFor();
    await page
      .getByText('Prices by Northvenue. Where the line is broken, nobody knows what it cost.')
      .waitFor();
    const box = await line(page).boundingBox();
    assert(box, 'the line is there');
    await page.mouse.move(box.x + 2, box.y + 20);
    const left = await told(page);
    await page.mouse.move(box.x + box.width - 2, box.y + 20);
    expect(await told(page)).not.toBe(left);
    expect(await page.locator('[data-mark]').count()).toBe(2);
    await page.getByRole('button', { name: '1D: One day' }).click();
    await page.locator('[data-history="1D"]').waitFor();
    expect(await told(page)).toMatch(/^\d+:\d\d [AP]M: [\d,]+\.\d\d USDC$/);
    await inspect(page, 'a coin with its past');
    server.intercept = ({ path }) => (path.endsWith('/history') ? refusal('no_provider') : null);
    await page.reload();
    await page.getByText('Nobody has told us past prices for this time.').waitFor();
  }, 120_000);
});
