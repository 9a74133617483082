import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();

/** From Home to the question how much, with what is in Cash. */
async function walkToAmount(): Promise<void> {
  const { page, server } = scene;
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await heading(page, 'Where do you want to move money from?').waitFor();
  await page.getByRole('radio', { name: /^Cash/ }).check();
  await pressContinue(page);
  await heading(page, 'Where should it go?').waitFor();
  await page.getByRole('radio', { name: /^Invested/ }).check();
  await pressContinue(page);
  await heading(page, 'How much do you want to move?').waitFor();
}

describe('moving money between one’s own balances', () => {
  it('asks from where, to where and how much, says that it costs nothing, and is done at once', async () => {
    const { page, server } = scene;
    await walkToAmount();
    await page.getByText('You have 1,240.25 USDC in Cash.').waitFor();
    await page.getByLabel('Amount in digital dollars').fill('40.5');
    await page.locator('[data-words]').getByText('40.50 USDC').waitFor();
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    await page.getByText('It arrives at once.').waitFor();
    await expect.poll(() => page.locator('[data-receive]').textContent()).toBe('40.50\u00a0USDC');
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await submitButton(page).getByText('Move 40.50 USDC').click();
    await heading(page, /40\.50.USDC moved to Invested/).waitFor();
    await page.getByText('left Cash and is in Invested').waitFor();
    expect([...server.world.quotes.values()]).toMatchObject([
      { from: { type: 'BANKING' }, to: { type: 'INVESTING' }, pay: { total: { amount: '40.500000' } } },
    ]);
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('link', { name: /Moved to Invested/ }).waitFor();
    const row = page.getByRole('link', { name: /Moved to Invested/ });
    expect(await row.textContent()).not.toMatch(/[+\u2212]40/);
  });

  it('moves all of it to the last digit in one press, and no more than that', async () => {
    const { page, server } = scene;
    await walkToAmount();
    await page.getByLabel('Amount in digital dollars').fill('1240.26');
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('You have 1,240.25 USDC in Cash').waitFor();
    await page.getByRole('button', { name: 'All of it' }).click();
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    await page.locator('[data-total]').getByText('1,240.256789').waitFor();
    expect([...server.world.drafts.values()]).toMatchObject([{ state: { amount: '1240.256789' } }]);
  });

  it('W13 W16 offers no place twice, fits a phone and has no violation on any step', async () => {
    const { page } = scene;
    await page.setViewportSize(PHONE);
    await walkToAmount();
    await page.goBack();
    await heading(page, 'Where should it go?').waitFor();
    await expect.poll(() => page.getByRole('radio').count()).toBe(2);
    await inspect(page, 'move, to where');
    await pressContinue(page);
    await heading(page, 'How much do you want to move?').waitFor();
    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    await inspect(page, 'move, how much, with an error');
  }, 120_000);
});
