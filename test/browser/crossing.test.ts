import type { TransactionView } from '@diboas/protocol';
import { it } from 'vitest';
import { PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { across } from './scripted/earn.ts';
import { newQuote, newTransaction } from './scripted/world.ts';
import { heading } from './walk.ts';

const scene = useScene();

const usdc = (amount: string) => ({ asset: 'USDC' as const, amount });

/** A hundred digital dollars that have left Solana for good. */
function owed(): TransactionView {
  const { world } = scene.server;
  const amount = usdc('100.000000');
  const balance = { kind: 'balance', type: 'BANKING' } as const;
  return {
    ...across(newTransaction(newQuote(world, '100.00', 'card'))),
    ...{ operation: 'BRIDGE', method: null, status: 'PROVIDER_PROCESSING', activity: 'MINT_OWED' },
    ...{ state: 'delayed', where: 'with_provider', action: null },
    waits: { for: 'mint', until: new Date().toISOString() },
    provider: { id: 'northcross', name: 'Northcross' },
    ...{ from: { ...balance, network: 'solana' }, to: { ...balance, network: 'ethereum' } },
    pay: { amount, fees: [], total: amount },
    receive: { asset: 'USDC', amount: '99.900000', network: 'ethereum' },
  };
}

it('M51 says on the page and on Home that what has left for another network is not lost', async () => {
  const { page, server } = scene;
  await page.setViewportSize(PHONE);
  const transaction = server.change(owed());
  const sentence =
    /^100\.00.USDC has left Cash on Solana and arrives in Cash on Ethereum as soon as Northcross/;
  await page.goto(`${server.url}/transactions/${transaction.id}`);
  await heading(page, /^100\.00.USDC is on its way to Cash on Ethereum/).waitFor();
  await page.locator('[data-sentence]').getByText(sentence).waitFor();
  await page.locator('[data-sentence]').getByText('and it arrives all the same').waitFor();
  await inspect(page, 'a mint that is owed');
  await page.goto(server.url);
  await page
    .locator('[data-under-way]')
    .getByText('is on its way to Cash on Ethereum, and not lost')
    .waitFor();
  await inspect(page, 'home, with a mint that is owed');
}, 120_000);
