import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { until, useScene } from './scene.ts';
import { completed, declined, newQuote, newTransaction, takenBack } from './scripted/world.ts';
import { HEADINGS, heading } from './walk.ts';

const scene = useScene();

interface Styled {
  getComputedStyle(element: unknown): { readonly color: string };
}

function colourOfSum(line: Locator): Promise<string> {
  const sum = line.locator('.money').first();
  return sum.evaluate((element) => (globalThis as unknown as Styled).getComputedStyle(element).color);
}

describe('a payment that is taken back after it arrived', () => {
  it('says so at once on the open page, in the urgent voice, and leads to its reversal and back', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '100.00', 'card'));
    server.change({ ...transaction, ...completed(transaction) });
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await heading(page, /^You added/).waitFor();
    await until(() => server.liveStarts.length > 0);

    const { original, reversal } = takenBack(transaction);
    server.change(original);
    server.change(reversal);
    await heading(page, 'Your $100.00 was taken back').waitFor();
    await page.getByText('Your $104.50 went back to your card, as Northpay reports.').waitFor();
    await until(async () => /taken back/.test((await page.locator('#speech-urgent').textContent()) ?? ''));
    const receipt = page.getByRole('region', { name: 'Receipt' });
    await receipt.getByText('\u2212100.00\u00a0USDC').waitFor();
    await receipt.getByText('$104.50').first().waitFor();

    await page.getByRole('link', { name: /See the reversal/ }).click();
    await page.locator('[data-state="taken_back"]').waitFor();
    await heading(page, '100.00\u00a0USDC was taken back').waitFor();
    await page.getByRole('region', { name: 'Receipt' }).getByText(original.reference).waitFor();
    await expect
      .poll(() => page.getByRole('list', { name: 'Where your money is' }).getByRole('listitem').count())
      .toBe(3);
    expect(await page.getByRole('button', { name: 'Start again' }).count()).toBe(0);
    await page.getByRole('link', { name: /See the original transaction/ }).click();
    await heading(page, 'Your $100.00 was taken back').waitFor();
  });

  it('stands on both lines of the statement, going out in ink and with a minus', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: PHONE });
    const { original, reversal } = takenBack(newTransaction(newQuote(server.world, '100.00', 'card')));
    server.change(original);
    server.change(reversal);
    for (const address of ['/', '/transactions']) {
      await page.goto(server.url + address);
      const out = page.getByRole('link', { name: /Card payment reversed/ });
      const into = page.getByRole('link', { name: /Added by card/ });
      await expect.poll(() => into.textContent()).toMatch(/Reversed.*\+100\.00\u00a0USDC/);
      await expect.poll(() => out.textContent()).toMatch(/Taken back.*\u2212100\.00\u00a0USDC/);
      const [colourOut, colourInto] = await Promise.all([out, into].map(colourOfSum));
      expect(colourOut).toMatch(/\d/);
      expect(colourOut).toBe(colourInto);
    }
  });
});

describe('what was given back', () => {
  it('M8 names the transaction, the cause, the amounts and what can be done, and starts again', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '64.20', 'card'));
    server.change({
      ...transaction,
      ...declined(transaction),
      state: 'returned',
      failure: { code: 'provider_error' },
      compensation: {
        released: [{ asset: 'USDC', amount: '64.200000' }],
        refunded: [{ asset: 'USD', amount: '68.52' }],
        at: transaction.createdAt,
        next: 'start_again',
      },
    });
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    const report = page.getByRole('region', { name: 'What we gave back' });
    await report.waitFor();
    const told = (await report.textContent()) ?? '';
    for (const part of [
      'Northpay could not finish the payment.',
      transaction.reference,
      'Refunded',
      '$68.52',
      'Start again',
    ]) {
      expect(told).toContain(part);
    }
    await expect
      .poll(() => page.getByRole('list', { name: 'Where your money is' }).getByRole('listitem').count())
      .toBe(3);
    await page.getByRole('button', { name: 'Start again' }).click();
    await heading(page, HEADINGS.fees).waitFor();
  });

  it('offers no new start where only we can help, and lists each refund', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '64.20', 'card'));
    server.change({
      ...transaction,
      ...declined(transaction),
      state: 'returned',
      failure: { code: 'refused_by_rules' },
      compensation: {
        released: [],
        refunded: [{ asset: 'USD', amount: '67.20' }],
        at: transaction.createdAt,
        next: 'contact_us',
      },
    });
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    const report = page.getByRole('region', { name: 'What we gave back' });
    await report.getByText('$67.20').waitFor();
    await report.getByText('Our rules do not allow this payment.').waitFor();
    await report.getByText('Write to us').waitFor();
    expect(await report.getByText('Reservation released').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Start again' }).count()).toBe(0);
  });
});
