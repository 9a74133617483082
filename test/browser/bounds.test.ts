import type { OperationBar } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { HEADINGS, heading, pressContinue, toMethod } from './walk.ts';

const scene = useScene();
const usdc = (amount: string) => ({ asset: 'USDC' as const, amount });

async function open(flow: 'Add money' | 'Send' | 'Move'): Promise<void> {
  await scene.page.goto(scene.server.url);
  await scene.page.getByRole('button', { name: flow, exact: true }).click();
}

/** From Home to the question how much is sent to somebody who was not written down. */
async function walkToSent(): Promise<void> {
  const { page } = scene;
  await open('Send');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('ana@example.com');
  await pressContinue(page);
  await heading(page, /^How much/).waitFor();
}

describe('W48 what may be done now', () => {
  it('bounds what is sent by the limit that has the least left, and offers that much in one press', async () => {
    const { page, server } = scene;
    const moreAt = '2036-12-12T10:00:00.000Z';
    server.world.sendLimits = [
      { days: 1, most: usdc('500.000000'), left: usdc('80.500000'), moreAt },
      { days: 30, most: usdc('1000.000000'), left: usdc('580.500000'), moreAt },
    ];
    await walkToSent();
    await page
      .getByText(
        'You have 1,240.25 USDC in Cash. At least 0.01 USDC. Without an identity check, 80.50 USDC more is possible, counted over one day.',
      )
      .waitFor();
    await page.getByLabel('Amount in digital dollars').fill('100');
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('at most 80.50 USDC is possible now').waitFor();
    await page.getByLabel('Amount in digital dollars').fill('0.001');
    await page.locator('[data-error-summary]').getByText('Enter 0.01 USDC or more.').waitFor();
    await page.getByRole('button', { name: 'The most that is possible: 80.50 USDC' }).click();
    await pressContinue(page);
    await heading(page, HEADINGS.fees).waitFor();
    await page.locator('[data-total]').getByText('80.50').waitFor();
  });

  it('says nothing of a limit that cannot be reached', async () => {
    const { page, server } = scene;
    const all = usdc('5000.000000');
    server.world.sendLimits = [{ days: 1, most: all, left: all, moreAt: null }];
    await walkToSent();
    await page.getByText('You have 1,240.25 USDC in Cash. At least 0.01 USDC.').waitFor();
    expect(await page.getByText('identity check').count()).toBe(0);
    await page.getByRole('button', { name: 'All of it' }).waitFor();
  });

  it('keeps nobody from the wizard where it could not be read: what is there bounds the amount', async () => {
    const { page, server } = scene;
    server.intercept = ({ path }) => (path === '/v1/operations' ? 'cut_before' : null);
    await walkToSent();
    await page.getByText('You have 1,240.25 USDC in Cash.').waitFor();
    await open('Add money');
    await heading(page, HEADINGS.amount).waitFor();
    await page.getByLabel('Amount in US dollars').fill('100');
    await pressContinue(page);
    await toMethod(page);
  });

  it.each<[OperationBar, 'Add money' | 'Send' | 'Move', RegExp, string]>([
    ['limit_reached', 'Add money', /\$5,000\.00 is possible within 30 days, and that is reached\./, 'add'],
    ['too_much_open', 'Send', /When one of them has ended, you can go on\./, 'send'],
    ['nothing_available', 'Send', /nothing yet that could be taken/, 'send'],
    ['account_frozen', 'Add money', /on hold, so nothing new begins/, 'add'],
    ['not_offered', 'Move', /not offered at the moment/, 'move'],
  ])('asks nothing that would be refused, and says why: %s', async (bar, flow, words, act) => {
    const { page, server } = scene;
    server.world.bars = { ADD_FUNDS: bar, MOVE: bar, SEND_MONEY: bar, SEND_TO_ADDRESS: bar };
    await page.setViewportSize(PHONE);
    await open(flow);
    await heading(page, `You can't ${act} money now`).waitFor();
    await page.locator('main').getByText(words).waitFor();
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
    if (bar === 'limit_reached') await inspect(page, 'a wizard that is barred');
    server.world.bars = {};
    // What changed comes with the next thing that happens, without a reload. One that was asked before it changed may
    // still be under way, and a look at the page asks nothing beside it.
    const barsAtNextLook = async (): Promise<number> => {
      await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
      return page.locator('[data-bar]').count();
    };
    await expect.poll(barsAtNextLook).toBe(0);
  });

  it('leads whoever wants to send what is in another balance to moving it first', async () => {
    const { page, server } = scene;
    server.world.balances = server.world.balances.map((one) => ({ ...one, type: 'INVESTING' }));
    await open('Send');
    await page.locator('main').getByText('There is nothing in Cash that could be sent.').waitFor();
    await page.getByRole('button', { name: 'Move' }).click();
    await heading(page, 'Where do you want to move money from?').waitFor();
  });

  it('moves nothing out of a balance that has nothing', async () => {
    const { page } = scene;
    await open('Move');
    await page.getByRole('radio', { name: /^Earning/ }).check();
    await pressContinue(page);
    await page
      .locator('[data-error-summary]')
      .getByText('There is nothing in Earning that could be moved.')
      .waitFor();
    await page.getByRole('radio', { name: /^Cash/ }).check();
    await pressContinue(page);
    await heading(page, 'Where should it go?').waitFor();
  });
});
