import { assert } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { someStrategy } from './scripted/earn.ts';
import { atLeg, journeyBegun, legOf, quoteJourney, stoppedAt } from './scripted/journey.ts';
import { newTransaction } from './scripted/world.ts';
import { heading, pressContinue, submitButton } from './walk.ts';

const scene = useScene();

const legStates = () =>
  scene.page.locator('[data-leg]').evaluateAll((all) => all.map((one) => one.getAttribute('data-leg')));

/** Adds, crosses, moves and starts, as it was confirmed. */
function confirmed() {
  const { world } = scene.server;
  const quote = quoteJourney(world, {
    operation: 'JOURNEY',
    begins: {
      ...{ with: 'add', amount: '500.00', currency: 'USD', method: 'card' },
      ...{ asset: 'USDC', network: 'solana' },
    },
    steps: [
      { do: 'cross', to: 'ethereum' },
      { do: 'start', strategy: 'northvault-usdc' },
    ],
  });
  return scene.server.change(journeyBegun(newTransaction(quote), quote));
}

describe('a journey', () => {
  it('M7 M47 adds money and puts it in, priced part by part and confirmed once', async () => {
    const { page, server } = scene;
    server.world.strategies = [someStrategy()];
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/earn/northvault-usdc`);
    // Nothing of it is in the balance that it takes from.
    await page.locator('[data-way-in="journey"]').waitFor();
    await page.getByRole('button', { name: 'Add money and put it in' }).click();
    await heading(page, 'How much do you want to add for Northvault USDC?').waitFor();
    await page.getByLabel('Amount in US dollars').fill('500');
    await pressContinue(page);
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await page.locator('[data-leg-prices]').getByText('3. Put into Northvault USDC').waitFor();
    await inspect(page, 'journey, what it costs');
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await page.locator('[data-approval]').waitFor();
    await inspect(page, 'journey, review');
    await submitButton(page).click();
    await heading(page, /^Confirm your payment of/).waitFor();
    await expect.poll(legStates).toEqual(['under_way', 'waiting', 'waiting']);
    expect(server.calls.filter(({ path }) => path === '/v1/transactions').length).toBeGreaterThan(0);
  }, 120_000);

  it('M7 says part by part where the money is, and where one failed offers to go on or to bring it back', async () => {
    const { page, server } = scene;
    const begun = confirmed();
    const crossing = atLeg({ ...begun, state: 'processing', where: 'with_provider', action: null }, 1);
    const part = legOf(crossing, 1);
    server.world.transactions.set(part.id, part);
    server.change(crossing);
    await page.goto(`${server.url}/transactions/${begun.id}`);
    await page.getByText('Part 2 of 4 is under way.').waitFor();
    await page.getByText('It is on its way from Cash on Solana to Cash on Ethereum.').waitFor();
    await expect.poll(legStates).toEqual(['done', 'under_way', 'waiting', 'waiting']);
    await page
      .locator('[data-legs]')
      .getByText('Northpay has begun')
      .or(page.locator('[data-legs] [aria-current="step"]'))
      .first()
      .waitFor();
    await inspect(page, 'journey, in its second part');
    const failed = stoppedAt(crossing, 1);
    const first = legOf(failed, 0);
    server.world.transactions.set(first.id, first);
    server.change(failed);
    await heading(page, 'Not all parts were done').waitFor();
    await page.getByText('It went as far as part 1 of 4.').waitFor();
    await page.getByText(/^500\.00.USDC is in Cash\.$/).waitFor();
    await expect.poll(legStates).toEqual(['done', 'failed', 'skipped', 'skipped']);
    // It was added and nothing else, so there is nothing to bring back.
    expect(await page.getByRole('button', { name: 'Bring it back' }).count()).toBe(0);
    await inspect(page, 'journey, stopped in its second part');
    await page.getByRole('button', { name: 'Go on with the rest' }).click();
    await page.locator('[data-leg-prices]').getByText('1. Move to Cash on Ethereum').waitFor();
    const asked = server.calls.findLast(({ path, method }) => path === '/v1/quotes' && method === 'POST');
    expect(asked?.body).toEqual({
      operation: 'JOURNEY',
      begins: {
        ...{ with: 'balance', type: 'BANKING', amount: '500.000000', asset: 'USDC', network: 'solana' },
      },
      steps: [
        { do: 'cross', to: 'ethereum' },
        { do: 'start', strategy: 'northvault-usdc' },
      ],
    });
    await pressContinue(page);
    await heading(page, 'Check and confirm').waitFor();
    await inspect(page, 'journey, going on');
    await submitButton(page).click();
    await page.getByText('Part 1 of 3 is under way.').waitFor();
  }, 120_000);

  it('M7 that stopped in its last part may be brought back, for a price of its own', async () => {
    const { page, server } = scene;
    const stopped = stoppedAt(confirmed(), 3);
    const last = legOf(stopped, 2);
    assert(last.receipt, 'it brought something');
    server.world.transactions.set(last.id, last);
    server.change(stopped);
    await page.goto(`${server.url}/transactions/${stopped.id}`);
    await page.getByText(/^500\.00.USDC is in Earning\.$/).waitFor();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.locator('[data-leg-prices]').getByText('1. Move from Earning to Cash').waitFor();
    const asked = server.calls.findLast(({ path, method }) => path === '/v1/quotes' && method === 'POST');
    expect(asked?.body).toMatchObject({
      begins: { with: 'balance', type: 'DEFI', network: 'ethereum' },
      steps: [
        { do: 'move', to: 'BANKING' },
        { do: 'cross', to: 'solana' },
      ],
    });
  }, 90_000);
});
