import { assert } from '@diboas/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import {
  poolPosition,
  poolStrategy,
  putOff,
  riskyStrategy,
  somePosition,
  someStrategy,
  thereNow,
} from './scripted/earn.ts';
import { heading, pressContinue, submitButton, tabTo } from './walk.ts';

const scene = useScene();

const usdc = (amount: string) => ({ asset: 'USDC' as const, amount });

/** A thousand digital dollars on Ethereum in the balance that earns. */
function earn(): void {
  const { world } = scene.server;
  const [cash] = world.balances;
  assert(cash, 'there is a balance');
  world.balances = [cash, { ...cash, type: 'DEFI', network: 'ethereum', available: '1000.000000' }];
}

/** By the keyboard alone: on to what has this label, and presses the key there. */
async function keyTo(page: Page, name: RegExp, key: string): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
  await tabTo(page, name);
  await page.keyboard.press(key);
}

function newest() {
  const transaction = [...scene.server.world.transactions.values()].at(-1);
  assert(transaction, 'it is confirmed');
  return transaction;
}

describe('what earns', () => {
  it('M47 says on Home and on Earn what lies in strategies and what it earned, and a loss as a loss', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/earn`);
    await page.getByText('Nothing yet. What you put into a strategy shows here').waitFor();
    await page.getByText('Nobody tells of a strategy right now.').waitFor();
    await inspect(page, 'earn, empty');
    server.world.strategies = [someStrategy(), riskyStrategy()];
    server.world.positions = [
      somePosition(),
      somePosition({
        ...{ id: '018f3a5e-7c1d-7a2b-9c3d-000000000045', strategy: 'north-vault-usdc', days: [] },
        ...{ earned: usdc('0.000000'), lies: usdc('500.000000') },
        worth: { value: usdc('497.250000'), at: '2026-11-30T09:30:00.000Z', liquidity: null },
      }),
    ];
    await page.goto(server.url);
    // Nothing else is in the balance; what lies in strategies is in none, and counts here.
    await page.locator('[data-balance="DEFI"]').getByText('1,764.22').waitFor();
    const line = page.locator('[data-earning]');
    await expect
      .poll(() => line.textContent())
      .toBe('1,764.22\u00a0USDC in strategies · earned 14.22\u00a0USDC so far');
    await inspect(page, 'home, with what earns');
    await line.click();
    await heading(page, 'Earn').waitFor();
    await page.locator('[data-earned="USDC"]').getByText('14.22').waitFor();
    await page.locator('[data-loss]').getByText('worth 497.25\u00a0USDC now, less than lies there').waitFor();
    await inspect(page, 'earn, two positions');
    const sizes = await page
      .locator('[data-strategy]')
      .evaluateAll((all) => all.map((one) => (one as unknown as { offsetWidth: number }).offsetWidth));
    expect(new Set(sizes).size, 'no card is wider than another').toBe(1);
    await page.getByRole('link', { name: /^Northvault USDC ?Ethereum/ }).click();
    await heading(page, 'Northvault USDC').waitFor();
    await page.locator('[data-lies]').getByText('1,264.22').waitFor();
    await page.locator('[data-beyond="up"]').getByText('not added yet').waitFor();
    await page.locator('[data-chart]').waitFor();
    await inspect(page, 'a position');
    await page.goto(`${server.url}/earn/positions/018f3a5e-7c1d-7a2b-9c3d-000000000045`);
    await page.locator('[data-beyond="down"]').getByText('a loss, if you took it out now').waitFor();
    await page.goto(`${server.url}/earn/positions/018f3a5e-7c1d-7a2b-9c3d-000000000099`);
    await heading(page, 'We could not show this').waitFor();
  }, 120_000);

  it('M46 M54 says of what lies in a pool where it earns, what was paid, and how it fares beside keeping it', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    server.world.strategies = [poolStrategy()];
    server.world.positions = [poolPosition({ isInRange: true })];
    const address = `${server.url}/earn/positions/${poolPosition({ isInRange: true }).id}`;
    await page.goto(address);
    await page.locator('[data-in-range="true"]').getByText('In range at 3,240.00\u00a0USDC').waitFor();
    await page.getByText('1,000.00\u00a0USDC to 16,000.00\u00a0USDC for 1 ETH').waitFor();
    await page.locator('[data-fees]').getByText('12.40').waitFor();
    await page.locator('[data-beside-keeping="down"]').getByText('less than keeping it').waitFor();
    await inspect(page, 'a position in a pool');
    server.world.positions = [poolPosition({ isInRange: false })];
    await page.goto(address);
    await page.locator('[data-in-range="false"]').getByText('it earns nothing now').waitFor();
    await page.locator('[data-beyond="up"]').getByText('a gain, if you took it out now').waitFor();
    await inspect(page, 'a position out of its range');
    earn();
    await page.goto(`${server.url}/earn/${poolStrategy().id}`);
    await page.getByRole('button', { name: /^Put in/ }).click();
    await page.locator('[data-pool-note]').getByText('you have less than had you kept both coins').waitFor();
    await inspect(page, 'what can only go wrong in a pool, before an amount');
  }, 120_000);

  it('N10 M42 M43 explains what is too risky, asks what somebody can bear, and then offers what fits', async () => {
    const { page, server } = scene;
    const unasked = { kind: 'explained' as const, why: ['no_profile' as const] };
    server.world.strategies = [someStrategy({ suitability: unasked }), riskyStrategy()];
    await page.goto(`${server.url}/earn/north-vault-eth`);
    await page.locator('[data-explained]').getByText('It is riskier than you said you can bear').waitFor();
    await page.locator('[data-flag="nearly_all_lent"]').getByText('99.5% of it is lent out').waitFor();
    await page.getByText('Nobody tells what it earns.').waitFor();
    expect(await page.getByRole('button', { name: /^(Put in|Add money)/ }).count()).toBe(0);
    await inspect(page, 'a strategy that is only explained');
    await page.goto(`${server.url}/earn/northvault-usdc`);
    await page.locator('[data-past]').getByText('2.9% to 5.1% a year').waitFor();
    await page.locator('[data-rate="Northyields"]').waitFor();
    await page.locator('[data-scenarios="range"]').getByText('29.00\u00a0USDC more').waitFor();
    await page.getByText('What can go wrong').click();
    await page.getByText('It may earn less at any time, down to nothing.').waitFor();
    await page.getByText('Why', { exact: true }).click();
    await page.getByText('Contracts and reports').click();
    await inspect(page, 'a strategy, all unfolded');
    await page.getByRole('link', { name: 'Answer a few questions' }).click();
    await heading(page, 'What can you bear?').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-error-summary]').getByText('Choose an answer to each question.').waitFor();
    await inspect(page, 'profile, with an error');
    for (const name of ['Wait', 'Any day', 'Little of it', 'A little', 'A week'])
      await page.getByRole('radio', { name, exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-profile="careful"]').getByText('Your answers: careful').waitFor();
    await page.getByText('What holds it down is your answer to: When will you need this money?').waitFor();
    await inspect(page, 'profile');
    await page.getByRole('link', { name: 'Earn', exact: true }).last().click();
    await page.locator('[data-strategy="northvault-usdc"] [data-offered="true"]').waitFor();
    await page.locator('[data-strategy="north-vault-eth"] [data-offered="false"]').waitFor();
  }, 120_000);

  it('M40 M63 is started by the keyboard alone, at 320 px, and earns', async () => {
    const { server } = scene;
    const page = await scene.open({ viewport: NARROW, reducedMotion: 'reduce' });
    earn();
    server.world.strategies = [someStrategy(), riskyStrategy()];
    await page.goto(`${server.url}/earn/northvault-usdc`);
    await page.locator('[data-way-in="start"]').waitFor();
    await keyTo(page, /^Put in/, 'Enter');
    await heading(page, 'How much do you want to put into Northvault USDC?').waitFor();
    await page.getByText(/^You have 1,000\.00.USDC in Earning\./).waitFor();
    await page.getByLabel('Amount in digital dollars').focus();
    await page.keyboard.type('500');
    await page.locator('[data-scenarios="range"]').getByText('14.50\u00a0USDC more').waitFor();
    await keyTo(page, /^3M/, 'Enter');
    await page.locator('[data-scenarios="range"]').getByText('3.57\u00a0USDC more').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await keyTo(page, /Continue/, 'Enter');
    await page.locator('[data-total]').getByText('503.25').waitFor();
    await keyTo(page, /Continue/, 'Enter');
    await heading(page, 'Check and confirm').waitFor();
    await page.locator('[data-approval]').getByText('allowed to take exactly 500.000000\u00a0USDC').waitFor();
    // Whoever leaves it here comes back to it.
    await page.reload();
    await heading(page, 'Check and confirm').waitFor();
    await page.locator('[data-total]').waitFor();
    await inspect(page, 'start, review');
    await page.setViewportSize(NARROW);
    await keyTo(page, /^Put in 500\.00/, 'Enter');
    await heading(page, /^Putting 500\.00.USDC into Northvault USDC$/).waitFor();
    await page
      .getByText(/is with Northvault, on its way to Northvault USDC\.$/)
      .first()
      .waitFor();
    await inspect(page, 'start, on its way');
    const begun = newest();
    server.change(thereNow(begun, usdc('500.000000')));
    await heading(page, /^500\.00.USDC lies in Northvault USDC$/).waitFor();
    await page.getByText('It earns from now on, as long as it lies there.').waitFor();
    await inspect(page, 'start, done');
    await page.goto(`${server.url}/transactions`);
    const row = page.getByRole('link', { name: /Put into Northvault USDC/ });
    await row.waitFor();
    expect(await row.textContent()).not.toMatch(/[+\u2212]5/);
  }, 180_000);

  it('M41 is stopped for what it came to, in parts where not all is free, and says how much came', async () => {
    const { page, server } = scene;
    server.world.positions = [
      somePosition({
        worth: { value: usdc('1270.000000'), at: '2026-11-30T09:30:00.000Z', liquidity: null },
      }),
    ];
    await page.goto(`${server.url}/earn/positions/018f3a5e-7c1d-7a2b-9c3d-000000000044`);
    await page.getByRole('button', { name: 'Take out' }).click();
    await heading(page, 'What it comes to').waitFor();
    await page.locator('[data-expected]').getByText('1,268.00').waitFor();
    await page.locator('[data-gain="up"]').getByText('more than lies there by our books').waitFor();
    await page.locator('[data-receive]').getByText('1,267.50').waitFor();
    await inspect(page, 'stop, what it comes to');
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await inspect(page, 'stop, review');
    await submitButton(page)
      .getByText(/^Take out 1,264\.2213/)
      .click();
    await heading(page, /^Taking 1,264\.22.USDC out of Northvault USDC$/).waitFor();
    const begun = newest();
    const partly = server.change({ ...begun, state: 'delayed', arrived: usdc('400.000000') });
    await page
      .getByText(/^400\.00.USDC has come so far\./)
      .first()
      .waitFor();
    await page
      .getByText(/^400\.00.USDC is in Earning, and the rest still lies in Northvault USDC\.$/)
      .first()
      .waitFor();
    await inspect(page, 'stop, in parts');
    server.change(thereNow(partly, usdc('1268.100000')));
    await heading(page, /^1,268\.10.USDC came out of Northvault USDC$/).waitFor();
    await page.getByRole('region', { name: 'Receipt' }).getByText('More than lay there: a gain').waitFor();
    await inspect(page, 'stop, done');
    server.change(thereNow({ ...partly, version: 9 }, usdc('1200.000000')));
    await page.getByRole('region', { name: 'Receipt' }).getByText('Less than lay there: a loss').waitFor();
  }, 150_000);

  it('M44 may wait for a lower fee of its network, says until when, and can be cancelled meanwhile', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    earn();
    server.world.strategies = [someStrategy()];
    await page.goto(`${server.url}/earn/northvault-usdc`);
    await page.getByRole('button', { name: /^Put in/ }).click();
    await page.getByLabel('Amount in digital dollars').fill('500');
    await pressContinue(page);
    await page.locator('[data-total]').getByText('503.25').waitFor();
    await page.getByText('Wait for a lower network fee').click();
    expect(await page.getByRole('radio', { name: 'At once' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'When the fee is lower, within 6 hours' }).check();
    await page.locator('[data-total]').getByText('503.25').waitFor();
    await inspect(page, 'start, waiting for a lower fee');
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await page.getByText('When the fee is lower, within 6 hours').waitFor();
    await submitButton(page).click();
    await heading(page, /^Putting 500/).waitFor();
    server.change(putOff(newest(), new Date(Date.now() + 6 * 3_600_000).toISOString()));
    await heading(page, 'Waiting for a lower network fee').waitFor();
    await page
      .getByText(/^It is sent .+ at the latest/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    await inspect(page, 'start, put off');
  }, 120_000);
});
