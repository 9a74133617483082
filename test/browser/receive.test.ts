import { assert } from '@diboas/kernel';
import type { TransactionView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { doneByOwnBook, newOwnQuote, receivedFrom } from './scripted/own-book.ts';
import { newTransaction } from './scripted/world.ts';
import { heading } from './walk.ts';

const scene = useScene();

/** Something that somebody else sent to whoever looks, not known to their page yet. */
function arrival(patch: Partial<TransactionView> = {}): TransactionView {
  const { world } = scene.server;
  const unit = { asset: 'USDC', network: 'solana' } as const;
  const to = { email: 'customer@example.com' };
  const quote = newOwnQuote(world, { operation: 'SEND_MONEY', to, amount: '25', ...unit });
  return { ...receivedFrom(doneByOwnBook(newTransaction(quote), quote), 'carla@example.com'), ...patch };
}

describe('money that somebody sent', () => {
  it('R23 comes up live, is told once with who it is from, and has a page with what they said', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await page.locator('[data-link="live"]').waitFor();
    await page.getByText('No transactions yet').waitFor();
    const arrived = server.change(arrival({ note: 'For the bread, and thank you' }));
    const row = page.getByRole('link', { name: /From carla@example\.com/ });
    await row.waitFor();
    await expect.poll(() => row.textContent()).toContain('+25.00\u00a0USDC');
    const said = () => page.locator('#speech-polite').textContent();
    await until(async () => /carla@example\.com sent you 25\.00/.test((await said()) ?? ''));
    await row.click();
    await heading(page, /carla@example\.com sent you 25\.00/).waitFor();
    await page.locator('dl').getByText('For the bread, and thank you').waitFor();
    await page.locator('[data-letter]').getByText('carla@example.com wrote').waitFor();
    await inspect(page, 'an arrival');
    expect(page.url()).toContain(arrived.id);
  }, 60_000);

  it('of a kind that this version does not know is a plain row and a page, and breaks no list', async () => {
    const { page, server } = scene;
    const elsewhere = { kind: 'elsewhere' } as const;
    server.change(arrival({ operation: 'OTHER', from: elsewhere, to: elsewhere }));
    await page.goto(`${server.url}/transactions`);
    const row = page.locator('main li a').first();
    await row.waitFor();
    assert(!/undefined|null|\./.test((await row.locator('span span').first().textContent()) ?? ''), 'words');
    await row.click();
    await page.locator('article[data-state="completed"]').waitFor();
  });

  it('that could not be taken says so on its page, and that it went back', async () => {
    const { page, server } = scene;
    const failed = server.change(
      arrival({
        ...{ status: 'FAILED', state: 'failed_nothing_moved', where: 'with_you', receipt: null },
        ...{ failure: { code: 'recipient_cannot_receive' }, steps: [] },
      }),
    );
    await page.goto(`${server.url}/transactions/${failed.id}`);
    await heading(page, 'Not received').waitFor();
    await page.getByText('Your account cannot receive money now.').waitFor();
    await page.getByText('It went back to carla@example.com.').waitFor();
  });
});
