import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { addBankAccount, cameBack, quoteToBank } from './scripted/outside.ts';
import { newTransaction } from './scripted/world.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();

describe('withdrawing', () => {
  it('M61 M22 adds an account on the page of its provider, and pays out to it by the way that was chosen', async () => {
    const { page, server } = scene;
    const { world } = server;
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await heading(page, 'To which account?').waitFor();
    await page.getByRole('textbox', { name: 'Name of the account' }).fill('Salary');
    await page.getByRole('textbox', { name: 'Full name of its holder' }).fill('Ana Souza');
    await page.getByRole('button', { name: 'Add account' }).click();
    const there = page.getByRole('link', { name: /^Open the provider's page/ });
    await there.waitFor();
    // Left before anything was told there, and gone on with from the line that waits.
    await page.reload();
    await page.getByRole('button', { name: 'Go on Salary' }).click();
    await page.getByRole('textbox', { name: 'Full name of its holder' }).first().fill('Ana Souza');
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await there.waitFor();
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

  it('M22 that its bank sends back later says what came back, what did not, and where it is now', async () => {
    const { page, server } = scene;
    const { world } = server;
    const account = addBankAccount(world, { name: 'Salary', holder: 'Ana Souza' }).account;
    const wanted = {
      ...({ operation: 'WITHDRAW_FUNDS', asset: 'USDC', network: 'solana', method: 'ach' } as const),
      ...{ amount: '100.00', account: account.id },
    };
    const quote = quoteToBank(world, wanted);
    if (!quote) throw new Error('its account is known');
    const { original, back } = cameBack(newTransaction(quote));
    server.change(original);
    server.change(back);
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/transactions/${original.id}`);
    await heading(page, /^Your bank sent .* back$/).waitFor();
    await page.getByText('100.00\u00a0USDC is in Cash again.').waitFor();
    await page.getByText('What it had cost, 0.50\u00a0USDC, does not come back').waitFor();
    const steps = () => page.getByRole('list', { name: 'Where your money is' }).getByRole('listitem');
    expect(await steps().count()).toBe(5);
    await steps().last().getByText('100.00\u00a0USDC came back to Cash').waitFor();
    await page.getByRole('region', { name: 'Receipt' }).getByText('Did not come back').waitFor();
    await inspect(page, 'a withdrawal that came back');
    await page.getByRole('link', { name: /See what came back/ }).click();
    await heading(page, '100.00\u00a0USDC came back').waitFor();
    expect(await steps().count()).toBe(3);
    await steps().last().getByText('100.00\u00a0USDC is in Cash again').waitFor();
    await inspect(page, 'what came back');
    await page.goto(`${server.url}/transactions`);
    await page
      .getByRole('link', { name: /Came back from Salary/ })
      .getByText('+100.00\u00a0USDC')
      .waitFor();
    await page
      .getByRole('link', { name: /Withdrawn to Salary/ })
      .getByText('100.00\u00a0USDC came back')
      .waitFor();
  }, 90_000);

  it('M22 has a page of accounts, found from the menu, where one is taken off after a question', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await page.locator('header summary').click();
    await page.getByRole('link', { name: 'Bank accounts' }).click();
    await heading(page, 'Bank accounts').waitFor();
    await page.getByText('No bank account yet.').waitFor();
    await inspect(page, 'bank accounts, empty');
    server.world.bankAccounts = (['ready', 'pending', 'unusable'] as const).map((state, index) => ({
      ...{ id: `018f3a5e-7c1d-7a2b-9c3d-00000000002${index}`, name: `Account ${state}`, state },
      ...(state === 'pending' ? { bankName: null, last4: null } : { bankName: 'First Bank', last4: '6789' }),
      ...{ canBeAddedElsewhere: state === 'ready', createdAt: '2026-11-20T09:30:00.000Z' },
    }));
    await page.reload();
    // What one provider alone can pay to is told to one more, on its own page.
    await page.getByText('One provider can pay out to it now.').waitFor();
    await page.getByRole('button', { name: 'Add at another Account ready' }).click();
    const line = page.locator('[data-account=ready]');
    await line.getByLabel('Full name of its holder').fill('Ana Moss');
    await inspect(page, 'bank accounts, one added elsewhere');
    await line.getByRole('button', { name: 'Go on' }).click();
    await line.getByRole('link', { name: /Open the provider's page/ }).waitFor();
    await page.getByRole('button', { name: 'Remove Account ready' }).click();
    await page.getByText('Take Account ready off your list?').waitFor();
    await inspect(page, 'bank accounts, one asked about');
    await page.getByRole('button', { name: 'Remove it' }).click();
    await until(async () => (await page.locator('[data-account]').count()) === 2);
  }, 60_000);
});
