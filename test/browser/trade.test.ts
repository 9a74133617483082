import { assert, DAY_MS } from '@diboas/kernel';
import type { QuoteOf } from '@diboas/protocol';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DESKTOP, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { filled, placed, quoteTrade, tradedInPart } from './scripted/trade.ts';
import { newTransaction, wireInstant } from './scripted/world.ts';
import { heading, pressContinue, submitButton, tabTo } from './walk.ts';

const scene = useScene();

/** Digital dollars and a hundredth of a Bitcoin among what is invested. */
function invest(): void {
  const { world } = scene.server;
  const [cash] = world.balances;
  assert(cash, 'there is a balance');
  const invested = { ...cash, type: 'INVESTING', reserved: '0.00' } as const;
  world.balances = [
    cash,
    { ...invested, available: '1000.000000' },
    { ...invested, asset: 'BTC', network: 'bitcoin', available: '0.01000000' },
  ];
}

/** By the keyboard alone: on to what has this label, and presses the key there. */
async function keyTo(page: Page, name: RegExp, key: string): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
  await tabTo(page, name);
  await page.keyboard.press(key);
}

/** A share is bought while New York is closed, which says until when it waits, and is let go of. */
async function buyWhileClosed(page: Page): Promise<void> {
  const { server } = scene;
  const opens = new Date(Date.now() + 3 * DAY_MS);
  const day = new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(opens);
  server.world.exchangeOpensAt = opens.toISOString();
  await page.goto(`${server.url}/invest/AAPL`);
  await heading(page, 'Apple, tokenised').waitFor();
  await page.getByText('It is traded while the exchange in New York is open.').waitFor();
  await page.getByText('There are no past prices of shares here yet.').waitFor();
  await page.getByRole('button', { name: 'Buy' }).click();
  await page.getByLabel('Amount in digital dollars').fill('50');
  await pressContinue(page);
  await page.getByRole('radio', { name: /^At the price of now/ }).check();
  expect(await page.getByRole('radio', { name: /^At a price of your own/ }).count()).toBe(0);
  await pressContinue(page);
  await page.locator('[data-opens]').getByText('The exchange in New York is closed.').waitFor();
  await page.locator('[data-opens]').getByText(day).waitFor();
  await inspect(page, 'buy, the exchange is closed');
  await pressContinue(page);
  await submitButton(page).click();
  await page.getByText('Your order waits until the exchange in New York opens.').first().waitFor();
  await page
    .getByText(/^It opens /)
    .getByText(day)
    .first()
    .waitFor();
  await inspect(page, 'buy, waits for the exchange');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await heading(page, 'Cancelled').waitFor();
}

