import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { completed, declined, hold, newQuote, newTransaction, takenBack } from './scripted/world.ts';
import { openAt } from './stand.ts';

const scene = useScene();

/** What an amount looks like in any region's way of writing; times have a colon, and dates and references no such end. */
const AMOUNT = /\d[.,]\d{2}(?!\d)/;

/** All that a page says: to the eye, to a screen reader, and in its title. */
function wordsOn(page: Page): Promise<string> {
  return page.evaluate<string>(
    `[document.title, document.body.textContent,
      ...[...document.querySelectorAll('[aria-label], [title]')].flatMap((one) => [one.ariaLabel, one.title])].join('\\n')`,
  );
}

async function expectHidden(page: Page, where: string): Promise<void> {
  await page.locator('[data-hidden-amount]').first().waitFor();
  expect(await wordsOn(page), where).not.toMatch(AMOUNT);
}

describe('hidden amounts', () => {
  it('N13 no page tells an amount, to the eye or to the ear, until the person shows them again', async () => {
    const { page, server } = scene;
    const { world } = server;
    world.balances = world.balances.map((balance) => ({ ...balance, available: '1240.250000' }));
    const add = (amount: string) => server.change(newTransaction(newQuote(world, amount, 'card')));
    const done = add('100.00');
    server.change({ ...done, ...completed(done) });
    const refused = add('70.00');
    server.change({ ...refused, ...declined(refused) });
    const back = takenBack(newTransaction(newQuote(world, '80.00', 'card')));
    for (const one of [back.original, back.reversal]) server.change(one);
    const open = add('250.00');
    hold(world, [{ transaction: open, direction: 'incoming' }]);

    await page.goto(server.url);
    await page.locator('[data-available]').getByText('1,240.25').waitFor();
    await page.locator('main [data-hide-amounts]').click();
    await expectHidden(page, 'home');
    await expect.poll(() => page.locator('[data-available]').textContent()).toContain('(hidden)');
    // Kept on the device: it holds after the page is loaded again, and on every other page.
    await page.reload();
    await expectHidden(page, 'home, again');
    await page.goto(`${server.url}/transactions`);
    await expectHidden(page, 'transactions');
    for (const { id } of [done, refused, back.original, back.reversal, open]) {
      await page.goto(`${server.url}/transactions/${id}`);
      await page.locator('article[data-state]').waitFor();
      expect(await wordsOn(page), 'a transaction').not.toMatch(AMOUNT);
    }
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Show amounts' }).first().click();
    await page.locator('[data-available]').getByText('1,240.25').waitFor();
  });

  it('W43 what a person is asked to agree to is shown all the same', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.locator('main [data-hide-amounts]').click();
    await openAt(page, server, 'review');
    expect(await wordsOn(page)).toMatch(AMOUNT);
    expect(await page.locator('[data-hidden-amount]').count()).toBe(0);
  });
});
