import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { wireInstant } from './scripted/world.ts';
import { heading, pressContinue } from './walk.ts';

const scene = useScene();

async function openList(): Promise<void> {
  await scene.page.goto(`${scene.server.url}/recipients`);
  await heading(scene.page, 'Recipients').waitFor();
}

function writeDown(name: string, email: string, here = true): void {
  const { recipients } = scene.server.world;
  const id = `018f3a5e-7c1d-7a2b-9c3d-0000000000${recipients.length + 10}`;
  recipients.push({ kind: 'person', id, name, email, here, lastPaidAt: null, createdAt: wireInstant() });
}

const ADDRESS = '7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU';

const names = (list = 'People') => scene.page.getByRole('list', { name: list }).getByRole('listitem');
const typedWhere = () => scene.page.getByRole('textbox', { name: 'E-mail address, or address on a network' });

describe('recipients', () => {
  it('begins empty, asks for a name and a whole address, and has who was written down', async () => {
    const { page } = scene;
    await page.setViewportSize(PHONE);
    await openList();
    await page.getByText('Nobody yet.').waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('recipient-name');
    await page.getByText('Enter what you call them.').waitFor();
    await inspect(page, 'recipients, empty, with errors');
    await page.getByRole('textbox', { name: 'Name' }).fill('Ana Souza');
    await typedWhere().fill('Ana@Example.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await names().getByText('ana@example.com').waitFor();
    await until(async () =>
      /Ana Souza is on your list/.test((await page.locator('#speech-polite').textContent()) ?? ''),
    );
  }, 60_000);

  it('takes somebody off and back on, and the focus is where that can be undone', async () => {
    const { page } = scene;
    writeDown('Ana Souza', 'ana@example.com');
    writeDown('Ben', 'ben.with.a.rather.long.address.of.his.own@subdomain.elsewhere.test', false);
    await page.setViewportSize(PHONE);
    await openList();
    await names().getByText('not here yet').waitFor();
    await inspect(page, 'recipients, filled');
    await page.getByRole('button', { name: 'Remove Ana Souza' }).click();
    await until(async () => (await names().count()) === 1);
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Undo');
    await inspect(page, 'recipients, one taken off');
    await page.keyboard.press('Enter');
    await until(async () => (await names().count()) === 2);
  }, 60_000);

  it('begins to send to one of them, at the question how much', async () => {
    const { page } = scene;
    writeDown('Ana Souza', 'ana@example.com');
    await openList();
    await page.getByRole('button', { name: 'Send Ana Souza' }).click();
    await heading(page, 'How much do you want to send to Ana Souza?').waitFor();
  });

  it('M21 has addresses too: told what they are, called otherwise, taken off and back on, and chosen to send to', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await openList();
    server.world.sendWarnings = ['first_use', 'unchecked'];
    await page.getByRole('textbox', { name: 'Name' }).fill('My wallet');
    await typedWhere().fill(ADDRESS);
    await page.getByText('This is an address on Solana.').waitFor();
    await page.locator('main').getByText('A wrong letter in this address would not be noticed').waitFor();
    expect(await page.getByText('You have not sent to this address before.').count()).toBe(0);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const line = names('Addresses');
    await line.locator('p', { hasText: 'My wallet' }).waitFor();
    await line.getByText('7xKXtg2C\u2026osgAsU').waitFor();
    await line.getByText(/^added /).waitFor();
    await line.locator('summary').click();
    await line.locator('details[open]').getByRole('button', { name: /^Copy/ }).waitFor();
    await page.getByRole('button', { name: 'Rename My wallet' }).click();
    await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('My wallet');
    await page.locator(':focus').fill('Ledger');
    await inspect(page, 'recipients, an address is renamed');
    await page.keyboard.press('Enter');
    await line.locator('p', { hasText: 'Ledger' }).waitFor();
    await page.getByRole('button', { name: 'Remove Ledger' }).click();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Undo');
    await page.keyboard.press('Enter');
    await line.locator('p', { hasText: 'Ledger' }).waitFor();

    await page.goto(server.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('radio', { name: /^Ledger/ }).check();
    await pressContinue(page);
    await heading(page, 'How much do you want to send to Ledger?').waitFor();
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('link', { name: 'Back' }).click();
    await heading(page, 'To which address do you want to send?').waitFor();
    expect(await page.getByRole('radio', { name: /^Ledger/ }).isChecked()).toBe(true);
  }, 90_000);

  it('says why nobody more can be written down, and when the list cannot be read', async () => {
    const { page, server } = scene;
    writeDown('Ana Souza', 'ana@example.com');
    await openList();
    await names().first().waitFor();
    server.intercept = ({ path, method }) =>
      path === '/v1/recipients' && method === 'POST' ? refusal('too_many_recipients') : null;
    await page.getByRole('textbox', { name: 'Name' }).fill('Ben');
    await typedWhere().fill('ben@example.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('main').getByText('Your list of recipients is full.').waitFor();
    server.intercept = ({ path }) => (path === '/v1/recipients' ? refusal('internal') : null);
    await openList();
    await page.locator('main').getByText('We could not read your recipients.').waitFor();
  });
});
