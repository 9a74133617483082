import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { wireInstant } from './scripted/world.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();
const ADDRESS = '7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU';

/** What the page says of the text in the field by now. */
function told(kind: string) {
  return scene.page.locator(`[data-reading="${kind}"]`);
}

describe('sending to an address', () => {
  it('M21 W49 is told what it is, shows all of the address and what to look at, and counts confirmations', async () => {
    const { page, server } = scene;
    server.world.sendWarnings = ['look_alike', 'unchecked'];
    await page.setViewportSize(PHONE);
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Send', exact: true }).focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'E-mail address, or address on a network' });
    await field.fill(`${ADDRESS.slice(0, -1)}x`);
    await told('wrong').getByText('A letter is wrong').waitFor();
    await field.fill(ADDRESS);
    await told('good').getByText('This is an address on Solana.').waitFor();
    await inspect(page, 'send, an address');
    await field.press('Enter');
    await heading(page, /^How much do you want to send to 7xKX/).waitFor();
    await page.getByLabel('Amount in digital dollars').fill('50');
    await page.keyboard.press('Enter');
    await heading(page, 'What it costs').waitFor();
    await page.getByText('Network fee, at most').waitFor();
    await pressContinue(page);
    await heading(page, 'Look at this before you send').waitFor();
    await page.locator('[data-compared]').waitFor();
    const [first] = await page.locator('[data-warning] button').allTextContents();
    expect(first).toMatch(/^Don't send/);
    await inspect(page, 'send to an address, what to look at');
    await page.getByRole('button', { name: 'I have looked, go on' }).click();
    await heading(page, 'Check and confirm').waitFor();
    expect(await page.locator('[data-warnings]').count()).toBe(0);
    await page.locator(`[data-address="${ADDRESS}"]`).waitFor();
    await page.getByText('nobody can bring it back').waitFor();
    await inspect(page, 'send to an address, review');
    await submitButton(page).getByText('Send 50.00 USDC').click();
    await page.locator('[data-count="2"]').waitFor();
    const [transaction] = [...server.world.transactions.values()];
    if (!transaction) throw new Error('it was confirmed');
    server.change({ ...transaction, confirmations: { have: 0, want: 6, outbid: true } });
    await page.getByText('Many want to be in the next blocks').waitFor();
    const waiting = { activity: 'SPEEDING_UP', confirmations: { have: 0, want: 6 } };
    server.change({ ...transaction, ...waiting });
    await page.getByText('it was sent again for a higher fee').waitFor();
    server.change({ ...transaction, confirmations: { have: 5, want: 6 } });
    await page.getByText('5 of 6 confirmations').waitFor();
    server.change({ ...transaction, confirmations: { have: 1, want: 6 } });
    await page.getByText('The network undid its newest blocks').waitFor();
    await inspect(page, 'sent to an address, under way');
  }, 180_000);

  it('W49 leaves without sending by the first choice, and nothing of it is left', async () => {
    const { page, server } = scene;
    server.world.sendWarnings = ['first_use'];
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('textbox', { name: 'E-mail address, or address on a network' }).fill(ADDRESS);
    await told('good').waitFor();
    await pressContinue(page);
    await page.getByLabel('Amount in digital dollars').fill('50');
    await pressContinue(page);
    await page.locator('[data-total]').waitFor();
    await pressContinue(page);
    await heading(page, 'Look at this before you send').waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toMatch(/^Don't send/);
    await page.keyboard.press('Enter');
    await heading(page, 'Your money').waitFor();
    await expect.poll(() => server.world.drafts.size).toBe(1);
    expect(server.world.transactions.size).toBe(0);
  }, 60_000);

  it('is open to whoever owns coins alone, who are told why people are not on the list', async () => {
    const { page, server } = scene;
    const { world } = server;
    const [cash] = world.balances;
    world.balances = cash ? [{ ...cash, asset: 'BTC', network: 'bitcoin', available: '0.50000000' }] : [];
    world.recipients = [
      {
        ...{ kind: 'person', id: '018f3a5e-7c1d-7a2b-9c3d-000000000010', name: 'Ana Souza' },
        ...{ email: 'ana@example.com', here: true, lastPaidAt: null, createdAt: wireInstant() },
      },
    ];
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('main').getByText('People here are sent digital dollars (USDC)').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    const field = page.getByRole('textbox', { name: 'Address on a network' });
    await field.fill('ana@example.com');
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('Enter an address.').waitFor();
    await field.fill('bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq');
    await told('good').waitFor();
    await pressContinue(page);
    await heading(page, /^How much do you want to send to bc1qar0s/).waitFor();
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.locator('main').getByText('Banks are paid out of digital dollars (USDC)').waitFor();
  }, 60_000);

  it('W24 never lets a secret leave the page', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const secret = Array.from({ length: 12 }, () => 'abandon').join(' ');
    await page.getByRole('textbox', { name: 'E-mail address, or address on a network' }).fill(secret);
    await told('secret').getByText('never give it to anybody').waitFor();
    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    expect(JSON.stringify(server.calls.map(({ body }) => body))).not.toContain('abandon');
  }, 60_000);
});
