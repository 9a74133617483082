/**
 * `node test/browser/picture.ts`: takes the picture of the app for the README, from the built app and the scripted
 * server, into docs/images/app.png. Run it again when the app looks different.
 */
import { writeFileSync } from 'node:fs';
import type { TransactionView } from '@diboas/protocol';
import { PROJECT } from '@diboas/testkit/system';
import { launchBrowser, openPage } from './browser.ts';
import { prepareChrome } from './chrome-binary.ts';
import { doneByOwnBook, newOwnQuote } from './scripted/own-book.ts';
import { startScriptedServer } from './scripted/server.ts';
import { completed, hold, newQuote, newTransaction, wireInstant } from './scripted/world.ts';

const MINUTE = 60_000;
const server = await startScriptedServer();
const browser = await launchBrowser(prepareChrome());
const ago = (minutes: number): string => wireInstant(Date.now() - minutes * MINUTE);

/** The statement of somebody who added money four times, moved and sent some of it, and waits for the fifth. */
function fill(): TransactionView {
  const { world } = server;
  const past = [
    ['250.00', 'bank', 9 * 1_440],
    ['100.00', 'card', 5 * 1_440],
    ['790.25', 'bank', 3 * 1_440],
    ['100.00', 'card', 1_500],
  ] as const;
  for (const [amount, method, minutes] of past) {
    const transaction = newTransaction(newQuote(world, amount, method), ago(minutes));
    server.change({ ...transaction, ...completed(transaction, ago(minutes - 3)) });
  }
  const own = { asset: 'USDC', network: 'solana' } as const;
  const done = (quote: ReturnType<typeof newOwnQuote>, minutes: number): void => {
    server.change(doneByOwnBook(newTransaction(quote, ago(minutes)), quote));
  };
  done(
    newOwnQuote(world, { operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: '250.00', ...own }),
    600,
  );
  done(
    newOwnQuote(world, {
      operation: 'SEND_MONEY',
      to: { email: 'ana@example.com' },
      amount: '25.00',
      ...own,
    }),
    45,
  );
  const now = newTransaction(newQuote(world, '100.00', 'card'), ago(2));
  world.balances = world.balances.map((balance) => ({ ...balance, available: '890.250000' }));
  hold(world, [{ transaction: now, direction: 'incoming' }]);
  const empty = { asset: 'USDC', network: 'solana', reserved: '0.000000', incoming: '0.000000' } as const;
  world.balances.push(
    { ...empty, type: 'INVESTING', available: '250.000000', holds: [] },
    { ...empty, type: 'DEFI', available: '100.000000', holds: [] },
  );
  return server.change({
    ...now,
    state: 'processing',
    where: 'with_provider',
    action: null,
    steps: [
      { key: 'instructed', state: 'done', at: ago(2) },
      { key: 'paid', state: 'done', at: ago(1) },
      { key: 'converted', state: 'now', at: null },
      { key: 'arrived', state: 'next', at: null },
    ],
  });
}

async function shoot(path: string, size: { width: number; height: number }): Promise<string> {
  const page = await openPage(browser, { viewport: size, deviceScaleFactor: 1.5, reducedMotion: 'reduce' });
  await page.goto(server.url + path);
  await page.locator('[data-link="live"]').waitFor();
  await page.locator('time').first().waitFor();
  await page.evaluate('document.fonts.ready');
  const png = await page.screenshot();
  await page.context().close();
  return `data:image/png;base64,${png.toString('base64')}`;
}

const running = fill();
const wide = await shoot('/', { width: 1_024, height: 800 });
const narrow = await shoot(`/transactions/${running.id}`, { width: 390, height: 700 });
const page = await openPage(browser, { viewport: { width: 1_200, height: 720 } });
await page.setContent(`
  <style>
    body { margin: 0; height: 720px; background: #e9e2d9; position: relative; overflow: hidden; }
    img { position: absolute; border-radius: 12px; box-shadow: 0 12px 40px #0f1a2126; }
    .wide { left: 32px; top: 44px; width: 840px; }
    .narrow { right: 32px; top: 96px; width: 290px; border-radius: 24px; border: 6px solid #fff; }
  </style>
  <img class="wide" src="${wide}" alt=""><img class="narrow" src="${narrow}" alt="">
`);
await page.evaluate('Promise.all([...document.images].map((image) => image.decode()))');
writeFileSync(`${PROJECT}/docs/images/app.png`, await page.screenshot());
await browser.close();
await server.close();
