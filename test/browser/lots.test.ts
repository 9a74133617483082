import { assert } from '@diboas/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DESKTOP, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { someLots, someSaleGain, someTaxYear } from './scripted/lots.ts';
import { heading, pressContinue } from './walk.ts';

const scene = useScene();

/** Bitcoin of three lots, one of which came from elsewhere. */
function hold(): void {
  const { world } = scene.server;
  const [cash] = world.balances;
  assert(cash, 'there is a balance');
  world.balances = [
    cash,
    { ...cash, type: 'INVESTING', asset: 'BTC', network: 'bitcoin', available: '0.02140000', reserved: '0' },
  ];
  world.lots = someLots();
}

const bodies = (method: string, path: RegExp) =>
  scene.server.calls.filter((call) => call.method === method && path.test(call.path)).map(({ body }) => body);

async function look(page: Page, name: string, view: { width: number; height: number }): Promise<void> {
  await inspect(page, name);
  await page.setViewportSize(view);
}

describe('M35 what was paid, on screens', () => {
  it('is told of a coin, by whoever knows where it came from, on a phone; and the year is fetched', async () => {
    const { page, server } = scene;
    hold();
    server.world.taxYears = [someTaxYear('2026', { over: false }), someTaxYear('2025')];
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/invest/BTC`);
    const lots = page.locator('[data-lots="BTC"]');
    await lots.getByText('Not known for 0.00140000 BTC').waitFor();
    await lots.getByText('3 lots, the oldest held 414 days').click();
    await lots.getByText('since Oct 12, 2025, 414 days, more than one year').waitFor();
    expect(await lots.locator('[data-lot]').count()).toBe(3);
    await look(page, 'a coin with lots', PHONE);
    await lots.getByRole('link', { name: 'Say what you paid' }).click();
    await heading(page, 'Taxes').waitFor();
    await page
      .locator('main')
      .getByText(/^What a coin cost that you received/)
      .waitFor();
    await page.getByRole('button', { name: /^Say what it cost/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter an amount in US dollars.').waitFor();
    await page.getByLabel('What was paid for all of it').fill('100');
    await page.getByLabel('Acquired on').fill('2026-11-21');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It cannot be later than the day it came.').waitFor();
    await look(page, 'taxes, a cost', PHONE);
    await page.getByLabel('Acquired on').fill('2024-02-29');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('You said: paid $100.00, acquired on Feb 29, 2024.').waitFor();
    expect(bodies('POST', /\/lots\/received\//)).toEqual([
      { as: 'bought', cost: '100.00', acquiredOn: '2024-02-29' },
    ]);
    expect(
      await page
        .locator('main')
        .getByText(/^What a coin cost that you received/)
        .count(),
    ).toBe(0);
    const year = page.getByRole('listitem').filter({ hasText: '2025' }).first();
    await year.getByRole('button', { name: 'Make it 2025' }).click();
    await year.getByText('It is there in a moment.').waitFor();
    const made = { state: 'made', until: '2026-01-01T00:00:00.000Z', whole: true } as const;
    server.world.taxYears = [someTaxYear('2026', { over: false }), someTaxYear('2025', made)];
    await year.getByText('The whole year.').waitFor();
    const saving = page.waitForEvent('download');
    await year.getByRole('button', { name: 'CSV 2025' }).click();
    expect((await saving).suggestedFilename()).toBe('diboas-2025.csv');
    // It may be made again, since what is told later changes it.
    await year.getByRole('button', { name: 'Make again 2025' }).waitFor();
    await page.locator('[data-method="BTC"] summary').click();
    await page.getByText('Beside each: what selling half of it now, 0.01070000 BTC, would gain.').waitFor();
    await page.getByRole('radio', { name: /^The dearest first/ }).check();
    await page.locator('[data-method="BTC"] summary').getByText('the dearest first').waitFor();
    expect(bodies('POST', /\/lots\/methods\/BTC$/)).toEqual([{ method: 'hifo' }]);
    await look(page, 'taxes', PHONE);
    await page.goto(`${server.url}/invest/BTC`);
    await lots.getByText('Gain, not realised').waitFor();
    await lots.locator('[data-gain="gain"]').getByText('$340.00').waitFor();
  }, 240_000);

  it('is told before a sale, which lots go is chosen, and a loss with a purchase is said, on a computer', async () => {
    const { page, server } = scene;
    hold();
    server.world.saleGain = someSaleGain();
    await page.setViewportSize(DESKTOP);
    await page.goto(`${server.url}/invest/BTC`);
    await page.getByRole('button', { name: 'Sell' }).click();
    await page.getByLabel('Amount in BTC').fill('0.005');
    await pressContinue(page);
    await page.getByRole('radio', { name: /^At the price of now/ }).check();
    await page.getByText('Choose which lots go').click();
    await page.getByRole('radio', { name: 'As always: the oldest first' }).waitFor();
    await page.getByRole('radio', { name: /^Lots that you pick/ }).check();
    await page.getByRole('checkbox', { name: /since Nov 10, 2026/ }).check();
    await page.getByText('Picked: 0.01000000 BTC, of 0.00500000 BTC that you sell.').waitFor();
    await look(page, 'sell, lots', DESKTOP);
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    await expect.poll(() => bodies('POST', /\/quotes$/).at(-1)).toMatchObject({ lots: ['new'] });
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    const gain = page.locator('[data-sale-gain="chosen"]');
    await gain.getByText('Loss, if it goes as expected').waitFor();
    await gain.locator('[data-gain="loss"]').getByText('$56.00').waitFor();
    await gain.getByText(/^You bought the same coin within 30 days before: 0\.0014/).waitFor();
    await gain.getByText('1 lot goes: those you chose').click();
    await gain.getByText('since Nov 10, 2026, 20 days, one year or less').waitFor();
    await look(page, 'sell, review with lots', DESKTOP);
    await page.getByRole('link', { name: 'Change What you gain by it' }).click();
    await heading(page, 'At which price?').waitFor();
    server.world.saleGain = someSaleGain({ method: 'lifo', gain: null, paid: null, wash: null });
    await page.getByRole('radio', { name: /^The newest first/ }).check();
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    await expect.poll(() => bodies('POST', /\/quotes$/).at(-1)).toMatchObject({ lots: 'lifo' });
    await pressContinue(page);
    await page.getByText('Not known, because you have not said what you paid for all of it.').waitFor();
  }, 240_000);
});
