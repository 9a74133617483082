// Who brings most has the trade: a swap on Solana while it is there, and an exchange where the swap is proved to have come to nothing.
import { assert } from '@diboas/kernel';
import type { QuoteRequest, QuoteView, TransactionView } from '@diboas/protocol';
import { PROVIDERS } from '@diboas/providers';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';
import { wholeUnits } from './whole-units.ts';

type BuyQuote = Extract<QuoteView, { operation: 'BUY_CRYPTO' }>;

let world: OpenSystem;
let ana: Person;
/** Who swaps on Solana, and who trades dollars of Solana at an exchange. */
let swapper = '';
let exchanges: readonly string[] = [];

/** The more it is of, the less what the network takes counts, and the further an exchange is behind. */
const buy = (amount: string): QuoteRequest => ({
  ...{ operation: 'BUY_CRYPTO', amount, network: 'solana', asset: 'SOL' },
  order: { type: 'market', toleranceBps: 200 },
});

beforeAll(async () => {
  const settings = { PACE_FACTOR: '0.02' };
  const chains = { networks: ['solana'], pace: 'at-once' } as const;
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, settings, chains });
  ana = await world.person('ana');
  const { id } = await ana.add('card', '950.00');
  await ana.until(id, 'completed');
  const unit = { asset: 'USDC', network: 'solana' } as const;
  await ana.confirm(
    await ana.price({ operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: '900.00', ...unit }),
  );
  // Whoever keeps keys has coins of addresses only where chains run, and Bitcoin is not among them: an exchange has it all the same.
  const keeps = (provider: string, asset: string, network: string) =>
    world.outside.floats.some(
      (one) => one.provider === provider && one.money.asset === asset && one.network === network,
    );
  const traders = PROVIDERS.map(({ id }) => id).filter((id) => keeps(id, 'SOL', 'solana'));
  exchanges = traders.filter((id) => keeps(id, 'BTC', 'bitcoin'));
});
afterEach(() => world.outside.setFaults([]));
afterAll(() => world?.close());

/** The market goes its way while it is asked, and with so little a moment may be the exchange's. */
async function pricedBySwap(amount: string): Promise<BuyQuote> {
  let quote = await ana.price(buy(amount));
  await untilTrue(
    async () => {
      if (exchanges.includes(quote.provider.id)) quote = await ana.price(buy(amount));
      return !exchanges.includes(quote.provider.id);
    },
    () => `${quote.provider.id} brings most`,
    { timeoutMs: 40_000, pauseMs: 3_000 },
  );
  assert(quote.operation === 'BUY_CRYPTO', 'it was priced', { quote });
  return quote;
}

async function traded({ amount = '150.00', blocks = 4 } = {}): Promise<TransactionView> {
  const before = await spendableOf(ana, 'INVESTING');
  const quote = await pricedBySwap(amount);
  expect((await ana.confirm(quote)).status).toBe(201);
  const chain = await world.outside.chain('solana');
  await untilTrue(
    async () => {
      // What is signed lives for 150 blocks, and what stands in one is final after 31.
      await chain.mine(blocks);
      return (await ana.transaction(quote.id)).ended;
    },
    () => 'it does not end',
    { timeoutMs: 60_000, pauseMs: 100 },
  );
  const done = await ana.transaction(quote.id);
  expect(done.state).toBe('completed');
  const spent = before - (await spendableOf(ana, 'INVESTING'));
  // Never more than was confirmed.
  expect(spent <= wholeUnits('USDC', quote.pay.total.amount), `${spent}`).toBe(true);
  expect(await openHolds(world.database)).toEqual([]);
  return done;
}

const byWhom = ({ attempts }: TransactionView) =>
  attempts.map(({ provider, state }) => `${provider} ${state}`);

it('M31 is swapped where that brings most', async () => {
  const [by = '', ...others] = byWhom(await traded());
  expect(others).toEqual([]);
  // Of all who keep coins on Solana whoever swaps them is no exchange.
  swapper = by.replace(/ succeeded$/, '');
  expect([by, exchanges.includes(swapper)]).toEqual([`${swapper} succeeded`, false]);
});

it('M31 is swapped while exchanges are away', async () => {
  await world.outside.setFaults(exchanges.map((provider) => ({ kind: 'outage', match: { provider } })));
  expect(byWhom(await traded())).toEqual([`${swapper} succeeded`]);
});

// Of so little what an exchange keeps more is within our own fee, which pays for it.
it('M31 is done at an exchange once it is proved that the swap never will be', async () => {
  await world.outside.setFaults([{ kind: 'refuse', match: { provider: swapper, method: 'POST' } }]);
  const [first, second, ...others] = byWhom(await traded({ amount: '60.00', blocks: 60 }));
  expect([first, others]).toEqual([`${swapper} rejected`, []]);
  expect(exchanges.map((one) => `${one} succeeded`)).toContain(second);
});
