import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { someDepositAddresses } from './scripted/outside.ts';
import { refusal } from './scripted/routes.ts';
import { heading } from './walk.ts';

const scene = useScene();

describe('receiving from outside', () => {
  it('M27 makes addresses in one press, and shows one with what may be sent there, by keyboard alone', async () => {
    const { page } = scene;
    await page.setViewportSize(PHONE);
    await page.goto(scene.server.url);
    await page.locator('main').getByRole('link', { name: 'Receive' }).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'What do you want to receive?').waitFor();
    await page.getByRole('button', { name: 'Make my addresses' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^USDC on Solana/ }).focus();
    await page.keyboard.press('Enter');
    await heading(page, 'Receive USDC on Solana').waitFor();
    await page.getByText('Only USDC, and only on the Solana network.').first().waitFor();
    const { address } = someDepositAddresses()[2] ?? { address: '' };
    await expect.poll(() => page.locator('[data-copies]').textContent()).toBe(address);
    await page.getByRole('img', { name: 'Your address on Solana as a QR code' }).waitFor();
    await inspect(page, 'receive, an address');
    await page.goBack();
    await heading(page, 'What do you want to receive?').waitFor();
    await inspect(page, 'receive, the list');
  }, 120_000);

  it('says that nothing is lost where they could not be made, and makes them at the next press', async () => {
    const { page, server } = scene;
    server.intercept = ({ method, path }) =>
      method === 'POST' && path === '/v1/deposit-addresses' ? refusal('no_provider') : null;
    await page.goto(`${server.url}/receive`);
    await page.getByRole('button', { name: 'Make my addresses' }).click();
    await page.locator('[data-problem]').getByText('Nothing is lost by it.').waitFor();
    server.intercept = () => null;
    await page.getByRole('button', { name: 'Make my addresses' }).click();
    await page.getByRole('link', { name: /^BTC on Bitcoin/ }).waitFor();
  }, 60_000);
});
