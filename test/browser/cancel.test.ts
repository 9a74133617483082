import { describe, expect, it } from 'vitest';
import { until, useScene } from './scene.ts';
import { completed, newQuote, newTransaction } from './scripted/world.ts';
import { heading } from './walk.ts';

const scene = useScene();

describe('a transaction that waits to be paid', () => {
  it('R34 is cancelled by its owner, who is asked once more and told what becomes of a late payment', async () => {
    const { page, server } = scene;
    const transaction = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    const ask = page.getByRole('button', { name: 'Cancel', exact: true });
    await ask.click();
    await page.getByRole('heading', { name: 'Cancel it?' }).waitFor();
    await page.getByText('What is paid at Northpay all the same is added to your balance.').waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await until(async () => ask.evaluate((element) => element === element.ownerDocument.activeElement));
    await ask.click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.locator('[data-state="cancelled"]').waitFor();
    await page.getByText('Leave the page of Northpay closed.').waitFor();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    expect(await ask.count()).toBe(0);
    expect(server.world.transactions.get(transaction.id)?.state).toBe('cancelled');
  });

  it('R34 is not cancelled once it was paid: the page says where the money is', async () => {
    const { page, server } = scene;
    const transaction = server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    // Paid in another tab, of which no news has come yet.
    server.world.transactions.set(transaction.id, { ...transaction, ...completed(transaction), version: 9 });
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await heading(page, /^You added/).waitFor();
  });
});
