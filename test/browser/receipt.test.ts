import type { TransactionView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { NARROW, PHONE } from './browser.ts';
import { until, useScene } from './scene.ts';
import { byBank, completed, declined, newQuote, newTransaction } from './scripted/world.ts';
import { tooWide } from './too-wide.ts';
import { HEADINGS, heading, pressContinue } from './walk.ts';

const scene = useScene();

const receipt = () => scene.page.getByRole('region', { name: 'Receipt' });

async function open(
  changes: (transaction: TransactionView) => Partial<TransactionView>,
): Promise<TransactionView> {
  const transaction = newTransaction(newQuote(scene.server.world, '100.00', 'card'));
  const changed = scene.server.change({ ...transaction, ...changes(transaction) });
  await scene.page.goto(`${scene.server.url}/transactions/${changed.id}`);
  await scene.page.locator(`[data-state="${changed.state}"]`).waitFor();
  return changed;
}

describe('a receipt', () => {
  it('R14 W50 says when, what, who and how, leads home and to help, and can be kept', async () => {
    const { page } = scene;
    await page.addInitScript('window.print = () => { window.printed = true; }');
    const { reference } = await open(completed);
    await receipt().getByText('customer@example.com').waitFor();
    const told = (await receipt().textContent()) ?? '';
    for (const part of [
      /UTC/,
      /DB-7K2M-4QXP/,
      /PaidwithCard/i,
      /diBoaS, through Northpay/,
      /Network reference/,
    ]) {
      expect(told.replace('Paid with', 'Paidwith')).toMatch(part);
    }
    expect(told).not.toContain('Difference');
    const details = page.locator('[data-details]');
    const detail = details.getByText('Northpay', { exact: true });
    expect(await detail.isVisible()).toBe(false);
    await details.locator('summary').click();
    await detail.waitFor();
    await details.getByRole('button', { name: /^Copy/ }).first().waitFor();
    await details.locator('summary').click();
    await page.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate('window.printed')).toBe(true);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`diBoaS ${reference}.txt`);
    const text = await (await saved.createReadStream()).setEncoding('utf8').toArray();
    expect(text.join('')).toMatch(/Reference: DB-7K2M-4QXP.*Charged: \$104\.50.*100\.000000\u00a0USDC/s);
    await expect
      .poll(() => page.getByRole('link', { name: 'Get help' }).getAttribute('href'))
      .toBe(`/help?about=${reference}`);
    await page.getByRole('link', { name: 'Done', exact: true }).click();
    await heading(page, 'Your money').waitFor();
  });

  it('R15 R31 of money that came back names what was charged, what was returned, and that nothing was paid', async () => {
    await open((transaction) => ({
      ...declined(transaction),
      state: 'returned',
      failure: { code: 'not_delivered' },
      receipt: {
        quoted: transaction.pay.total,
        charged: transaction.pay.total,
        difference: { asset: 'USD', amount: '0.00' },
        returned: transaction.pay.total,
        paid: { asset: 'USD', amount: '0.00' },
        delivered: null,
        networkReference: null,
        takenBack: null,
        cameBack: null,
      },
      compensation: {
        released: [],
        refunded: [{ asset: 'USD', amount: '104.50' }],
        at: transaction.createdAt,
        next: 'start_again',
      },
    }));
    const sums = await receipt().locator('dd.ml-auto .money').allTextContents();
    expect(sums).toEqual(['$104.50', '\u2212$104.50', '$0.00']);
    const { page, server } = scene;
    await page.goto(`${server.url}/transactions`);
    await page.getByText('$104.50 returned').waitFor();
    expect(await page.getByText('Nothing charged').count()).toBe(0);
  });
});

describe('a payment that was declined', () => {
  it('says so in its timeline, hides what nothing moved for, and leads to another way to pay', async () => {
    const { page } = scene;
    await open(declined);
    await page.getByText('Nothing has left your card.').waitFor();
    await page
      .getByRole('list', { name: 'Where your money is' })
      .getByText('The payment was declined')
      .waitFor();
    expect(await receipt().count()).toBe(0);
    expect(await page.locator('[data-compensation]').count()).toBe(0);
    expect(await page.getByText('What was set aside').count()).toBe(0);
    await page.getByRole('button', { name: 'Pay another way' }).click();
    await heading(page, HEADINGS.method).waitFor();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByRole('radio', { name: /^Bank/ }).check();
    await pressContinue(page);
    await page.locator('[data-total]').waitFor();
    await page.getByText('$100.00').first().waitFor();
  });

  it('can be tried the same way again, where that is what somebody wants', async () => {
    const { page } = scene;
    await open(declined);
    await page.getByRole('button', { name: 'Try the same way again' }).click();
    await heading(page, HEADINGS.fees).waitFor();
  });
});

describe('what is said aloud', () => {
  it('does not stand for ever, and is not said of what a title says at that moment', async () => {
    const { page, server } = scene;
    const transaction = await open(() => ({}));
    await page.locator('[data-link="live"]').waitFor();
    server.change({ ...transaction, state: 'returning', where: 'on_its_way_back', action: null });
    const urgent = page.locator('#speech-urgent');
    await until(async () => /returning/.test((await urgent.textContent()) ?? ''));
    await until(async () => (await urgent.textContent()) === '');
  });
});

describe('the page of a transaction', () => {
  it('fits at 320 px and with 200 % text, with its details open', async () => {
    const { server } = scene;
    const transaction = newTransaction(newQuote(server.world, '100.00', 'card'));
    const done = server.change({ ...transaction, ...completed(transaction) });
    const waiting = server.change(newTransaction(newQuote(server.world, '100.00', 'bank')));
    for (const viewport of [NARROW, PHONE]) {
      const page = await scene.open({ viewport, bypassCSP: true, reducedMotion: 'reduce' });
      for (const { id } of [done, waiting]) {
        await page.goto(`${server.url}/transactions/${id}`);
        await page.locator('[data-details] summary').click();
        for (const button of await page.getByRole('button', { name: /^Copy/ }).all()) {
          expect((await button.boundingBox())?.width).toBeGreaterThanOrEqual(44);
        }
        await page.addStyleTag({ content: ':root { font-size: 200%; }' });
        expect(await tooWide(page), `${viewport.width} px`).toEqual([]);
      }
    }
  });

  it('R21 names the day where the money comes by bank', async () => {
    const { page, server } = scene;
    const transaction = newTransaction(newQuote(server.world, '100.00', 'bank'), '2026-11-28T12:00:00.000Z');
    server.change({
      ...transaction,
      ...{ state: 'processing', where: 'with_provider', action: null },
      estimate: byBank('2026-11-30', '2026-12-02'),
    });
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await page.getByText('usually arrives by Wednesday, December 2, as Northpay states.').waitFor();
  });
});
