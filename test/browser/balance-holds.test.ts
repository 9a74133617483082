import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { until, useScene } from './scene.ts';
import { completed, hold, newQuote, newTransaction } from './scripted/world.ts';
import { heading } from './walk.ts';

const scene = useScene();

/** A transaction on its way, already in the server, that pays this many dollars in. */
function under(way: 'card' | 'bank', amount = '100.00') {
  const transaction = newTransaction(newQuote(scene.server.world, amount, way));
  return scene.server.change({ ...transaction, state: 'processing', where: 'with_provider', action: null });
}

async function openHome(): Promise<void> {
  await scene.page.goto(scene.server.url);
  await scene.page.locator('[data-link="live"]').waitFor();
  await scene.page.locator('[data-available]').waitFor();
}

const held = (direction: string) => scene.page.locator(`[data-holds="${direction}"]`);

describe('what a balance is held for', () => {
  it('names each hold to a screen reader, with its transaction and exact amount, apart by direction', async () => {
    const { page, server } = scene;
    const [card, bank] = [under('card'), { ...under('bank', '40.00'), reference: 'DB-3MZC-7T5P' }];
    hold(server.world, [
      { transaction: bank, direction: 'reserved', amount: '40.123456' },
      { transaction: card, direction: 'incoming' },
    ]);
    await openHome();
    await page.getByText('Adding from your bank').first().waitFor();
    await page.locator('summary', { hasText: 'Set aside: For 1 transaction under way' }).click();
    await page
      .locator('summary', { hasText: 'Incoming: From 1 transaction, not yours to spend yet' })
      .click();
    const entry = (direction: string) =>
      page.getByRole('list', { name: direction }).getByRole('listitem').getByRole('link');
    await entry('Set aside')
      .and(
        page.getByRole('link', {
          name: 'Adding from your bank DB-3MZC-7T5P 40.123456\u00a0USDC',
          exact: true,
        }),
      )
      .waitFor();
    await entry('Incoming')
      .and(page.getByRole('link', { name: 'Adding by card DB-7K2M-4QXP 100.00\u00a0USDC', exact: true }))
      .waitFor();
    await expect.poll(() => entry('Set aside').count()).toBe(1);
    await expect.poll(() => entry('Incoming').count()).toBe(1);
    expect(await page.locator('[data-holds] svg:not([aria-hidden="true"])').count()).toBe(0);
  });

  it('unfolds and leads to its transaction by keyboard alone, on a phone too', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    const transaction = under('card');
    hold(server.world, [{ transaction, direction: 'incoming' }]);
    await openHome();
    await page.getByText('Adding by card').first().waitFor();
    const area = await page.evaluate<number>(`(() => {
      const summary = document.querySelector('[data-holds] summary');
      const { top, bottom } = getComputedStyle(summary, '::after');
      return summary.offsetHeight - parseFloat(top) - parseFloat(bottom);
    })()`);
    expect(area).toBeGreaterThanOrEqual(44);
    const isOn = (tag: string) => page.evaluate<boolean>(`document.activeElement.matches('${tag}')`);
    for (let presses = 0; presses < 20 && !(await isOn('[data-holds] summary')); presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await held('incoming').getByRole('link').waitFor();
    await page.keyboard.press('Tab');
    expect(await isOn('[data-holds] a')).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/transactions/${transaction.id}`);
    await heading(page, /on its way/).waitFor();
  });

  it('asks for a transaction that the list does not reach only when somebody looks', async () => {
    const { page, server } = scene;
    const old = under('bank', '250.00');
    for (let count = 0; count < 20; count += 1) {
      const later = newTransaction(newQuote(server.world, '100.00', 'card'));
      server.change({ ...later, ...completed(later) });
    }
    hold(server.world, [{ transaction: old, direction: 'incoming' }]);
    await openHome();
    await page.getByText('Added by card').first().waitFor();
    const asked = () => server.calls.filter(({ path }) => path === `/v1/transactions/${old.id}`).length;
    expect(asked()).toBe(0);
    await held('incoming').locator('summary').click();
    await held('incoming')
      .getByRole('link', { name: /^Adding from your bank DB-/ })
      .waitFor();
    expect(asked()).toBe(1);
  });

  it('R16 changes with the live stream, and stays unfolded while it does', async () => {
    const { page, server } = scene;
    const first = under('card');
    hold(server.world, [{ transaction: first, direction: 'incoming' }]);
    await openHome();
    await held('incoming').locator('summary').click();
    await held('incoming').getByText('From 1 transaction,').waitFor();

    const second = newTransaction(newQuote(server.world, '40.00', 'bank'));
    hold(server.world, [
      { transaction: second, direction: 'incoming' },
      { transaction: first, direction: 'incoming' },
    ]);
    server.change({ ...second, state: 'processing', where: 'with_provider', action: null });
    await held('incoming').getByText('From 2 transactions,').waitFor();
    await page.locator('dl').getByText('140.00').waitFor();
    await held('incoming')
      .getByRole('link', { name: /^Adding from your bank/ })
      .waitFor();

    hold(server.world, [{ transaction: second, direction: 'incoming' }]);
    server.change({ ...first, ...completed(first) });
    await held('incoming').getByText('From 1 transaction,').waitFor();
    await expect.poll(() => held('incoming').getByRole('link').count()).toBe(1);

    hold(server.world, []);
    server.change({ ...second, ...completed(second) });
    await until(async () => (await page.locator('[data-holds]').count()) === 0);
    expect(await page.getByText('Incoming').count()).toBe(0);
  });
});
