import { beforeEach, describe, expect, it } from 'vitest';
import { openPage, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useRealScene } from './real-scene.ts';
import { useScene } from './scene.ts';
import { refusal, type ScriptedCall } from './scripted/routes.ts';
import { RIGHT_CODE } from './scripted/second-factor.ts';
import { wireInstant } from './scripted/world.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

describe('M72: the second factor', () => {
  const scene = useScene();
  const WRONG_CODE = '000000';

  beforeEach(() => scene.page.setViewportSize(PHONE));

  const field = (name = 'Code from the app') => scene.page.getByRole('textbox', { name });
  const press = (name: string) => scene.page.getByRole('button', { name, exact: true }).click();
  const dialog = (name = 'Enter your code') => scene.page.getByRole('dialog', { name });

  async function type(code: string): Promise<void> {
    await field().fill(code);
    await press('Confirm');
  }

  async function openSettings(): Promise<void> {
    await scene.page.goto(`${scene.server.url}/settings/security`);
    await scene.page.getByRole('heading', { name: 'Codes from an app' }).waitFor();
  }

  /** Somebody who has set an app up, and has given no code in this session. */
  function haveApp(): void {
    const { world } = scene.server;
    const app = { since: wireInstant(), recoveryCodesLeft: 7, freshMs: 0, withoutIt: null };
    world.secondFactor = app;
  }

  /** As the server does: these need the second factor, given in this session. */
  function guard(
    isGuarded: (call: ScriptedCall) => boolean,
    code: 'factor_required' | 'factor_missing',
  ): void {
    const { server } = scene;
    const { status, body } = refusal(code);
    const refused = { status, body: { ...(body as object), left: { asset: 'USDC', amount: '10.000000' } } };
    server.intercept = (call) =>
      isGuarded(call) && server.world.secondFactor.freshMs === 0 ? refused : null;
  }

  const isConfirm = ({ method, path }: ScriptedCall) => method === 'POST' && path === '/v1/transactions';

  /** To the review of money for somebody on the list. */
  async function toReview(): Promise<void> {
    const { page, server } = scene;
    const id = '018f3a5e-7c1d-7a2b-9c3d-000000000010';
    const ana = { id, name: 'Ana Souza', email: 'ana@example.com', here: true, lastPaidAt: null } as const;
    server.world.recipients.push({ kind: 'person', ...ana, createdAt: wireInstant() });
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('radio', { name: /^Ana Souza/ }).check();
    await pressContinue(page);
    await page.getByLabel('Amount in digital dollars').fill('50');
    const told = page.locator('[data-without-factor]');
    if (server.world.secondFactor.withoutIt) await told.getByText('250.00 USDC can leave today').waitFor();
    else expect(await told.count()).toBe(0);
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    await page.locator('[data-total]').waitFor();
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await page.locator('[data-total]').waitFor();
  }

  it('is set up in the settings: a key that is scanned or copied, a first code, ten recovery codes', async () => {
    const { page } = scene;
    await openSettings();
    await page
      .getByText('Without one, 250.00 USDC can leave within a day. 250.00 USDC of that is left.')
      .waitFor();
    await inspect(page, 'security, without a second factor');
    await press('Set up an app');
    await page.locator('[data-qr]').waitFor();
    await page.getByText('JBSWY3DP').waitFor();
    await press('Confirm');
    await page.getByText('Enter the six digits that the app shows now.').waitFor();
    await type(WRONG_CODE);
    await page.locator('main').getByText('This code is wrong, or was used before.').waitFor();
    await inspect(page, 'security, a key is shown and a code was wrong');
    await type('123 456');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('recovery-codes');
    await expect.poll(() => page.locator('[data-recovery-codes] li').count()).toBe(10);
    await inspect(page, 'security, recovery codes');
    const saving = page.waitForEvent('download');
    await press('Save as a file');
    expect((await saving).suggestedFilename()).toBe('diBoaS recovery codes.txt');
    await press('I have kept them');
    await page.getByText('10 recovery codes left').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('second-factor');
    await inspect(page, 'security, with a second factor');
  }, 60_000);

  it('asks for itself before it changes: new recovery codes, another app, none any more', async () => {
    const { page, server } = scene;
    haveApp();
    await openSettings();
    await page.getByText('7 recovery codes left').waitFor();
    await press('Make new recovery codes');
    await dialog().waitFor();
    await inspect(page, 'the question for a code');
    await press('Not now');
    await dialog().waitFor({ state: 'detached' });
    await page.locator('main').getByText('Nothing was changed.').waitFor();
    await press('Make new recovery codes');
    await field().fill(RIGHT_CODE);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-recovery-codes] li').count()).toBe(10);
    await press('I have kept them');
    await press('Use another app');
    await page.locator('[data-qr]').waitFor();
    await press('Stop using codes');
    await page.getByText('Without one, 250.00 USDC').waitFor();
    expect(server.world.secondFactor.since).toBeNull();
  }, 60_000);

  it('is asked for in place before money leaves, and the same confirmation goes on', async () => {
    const { page, server } = scene;
    haveApp();
    guard(isConfirm, 'factor_required');
    await toReview();
    await submitButton(page).click();
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.locator('main').getByText('This needs a code from your authenticator app').waitFor();
    await submitButton(page).click();
    await type(WRONG_CODE);
    await dialog().getByText('This code is wrong, or was used before.').waitFor();
    await type(RIGHT_CODE);
    await heading(page, /Ana Souza has 50\.00.USDC/).waitFor();
    const keys = server.calls.filter(isConfirm).map(({ key }) => key);
    // One that was turned back from, then one that was made again as it was.
    expect(keys).toHaveLength(3);
    expect(keys[2]).toBe(keys[1]);
  }, 60_000);

  it('is set up in place where more leaves than may without, and the same confirmation goes on', async () => {
    const { page, server } = scene;
    guard(isConfirm, 'factor_missing');
    await toReview();
    await submitButton(page).click();
    await dialog('Set up an app for codes first').getByText('Left today: 10.00 USDC.').waitFor();
    await press('Set up an app');
    await type(RIGHT_CODE);
    await page.locator('[data-recovery-codes]').waitFor();
    await inspect(page, 'the question for an app, with recovery codes');
    // These are shown once, so nothing but the button that says so takes them away.
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Not now' }).count()).toBe(0);
    await press('I have kept them');
    await heading(page, /Ana Souza has 50\.00.USDC/).waitFor();
    expect(server.world.secondFactor.since).not.toBeNull();
  }, 60_000);

  it('is asked for before the list of recipients changes, and what was typed is kept', async () => {
    const { page, server } = scene;
    haveApp();
    guard(({ method, path }) => method === 'POST' && path === '/v1/recipients', 'factor_required');
    await page.goto(`${server.url}/recipients`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ben');
    const where = page.getByRole('textbox', { name: 'E-mail address, or address on a network' });
    await where.fill('ben@example.com');
    await press('Add');
    await dialog().waitFor();
    expect(await where.inputValue()).toBe('ben@example.com');
    await type(RIGHT_CODE);
    await page.getByRole('list', { name: 'People' }).getByText('ben@example.com').waitFor();
  });

  it('tells how long to wait after too many wrong codes, and takes a code whose answer was lost [code.answer_lost]', async () => {
    const { page, server } = scene;
    haveApp();
    await openSettings();
    await press('Stop using codes');
    await dialog().waitFor();
    const locked = refusal('factor_locked');
    server.intercept = ({ path }) =>
      path === '/v1/second-factor/give'
        ? { ...locked, body: { ...(locked.body as object), waitSeconds: 601 } }
        : null;
    await type(RIGHT_CODE);
    await dialog().getByText('Too many wrong codes. Try again in 11 minutes.').waitFor();
    server.intercept = ({ path }) => (path === '/v1/second-factor/give' ? 'cut_after' : null);
    await type(RIGHT_CODE);
    await page.getByText('Without one, 250.00 USDC').waitFor();
  });

  it('takes a recovery code in the place of one of the app', async () => {
    haveApp();
    const { page, server } = scene;
    await openSettings();
    await press('Stop using codes');
    await dialog().getByRole('button', { name: 'Use a recovery code' }).click();
    await press('Confirm');
    await dialog().getByText('Enter the sixteen letters and digits of a recovery code.').waitFor();
    await field('Recovery code').fill('7k2m-4qxp-9rtv-bc3d');
    await press('Confirm');
    await expect.poll(() => server.calls.at(-1)?.path).toBe('/v1/second-factor');
    const given = server.calls.find(({ path }) => path === '/v1/second-factor/give');
    expect(given?.body).toEqual({ code: '7k2m4qxp9rtvbc3d' });
    await dialog().getByRole('button', { name: 'Use a code from the app' }).click();
    await field().waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('M72: against the real system', () => {
  const scene = useRealScene();

  it('a code of the app that was set up elsewhere lets the list of recipients change here', async () => {
    const ana = await scene.system.person('ana');
    const app = await ana.setUpCodeApp();
    const page = await openPage(scene.browser, { viewport: PHONE });
    await page.goto(`${scene.url}/recipients`);
    await page.getByLabel('E-mail address').fill(ana.email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('link', { name: 'Open the mailbox' }).click();
    await page
      .getByRole('link', { name: `Sign in as ${ana.email}` })
      .first()
      .click();
    await heading(page, 'Recipients').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ben');
    await page
      .getByRole('textbox', { name: 'E-mail address, or address on a network' })
      .fill('ben@example.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('textbox', { name: 'Code from the app' }).fill(app.next());
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByRole('list', { name: 'People' }).getByText('ben@example.com').waitFor();
    await page.context().close();
  }, 60_000);
});
