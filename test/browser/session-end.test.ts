import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading } from './walk.ts';

const scene = useScene();
const MINUTE = 60_000;
const look = 'document.dispatchEvent(new Event("visibilitychange"))';

describe('before a session ends for idleness', () => {
  it('W29 the person is warned, stays by one act, and is on the same step', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'fees');
    server.world.life = { idleMs: 2 * MINUTE, lifeMs: 1_000 * MINUTE };
    await page.evaluate(look);
    const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(server.calls.filter(({ path }) => path === '/v1/session/stay')).toHaveLength(1);
    await heading(page, HEADINGS.fees).waitFor();
  });

  it('W12 W29 Escape is as good as the button, and a tab beside it needs no second answer', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    const other = await page.context().newPage();
    await other.goto(server.url);
    server.world.life = { idleMs: MINUTE, lifeMs: 1_000 * MINUTE };
    for (const tab of [page, other]) {
      await tab.getByRole('button', { name: 'Add money' }).focus();
      await tab.evaluate(look);
      await tab.getByRole('dialog').waitFor();
    }
    await page.bringToFront();
    await page.keyboard.press('Escape');
    for (const tab of [page, other]) {
      await tab.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => tab.evaluate('document.activeElement.textContent')).toMatch(/^Add money/);
    }
  });

  it('W29 nobody is told that they stay signed in before the server has heard it', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await heading(page, 'Your money').waitFor();
    server.world.life = { idleMs: MINUTE, lifeMs: 1_000 * MINUTE };
    await page.evaluate(look);
    const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
    await dialog.waitFor();
    server.intercept = ({ path }) => (path === '/v1/session/stay' ? 'cut_before' : null);
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await dialog.getByText('We could not reach diBoaS').waitFor();
    server.intercept = () => null;
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('W29 the warning comes all the same after a look that was turned away', async () => {
    const { page, server } = scene;
    await page.clock.install();
    await page.goto(server.url);
    await heading(page, 'Your money').waitFor();
    server.intercept = ({ path }) => (path === '/v1/session' ? refusal('too_many_requests') : null);
    await page.clock.runFor(6_000);
    await expect.poll(() => server.calls.some(({ path }) => path === '/v1/session')).toBe(true);
    server.intercept = () => null;
    server.world.life = { idleMs: MINUTE, lifeMs: 1_000 * MINUTE };
    await page.clock.runFor(MINUTE + 1_000);
    await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor();
  });

  it('R9 a person at the keyboard is told to the server once a minute at most, and never warned', async () => {
    const { page, server } = scene;
    await page.clock.install();
    await page.goto(server.url);
    await heading(page, 'Your money').waitFor();
    const told = () => server.calls.filter(({ path }) => path === '/v1/session/stay').length;
    await page.keyboard.press('Shift');
    expect(told()).toBe(0);
    await page.clock.runFor(MINUTE + 1_000);
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('Shift');
    await expect.poll(told).toBe(1);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('the end of the day is announced, and then the person signs in again and loses nothing', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/transactions`);
    await heading(page, 'Transactions').waitFor();
    server.world.life = { idleMs: MINUTE, lifeMs: MINUTE };
    await page.evaluate(look);
    await page.getByRole('dialog', { name: 'You will be asked to sign in again' }).waitFor();
    server.world.signedIn = false;
    server.world.sessionEnded = true;
    await page.evaluate(look);
    await heading(page, 'Sign in').waitFor();
    await page.getByText('nothing you entered is lost').waitFor();
    expect(new URL(page.url()).searchParams.get('next')).toBe('/transactions');
  });
});
