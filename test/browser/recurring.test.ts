import { assert } from '@diboas/kernel';
import type { NoticeView } from '@diboas/protocol';
import { expect, it } from 'vitest';
import { DESKTOP, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { until, useScene } from './scene.ts';
import { wireInstant } from './scripted/world.ts';
import { heading, pressContinue } from './walk.ts';

const scene = useScene();

/** Digital dollars among what is invested. */
function invest(): void {
  const { world } = scene.server;
  const [cash] = world.balances;
  assert(cash, 'there is a balance');
  world.balances = [cash, { ...cash, type: 'INVESTING', reserved: '0.00', available: '1000.000000' }];
}

const RULE = '019c1000-0000-7080-8000-0123456789ab';
const usdc = (amount: string) => ({ asset: 'USDC', amount }) as const;

/** What somebody is told: one of each kind. */
function news(): NoticeView[] {
  const at = wireInstant();
  const figures = { coin: 'BTC', amount: usdc('50.00'), recurringBuy: RULE } as const;
  return [
    {
      id: RULE,
      at,
      kind: 'buy_announced',
      ...figures,
      totalMax: usdc('50.68'),
      buyAt: '2026-12-07T12:00:00.000Z',
    },
    {
      ...{ id: RULE.replace('9ab', '9ac'), at, kind: 'not_bought', ...figures, why: 'money_short' },
      ...{ on: '2026-12-07', count: 1, stops: true },
    },
    {
      ...{ id: RULE.replace('9ab', '9ad'), at, kind: 'price_reached', coin: 'ETH', currency: 'USD' },
      ...{ direction: 'below', bound: '2500', price: '2499.5', pricedAt: at },
    },
  ];
}

it('M62 M30 buys every week by one confirmation on a phone, then skips, pauses, changes and ends it', async () => {
  const { page, server } = scene;
  invest();
  await page.setViewportSize(PHONE);
  await page.goto(`${server.url}/invest/BTC`);
  await page.getByRole('button', { name: 'Buy' }).click();
  await page.getByLabel('Amount in digital dollars').fill('50');
  await pressContinue(page);
  await page.getByRole('radio', { name: /^At the price of now/ }).check();
  expect(await page.getByRole('radio', { name: 'Once', exact: true }).isChecked()).toBe(true);
  await page.getByRole('radio', { name: 'Every week' }).check();
  await inspect(page, 'buy, every week');
  await page.setViewportSize(PHONE);
  await pressContinue(page);
  await heading(page, 'What it costs').waitFor();
  await pressContinue(page);
  await heading(page, 'Check and confirm').waitFor();
  await page
    .locator('[data-consent]')
    .getByText(/^This buys now, and then by itself again and again: next on Monday/)
    .waitFor();
  await inspect(page, 'buy every week, review');
  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: /^Buy for 50.00/ }).click();
  await heading(page, /^Buying for 50.00/).waitFor();
  await page.goto(`${server.url}/recurring`);
  const line = page.locator('[data-recurring]');
  await line.getByText('Next on Monday, December 7').waitFor();
  await inspect(page, 'recurring buys');
  await page.setViewportSize(PHONE);
  await line.getByRole('button', { name: /^Skip the next/ }).click();
  await line.getByText('Next on Monday, December 14').waitFor();
  await line.getByRole('button', { name: /^Pause/ }).click();
  await line.getByText('Paused by you').waitFor();
  // The list comes late: what is opened before it came stays open, with what was typed into it.
  const list = Promise.withResolvers<void>();
  await page.route('**/v1/recurring-buys', (route) => list.promise.then(() => route.continue()));
  await line.getByRole('button', { name: /^Go on/ }).click();
  await line.getByRole('button', { name: /^Change/ }).click();
  await line.getByLabel('Amount each time').fill('80');
  list.resolve();
  await line.getByText('Next on Monday, December 14').waitFor();
  await line.getByRole('radio', { name: 'Every month' }).check();
  await line.getByRole('button', { name: 'See what it comes to' }).click();
  await line.locator('[data-consent]').waitFor();
  await inspect(page, 'recurring buys, changed');
  await page.setViewportSize(PHONE);
  await line.getByRole('button', { name: 'Agree and change' }).click();
  await line.getByRole('heading', { name: /80\.00/ }).waitFor();
  await line.getByRole('button', { name: /^End/ }).click();
  await line.getByRole('button', { name: 'End it' }).click();
  await line.getByText('Ended').waitFor();
}, 240_000);

it('M62 waits for a price on the page of a coin, and is told live on the first page', async () => {
  const { page, server } = scene;
  await page.setViewportSize(DESKTOP);
  await page.goto(`${server.url}/invest/ETH`);
  await page.getByText('Wait for a price').click();
  await page.getByRole('button', { name: 'Tell me' }).click();
  await page.getByText('Enter a price.').first().waitFor();
  await page.getByRole('radio', { name: 'It costs this or less' }).check();
  await page.getByLabel('Price of one ETH').fill('2500');
  await page.getByRole('button', { name: 'Tell me' }).click();
  const waiting = page.locator('[data-alert]');
  await waiting.getByText('$2,500.00 or less').first().waitFor();
  await inspect(page, 'price alerts');
  await page.setViewportSize(DESKTOP);
  await waiting.getByRole('button', { name: /^Remove/ }).click();
  await waiting.waitFor({ state: 'detached' });
  expect(server.world.priceAlerts).toEqual([]);
  const streams = server.liveStarts.length;
  await page.goto(server.url);
  await heading(page, 'Your money').waitFor();
  await until(() => server.liveStarts.length > streams);
  server.world.notices = news();
  server.send({ type: 'news', seq: server.world.seq, at: wireInstant() });
  await page.getByText(/^Ether fell to \$2,499\.50/).waitFor();
  await page.getByText(/It is paused until you go on with it\.$/).waitFor();
  await inspect(page, 'home with news');
  await page.setViewportSize(DESKTOP);
  await page.locator('[data-notice="price_reached"]').getByRole('button', { name: 'Got it' }).click();
  await page.locator('[data-notice="price_reached"]').waitFor({ state: 'detached' });
  expect(server.world.notices).toHaveLength(2);
}, 240_000);
