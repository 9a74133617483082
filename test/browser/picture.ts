/**
 * `node test/browser/picture.ts`: takes the picture of the app for the README, from the built app and the scripted
 * server, into docs/images/app.png. Run it again when the app looks different.
 */
import { writeFileSync } from 'node:fs';
import type { TransactionView } from '@diboas/protocol';
import { PROJECT } from '@diboas/testkit/system';
import { launchBrowser, openPage } from './browser.ts';
import { prepareChrome } from './chrome-binary.ts';
import { quoteToAddress, sentOutside } from './scripted/outside.ts';
import { doneByOwnBook, newOwnQuote } from './scripted/own-book.ts';
import { startScriptedServer } from './scripted/server.ts';
import { completed, newQuote, newTransaction, wireInstant } from './scripted/world.ts';

const MINUTE = 60_000;
const WALLET = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
const server = await startScriptedServer();
const browser = await launchBrowser(prepareChrome());
const ago = (minutes: number): string => wireInstant(Date.now() - minutes * MINUTE);

/** The statement of somebody who added money, moved and sent some of it, and whose bitcoin is on its way. */
function fill(): TransactionView {
  const { world } = server;
  world.recipients = [
    {
      ...{ kind: 'address', id: '018f3a5e-7c1d-7a2b-9c3d-000000000030', name: 'My own wallet' },
      ...{ network: 'bitcoin', address: WALLET, lastPaidAt: null, createdAt: ago(30) },
    },
  ];
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
  const [cash] = world.balances;
  const none = { reserved: '0.00', incoming: '0.00', holds: [] };
  const empty = { asset: 'USDC' as const, network: 'solana' as const, ...none };
  const bitcoin = { type: 'BANKING', asset: 'BTC', network: 'bitcoin' } as const;
  world.balances = [
    ...(cash ? [{ ...cash, available: '890.250000' }] : []),
    { ...bitcoin, ...none, available: '0.01850000' },
    { ...empty, type: 'INVESTING', available: '250.000000' },
    { ...empty, type: 'DEFI', available: '100.000000' },
  ];
  const wanted = { asset: 'BTC', network: 'bitcoin', amount: '0.00400000', address: WALLET } as const;
  const sent = newTransaction(quoteToAddress(world, { operation: 'SEND_TO_ADDRESS', ...wanted }), ago(14));
  const explorer = { network: 'bitcoin', transaction: WALLET, url: 'https://mempool.space/' } as const;
  return server.change({ ...sentOutside(sent), confirmations: { have: 2, want: 3 }, explorer });
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
const narrow = await shoot(`/transactions/${running.id}`, { width: 390, height: 844 });
const page = await openPage(browser, { viewport: { width: 1_280, height: 760 } });
await page.setContent(`
  <style>
    body { margin: 0; height: 760px; background: #e9e2d9; display: flex; gap: 36px; align-items: center; justify-content: center; }
    img { border-radius: 12px; box-shadow: 0 12px 40px #0f1a2126; }
    .wide { width: 836px; }
    .narrow { width: 306px; border-radius: 28px; border: 6px solid #fff; }
  </style>
  <img class="wide" src="${wide}" alt=""><img class="narrow" src="${narrow}" alt="">
`);
await page.evaluate('Promise.all([...document.images].map((image) => image.decode()))');
writeFileSync(`${PROJECT}/docs/images/app.png`, await page.screenshot());
await browser.close();
await server.close();