describe('buying and selling', () => {
  it('M62 M30 buys at the price of now by the keyboard alone, on a phone, and sees it filled', async () => {
    const { page, server } = scene;
    invest();
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/invest`);
    await page.locator('[data-position="BTC"]').getByText('0.01').waitFor();
    await inspect(page, 'invest');
    await page.setViewportSize(PHONE);
    await keyTo(page, /^Buy/, 'Enter');
    await heading(page, 'What do you want to buy?').waitFor();
    await page.locator('[data-price="BTC"]').getByText('$100,000.00').waitFor();
    await inspect(page, 'buy, coin');
    await page.setViewportSize(PHONE);
    await keyTo(page, /^Bitcoin/, 'Space');
    await keyTo(page, /Continue/, 'Enter');
    await heading(page, 'For how much do you want to buy?').waitFor();
    await page.getByText('You have 1,000.00 USDC in Invested. At least 1.00 USDC.').waitFor();
    await page.getByLabel('Amount in digital dollars').focus();
    await page.keyboard.type('250');
    await page.locator('[data-book="new"]').getByText('About 0.00249750').waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'At which price?').waitFor();
    await keyTo(page, /Continue/, 'Enter');
    await page.locator('[data-error-summary]').getByText('Choose at which price.').waitFor();
    await keyTo(page, /^At the price of now/, 'Space');
    await inspect(page, 'buy, at the price of now');
    await page.setViewportSize(PHONE);
    await keyTo(page, /Continue/, 'Enter');
    await heading(page, 'What it costs').waitFor();
    await page.locator('[data-total]').getByText('252.125').waitFor();
    await page.locator('[data-expected]').getByText('0.00256641').waitFor();
    await page.getByText('Highest price').waitFor();
    await inspect(page, 'buy, fees');
    await page.setViewportSize(PHONE);
    await keyTo(page, /Continue/, 'Enter');
    await heading(page, 'Check and confirm').waitFor();
    await page.getByText('At the price of now, at most 0.5% worse').waitFor();
    await inspect(page, 'buy, review');
    await page.setViewportSize(PHONE);
    await keyTo(page, /^Buy for 250.00/, 'Enter');
    await heading(page, /^Buying for 250.00/).waitFor();
    await page.getByText('What is not traded yet is set aside in Invested.').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    const [begun] = [...server.world.transactions.values()];
    assert(begun, 'it is confirmed');
    const half = server.change(filled(begun, 50n));
    await page.getByText(/was traded for 0\.00128320.BTC so far/).waitFor();
    await inspect(page, 'buy, filled in part');
    server.change(tradedInPart(half));
    await heading(page, /^You bought 0\.00256641.BTC$/).waitFor();
    await page
      .getByText(/is in Invested\.$/)
      .first()
      .waitFor();
    await page.getByRole('region', { name: 'Receipt' }).getByText('Trading fee').waitFor();
    await inspect(page, 'buy, done');
    await page.goto(`${server.url}/transactions`);
    await page.getByRole('link', { name: /Bought BTC/ }).waitFor();
    await buyWhileClosed(page);
  }, 240_000);

  it('M62 M31 sells at a price of one’s own on a computer, which waits, and is cancelled', async () => {
    const { page, server } = scene;
    invest();
    await page.setViewportSize(DESKTOP);
    await page.goto(server.url);
    await page.getByRole('link', { name: 'Invest', exact: true }).first().click();
    await page.getByRole('link', { name: 'Bitcoin', exact: true }).click();
    await heading(page, 'Bitcoin').waitFor();
    await page.locator('[data-price-time="new"]').first().waitFor();
    await inspect(page, 'a coin');
    // As the market tells it: nothing is asked for, and no voice is raised.
    const at = wireInstant();
    const price = { asset: 'BTC', price: '101234.5', at, isOld: false };
    server.send({ type: 'prices', at, currency: 'USD', items: [price] });
    await page.locator('[data-price="BTC"]').getByText('$101,234.50').waitFor();
    expect(await page.locator('[aria-live] [data-price]').count()).toBe(0);
    await page.getByRole('button', { name: 'Sell' }).click();
    // The coin is known by where it began.
    await heading(page, 'How much do you want to sell?').waitFor();
    await page.getByText(/^You have 0\.01000000.BTC .* in Invested\./).waitFor();
    await page.getByLabel('Amount in BTC').fill('0.005');
    await pressContinue(page);
    await page.getByRole('radio', { name: /^At a price of your own/ }).check();
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('Enter a price.').waitFor();
    await page.getByLabel('Your price for 1 BTC').fill('120000');
    await page.getByRole('radio', { name: '30 days' }).check();
    await inspect(page, 'sell, at a price of one’s own');
    await pressContinue(page);
    await heading(page, 'What it costs').waitFor();
    // 600 USDC less 0.25 % and 0.6 %.
    await page.locator('[data-receive]').getByText('594.90').waitFor();
    await page.getByText('diBoaS fee, taken from what you get').waitFor();
    await page.getByText('Lowest price').waitFor();
    await inspect(page, 'sell, fees');
    await pressContinue(page);
    await page.getByText(/^At 120,000.00.USDC or better, until/).waitFor();
    await page.getByText('5.10\u00a0USDC').first().waitFor();
    await inspect(page, 'sell, review');
    await submitButton(page).getByText('Sell 0.00500000 BTC').click();
    await heading(page, /^Selling 0\.00500000.BTC$/).waitFor();
    await page.getByText(/^It waits at Northvenue for your price, until/).waitFor();
    await inspect(page, 'sell, waits');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('What was traded already stays traded.').waitFor();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await heading(page, 'Cancelled').waitFor();
  }, 240_000);

  it('M62 says what a trade at one’s own price came to where its time ran out, or a part was done', async () => {
    const { page, server } = scene;
    const order = { type: 'limit', price: '90000.00', goodTillDays: 7 } as const;
    const wanted = { operation: 'BUY_CRYPTO', asset: 'BTC', amount: '90', network: 'solana', order } as const;
    const quote = quoteTrade(server.world, wanted) as QuoteOf<'BUY_CRYPTO'>;
    const begun = placed(newTransaction(quote), quote);
    const over = { ended: true, where: 'in_your_balance', lateAt: null } as const;
    server.change({ ...begun, ...over, state: 'expired' });
    await page.goto(`${server.url}/transactions/${begun.id}`);
    await heading(page, 'Your price was not reached').waitFor();
    await page.getByText(/^Your 90\.76.USDC is in Invested\.$/).waitFor();
    await inspect(page, 'a price that was not reached');
    server.change({ ...tradedInPart(begun), ...over, version: 9, state: 'partly_done' });
    await heading(page, 'A part of it was bought').waitFor();
    await page.getByText('The rest, its fees included, is available to you again.').waitFor();
  }, 90_000);

  it('tells where nothing can be bought or sold yet, and that prices are old or unknown', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/invest`);
    await page.getByText('Nothing yet.').waitFor();
    await inspect(page, 'invest, empty');
    await page.getByRole('button', { name: 'Sell' }).click();
    await heading(page, "You can't sell now").waitFor();
    await page.getByText('There is nothing in Invested that could be sold.').first().waitFor();
    await page.goto(`${server.url}/invest`);
    await page.getByRole('button', { name: 'Buy' }).click();
    await heading(page, "You can't buy now").waitFor();
    await inspect(page, 'buy, nothing to buy with');
    server.world.prices = (server.world.prices ?? []).map((one) => ({ ...one, ageMs: 360_000 }));
    await page.goto(`${server.url}/invest/BTC`);
    await page
      .getByText(/^Old price, from/)
      .first()
      .waitFor();
    server.world.prices = null;
    await page.reload();
    await until(() => page.getByText('No price now').first().isVisible());
  }, 90_000);

  it('M62 M32 sells by the keyboard alone, and says what of it is less than a step of its venue, and stays', async () => {
    const { page, server } = scene;
    invest();
    const [cash] = server.world.balances;
    assert(cash, 'there is a balance');
    const sui = {
      ...cash,
      type: 'INVESTING',
      asset: 'SUI',
      network: 'sui',
      available: '4.000000000',
    } as const;
    server.world.balances = [...server.world.balances, sui];
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/invest/SUI`);
    await keyTo(page, /^Sell/, 'Enter');
    await heading(page, 'How much do you want to sell?').waitFor();
    await page.getByLabel('Amount in SUI').focus();
    await page.keyboard.type('2.57');
    await page.keyboard.press('Enter');
    await heading(page, 'At which price?').waitFor();
    await keyTo(page, /^At the price of now/, 'Space');
    await keyTo(page, /Continue/, 'Enter');
    await page.locator('[data-rest]').getByText('0.07').waitFor();
    await page.getByText('Northvenue trades in steps, and this is less than one. It stays yours.').waitFor();
    await inspect(page, 'sell, less than a step');
    await page.setViewportSize(PHONE);
    await keyTo(page, /Continue/, 'Enter');
    await heading(page, 'Check and confirm').waitFor();
    await keyTo(page, /^Sell 2.57/, 'Enter');
    await heading(page, /^Selling 2.57/).waitFor();
  }, 90_000);

  it('M32 says that the market takes no more at once, before anything is set aside', async () => {
    const { page, server } = scene;
    invest();
    server.intercept = ({ method, path }) =>
      method === 'POST' && path === '/v1/quotes' ? refusal('amount_too_large') : null;
    await page.goto(`${server.url}/invest/BTC`);
    await page.getByRole('button', { name: 'Sell' }).click();
    await page.getByLabel('Amount in BTC').fill('0.01');
    await pressContinue(page);
    await page.getByRole('radio', { name: /^At the price of now/ }).check();
    await pressContinue(page);
    await page
      .getByText(/^The market takes no more of it at once .* Nothing was set aside/)
      .first()
      .waitFor();
    expect(
      server.calls.filter(({ path, method }) => method === 'POST' && path === '/v1/transactions'),
    ).toEqual([]);
    await inspect(page, 'sell, more than the market takes');
  }, 90_000);

  it('leads nowhere from a coin that nobody trades', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/invest/DOGE`);
    await heading(page, 'There is nothing here').waitFor();
  }, 30_000);
});
