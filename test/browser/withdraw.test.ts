import { describe, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();

describe('withdrawing', () => {
  it('M22 adds an account on the page of its provider, and pays out to it by the way that was chosen', async () => {
    const { page, server } = scene;
    const { world } = server;
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await heading(page, 'To which account?').waitFor();
    await page.getByRole('textbox', { name: 'Name of the account' }).fill('Salary');
    await page.getByRole('textbox', { name: 'Full name of its holder' }).fill('Ana Souza');
    await page.getByRole('button', { name: 'Add account' }).click();
    await page.getByRole('link', { name: /^Open the provider's page/ }).waitFor();
    await inspect(page, 'withdraw, an account is added');
    world.bankAccounts = world.bankAccounts.map((one) => ({
      ...{ ...one, state: 'ready', bankName: 'First Platypus Bank', last4: '6789' },
    }));
    await page.getByRole('radio', { name: /^Salary/ }).check();
    await pressContinue(page);
    await heading(page, 'How much do you want to withdraw?').waitFor();
    await page.getByLabel('Amount in digital dollars').fill('100');
    await pressContinue(page);
    await heading(page, 'How fast should it be there?').waitFor();
    await page.getByRole('radio', { name: /^Bank transfer/ }).check();
    await inspect(page, 'withdraw, how');
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    await page.locator('[data-total]').waitFor();
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await page.getByText('Salary, First Platypus Bank').waitFor();
    await inspect(page, 'withdraw, review');
    await submitButton(page).getByText('Withdraw 100.00 USDC').click();
    await heading(page, /is on its way to Salary/).waitFor();
    await until(() => page.getByText('It is on its way to Salary.').isVisible());
  }, 180_000);
});
