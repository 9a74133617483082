import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { wireInstant } from './scripted/world.ts';
import { heading } from './walk.ts';

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

const names = () => scene.page.getByRole('list', { name: 'Recipients' }).getByRole('listitem');

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
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('Ana@Example.com');
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
    await page.getByRole('button', { name: 'Send money Ana Souza' }).click();
    await heading(page, 'How much do you want to send to Ana Souza?').waitFor();
  });

  it('says why nobody more can be written down, and when the list cannot be read', async () => {
    const { page, server } = scene;
    writeDown('Ana Souza', 'ana@example.com');
    await openList();
    await names().first().waitFor();
    server.intercept = ({ path, method }) =>
      path === '/v1/recipients' && method === 'POST' ? refusal('too_many_recipients') : null;
    await page.getByRole('textbox', { name: 'Name' }).fill('Ben');
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('ben@example.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('main').getByText('Your list of recipients is full.').waitFor();
    server.intercept = ({ path }) => (path === '/v1/recipients' ? refusal('internal') : null);
    await openList();
    await page.locator('main').getByText('We could not read your recipients.').waitFor();
  });
});
