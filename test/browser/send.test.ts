import type { PersonRecipient } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { doneByOwnBook, givenBack, newOwnQuote } from './scripted/own-book.ts';
import { newTransaction, wireInstant } from './scripted/world.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();
const WHOM = 'Who do you want to send money to?';

/** Somebody on the list. */
function known(name: string, email: string, patch: Partial<PersonRecipient> = {}): PersonRecipient {
  const id = `018f3a5e-7c1d-7a2b-9c3d-0000000000${scene.server.world.recipients.length + 10}`;
  const base = { kind: 'person', id, name, email, here: true, lastPaidAt: null } as const;
  const one = { ...base, createdAt: wireInstant(), ...patch };
  scene.server.world.recipients.push(one);
  return one;
}

/** Money that waits for somebody who is not here yet. */
function sentToNobodyHere() {
  const { world } = scene.server;
  const to = { email: 'carla@elsewhere.test' };
  const unit = { asset: 'USDC', network: 'solana' } as const;
  const quote = newOwnQuote(world, { operation: 'SEND_MONEY', to, amount: '12.34', ...unit });
  return doneByOwnBook(newTransaction(quote), quote);
}

async function begin(): Promise<void> {
  await scene.page.goto(scene.server.url);
  await scene.page.getByRole('button', { name: 'Send', exact: true }).click();
  await heading(scene.page, WHOM).waitFor();
}

/** On to the review, with this amount. */
async function goOnWith(amount: string): Promise<void> {
  const { page } = scene;
  await pressContinue(page);
  await heading(page, /^How much do you want to send to/).waitFor();
  await page.getByLabel('Amount in digital dollars').fill(amount);
  await pressContinue(page);
  await heading(page, 'What it costs').waitFor();
  await page.locator('[data-total]').waitFor();
  await pressContinue(page);
  await heading(page, 'Check and confirm').waitFor();
  await page.locator('[data-total]').waitFor();
}

describe('sending money', () => {
  it('goes to somebody on the list, with their name and their address on the review, at once', async () => {
    const { page, server } = scene;
    const ana = known('Ana Souza', 'ana@example.com', { lastPaidAt: '2026-11-03T10:00:00.000Z' });
    known('Ben', 'ben@example.com');
    await begin();
    await page.getByRole('radio', { name: /^Ana Souza/ }).check();
    await goOnWith('50');
    await page.locator('main dl').getByText('ana@example.com').waitFor();
    await submitButton(page).getByText('Send 50.00 USDC').click();
    await heading(page, /Ana Souza has 50\.00.USDC/).waitFor();
    await page.locator('main dl').getByText('Ana Souza, ana@example.com').waitFor();
    expect(server.calls.find(({ path }) => path === '/v1/quotes')?.body).toMatchObject({
      operation: 'SEND_MONEY',
      to: { recipient: ana.id },
    });
    await page.getByRole('link', { name: 'Home' }).click();
    const row = page.getByRole('link', { name: /Sent to Ana Souza/ });
    await row.waitFor();
    await expect.poll(() => row.textContent()).toContain('\u221250.00\u00a0USDC');
  });

  it('goes to an address of nobody here, and says before and after what happens within the 14 days', async () => {
    const { page } = scene;
    await begin();
    await page.getByRole('textbox', { name: 'E-mail address, or' }).fill('Carla@Elsewhere.test');
    await pressContinue(page);
    await heading(page, 'How much do you want to send to carla@elsewhere.test?').waitFor();
    await page.getByLabel('Amount in digital dollars').fill('12.34');
    await pressContinue(page);
    await page.locator('main').getByText('Whoever signs in by it within 14 days').waitFor();
    await page.getByText('It arrives as soon as they sign in.').waitFor();
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await page.locator('main').getByText('Whoever signs in by it within 14 days').waitFor();
    await submitButton(page).getByText('Send 12.34 USDC').click();
    await heading(page, /waits for carla@elsewhere\.test/).waitFor();
    await page
      .locator('main')
      .getByText(/If they do not by .*, all of it comes back to you/)
      .waitFor();
  });

  it('that waits for somebody may be cancelled by its sender, who is told what that means for them', async () => {
    const { page, server } = scene;
    const waiting = server.change(sentToNobodyHere());
    await page.goto(`${server.url}/transactions/${waiting.id}`);
    await heading(page, /waits for carla@elsewhere\.test/).waitFor();
    await inspect(page, 'money that waits for somebody');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Whoever reads our mail to carla@elsewhere.test finds nothing here').waitFor();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.locator('[data-state="cancelled"]').waitFor();
    await page.getByText('All of it is available again').waitFor();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    await inspect(page, 'money that waited, cancelled');
  });

  it('that nobody came for is back, and so is what somebody cannot receive, without a word of why', async () => {
    const { page, server } = scene;
    const unclaimed = sentToNobodyHere();
    server.change({ ...unclaimed, ...givenBack(unclaimed, 'not_claimed') });
    await page.goto(`${server.url}/transactions/${unclaimed.id}`);
    await heading(page, /was returned/).waitFor();
    await page.locator('[data-compensation]').getByText('Nobody signed in by this address').waitFor();
    await page.locator('[data-compensation]').getByText('It was set aside in your balance.').waitFor();
    await inspect(page, 'money that nobody came for');
    const refused = sentToNobodyHere();
    server.change({ ...refused, ...givenBack(refused, 'recipient_cannot_receive') });
    await page.goto(`${server.url}/transactions/${refused.id}`);
    await heading(page, 'Not sent').waitFor();
    await page.getByText('The person you sent it to cannot receive money now').waitFor();
    expect(await page.getByRole('button', { name: 'Start again' }).count()).toBe(0);
    await inspect(page, 'money that could not be received');
  });

  it('W10 W11 asks for whom and for a whole address, and only when somebody goes on', async () => {
    const { page } = scene;
    known('Ana Souza', 'ana@example.com');
    await page.setViewportSize(PHONE);
    await begin();
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('Choose who gets it.').waitFor();
    await inspect(page, 'send, to whom, with an error');
    await page.getByRole('radio', { name: /^Somebody else/ }).check();
    await page.getByRole('textbox', { name: 'E-mail address, or' }).fill('carla@');
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('like name@example.com').waitFor();
    await inspect(page, 'send, to whom, with an address that is none');
    await page
      .getByRole('textbox', { name: 'E-mail address, or' })
      .fill(`${'a-very-long-name-of-somebody'.repeat(2)}@elsewhere.test`);
    await goOnWith('50');
    await inspect(page, 'send, review, to a long address of nobody here');
  }, 180_000);

  it('can be done without the list, where that could not be read', async () => {
    const { page, server } = scene;
    server.intercept = ({ path }) => (path === '/v1/recipients' ? 'cut_before' : null);
    await begin();
    await page.locator('main').getByText('We could not read your recipients.').waitFor();
    await page.getByRole('textbox', { name: 'E-mail address, or' }).fill('ana@example.com');
    await pressContinue(page);
    await heading(page, /^How much/).waitFor();
    server.intercept = () => null;
    await page.locator('[data-offline]').waitFor({ state: 'detached' });
  });
});
