// A person buys and sells a coin at an exchange, out of their INVESTING dollars and back into them.
import { assert, parseMoney } from '@diboas/kernel';
import type { QuoteOf, QuoteRequest } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';

let world: OpenSystem;
let ana: Person;

const AT_NOW = { type: 'market', toleranceBps: 50 } as const;

beforeAll(async () => {
  const settings = { PACE_FACTOR: '0.05' };
  world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, settings });
  ana = await world.person('ana');
  const { id } = await ana.add('card', '500.00');
  await ana.until(id, 'completed');
  const unit = { asset: 'USDC', network: 'solana' } as const;
  const move = { operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: '400.00', ...unit } as const;
  await ana.confirm(await ana.price(move));
});
afterAll(() => world?.close());

function buy(amount: string): QuoteRequest {
  return { operation: 'BUY_CRYPTO', amount, network: 'solana', asset: 'BTC', order: AT_NOW };
}

async function trade(wanted: QuoteRequest): Promise<QuoteOf<'BUY_CRYPTO' | 'SELL_CRYPTO'>> {
  const quote = await ana.price(wanted);
  assert(quote.operation === 'BUY_CRYPTO' || quote.operation === 'SELL_CRYPTO', 'a trade was priced');
  expect((await ana.confirm(quote)).status).toBe(201);
  return quote;
}

async function bitcoinHeld(): Promise<bigint> {
  const { balances } = await ana.balances();
  const found = balances.find((one) => one.type === 'INVESTING' && one.asset === 'BTC');
  return unitsOf('BTC', found?.available ?? '0');
}

function unitsOf(asset: 'BTC' | 'USDC', amount: string): bigint {
  const parsed = parseMoney(asset, amount);
  assert(parsed.ok, 'it is an amount', { amount });
  return parsed.value.units;
}

describe('a trade at an exchange', () => {
  it('M30 buys for no more than was confirmed, and gives no less', async () => {
    const before = await spendableOf(ana, 'INVESTING');
    const quote = await trade(buy('100.00'));
    const done = await ana.until(quote.id, 'completed', 30_000);
    const spent = before - (await spendableOf(ana, 'INVESTING'));
    expect(spent > unitsOf('USDC', '100.00') && spent <= unitsOf('USDC', quote.pay.total.amount)).toBe(true);
    const least = unitsOf('BTC', quote.receive.amount);
    expect((await bitcoinHeld()) >= least).toBe(true);
    expect(done.trade?.filled?.received.amount).toBeDefined();
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('M31 sells what was bought, for no less than was confirmed', async () => {
    const [dollars, coins] = [await spendableOf(ana, 'INVESTING'), await bitcoinHeld()];
    const quote = await trade({
      ...{ operation: 'SELL_CRYPTO', amount: '0.0005', asset: 'BTC', network: 'solana', order: AT_NOW },
    });
    await ana.until(quote.id, 'completed', 30_000);
    expect(await bitcoinHeld()).toBe(coins - unitsOf('BTC', '0.0005'));
    const brought = (await spendableOf(ana, 'INVESTING')) - dollars;
    expect(brought >= unitsOf('USDC', quote.receive.amount)).toBe(true);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('M30 rests at a person’s own price, is filled in part, and gives back the rest when it is cancelled', async () => {
    const [dollars, coins] = [await spendableOf(ana, 'INVESTING'), await bitcoinHeld()];
    const order = { type: 'limit', price: '50000.00', goodTillDays: 2 } as const;
    const quote = await trade({ ...buy('100.00'), order } as QuoteRequest);
    const reference = await untilPlaced(quote.id);
    await world.outside.advance(reference, 'process');
    await untilTrue(
      async () => (await bitcoinHeld()) > coins,
      () => 'nothing was filled',
      { timeoutMs: 30_000 },
    );
    const cancelled = await ana.call('POST', `/v1/transactions/${quote.id}/cancel`);
    expect(cancelled.status).toBeLessThan(300);
    await untilTrue(
      async () => (await ana.transaction(quote.id)).ended,
      () => 'it did not end',
      { timeoutMs: 30_000 },
    );
    // Half of 0.002 bitcoin at 50,000, with the venue's share and ours of that half.
    expect((await bitcoinHeld()) - coins).toBe(unitsOf('BTC', '0.001'));
    const spent = dollars - (await spendableOf(ana, 'INVESTING'));
    expect(spent >= unitsOf('USDC', '50.00') && spent < unitsOf('USDC', '50.60')).toBe(true);
    expect(await openHolds(world.database)).toEqual([]);
  });
});

/** The provider's own name of the order, once it has it. */
async function untilPlaced(id: string): Promise<string> {
  let reference: string | null = null;
  await untilTrue(
    async () => {
      reference = (await ana.transaction(id)).attempts.at(-1)?.reference ?? null;
      return reference !== null;
    },
    () => `the order of ${id} was not placed`,
    { timeoutMs: 30_000 },
  );
  assert(reference, 'it was placed', { id });
  return reference;
}
