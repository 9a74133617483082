import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { somePosition } from './scripted/earn.ts';
import { heading } from './walk.ts';

const scene = useScene();

describe('what earns', () => {
  it('M47 says on Home and on Earn what lies in strategies and what it earned, and a loss as a loss', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/earn`);
    await page.getByText('Nothing yet. What you put into a strategy shows here').waitFor();
    await inspect(page, 'earn, empty');
    server.world.positions = [
      somePosition(),
      somePosition({
        ...{ id: '018f3a5e-7c1d-7a2b-9c3d-000000000045', strategy: 'north-vault-usdc', days: [] },
        earned: { asset: 'USDC', amount: '0.000000' },
        lies: { asset: 'USDC', amount: '500.000000' },
        worth: { value: { asset: 'USDC', amount: '497.250000' }, at: '2026-11-30T09:30:00.000Z' },
      }),
    ];
    await page.goto(server.url);
    // Nothing else is in the balance; what lies in strategies is in none, and counts here.
    await page.locator('[data-balance="DEFI"]').getByText('1,764.22').waitFor();
    const line = page.locator('[data-earning]');
    await expect
      .poll(() => line.textContent())
      .toBe('1,764.22\u00a0USDC in strategies · earned 14.22\u00a0USDC so far');
    await inspect(page, 'home, with what earns');
    await line.click();
    await heading(page, 'Earn').waitFor();
    await page.locator('[data-earned="USDC"]').getByText('14.22').waitFor();
    await page.locator('[data-loss]').getByText('worth 497.25\u00a0USDC now, less than lies there').waitFor();
    await inspect(page, 'earn, two positions');
    await page.getByRole('link', { name: /^Northvault USDC/ }).click();
    await heading(page, 'Northvault USDC').waitFor();
    await page.locator('[data-lies]').getByText('1,264.22').waitFor();
    await page.locator('[data-beyond="up"]').getByText('not added yet').waitFor();
    await page.locator('[data-chart]').waitFor();
    await inspect(page, 'a position');
    await page.goto(`${server.url}/earn/positions/018f3a5e-7c1d-7a2b-9c3d-000000000045`);
    await page.locator('[data-beyond="down"]').getByText('a loss, if you took it out now').waitFor();
    await page.goto(`${server.url}/earn/positions/018f3a5e-7c1d-7a2b-9c3d-000000000099`);
    await heading(page, 'We could not show this').waitFor();
  }, 120_000);
});
