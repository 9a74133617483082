import { assert } from '@diboas/kernel';
import type { MoneyView, QuoteRequest } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: OpenSystem;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), everyProvider: true, settings: { PACE_FACTOR: '0.05' } });
});
afterAll(() => world?.close());

type Added = Extract<QuoteRequest, { operation: 'ADD_FUNDS' | 'ADD_AND_MOVE' }>;

const IN_EUROS: Added = {
  ...{ operation: 'ADD_FUNDS', amount: '100.00', currency: 'EUR', method: 'card' },
  ...{ asset: 'USDC', network: 'solana' },
};

/** What a worth in dollars needs is there once the prices have been asked for. */
async function priced(person: Person, wanted: Added) {
  await untilTrue(
    async () => (await person.call('POST', '/v1/quotes', { body: wanted })).status === 201,
    () => 'nobody names a price',
  );
  return await person.price(wanted);
}

/** Confirms it, goes to the page where it is paid, and waits for the end. */
async function paid(person: Person, wanted: Added) {
  const quote = await priced(person, wanted);
  expect((await person.confirm(quote)).status).toBe(201);
  let link: string | null = null;
  await untilTrue(
    async () => {
      const { action } = await person.transaction(quote.id);
      link = action?.kind === 'open_url' ? action.url : null;
      return link !== null;
    },
    () => 'there is no page to pay at',
  );
  assert(link, 'there is a page to pay at');
  expect((await fetch(link)).status).toBe(200);
  return { quote, done: await person.until(quote.id, 'completed') };
}

describe('adding money otherwise than in dollars to digital dollars', () => {
  it('in euros has every fee in euros, and takes what was confirmed', async () => {
    const person = await world.person('euros');
    const { quote, done } = await paid(person, IN_EUROS);
    const { amount, fees, total } = quote.pay;
    expect([amount, ...fees.map((fee) => fee.amount), total].map(({ asset }) => asset)).toEqual(
      Array.from({ length: fees.length + 2 }, () => 'EUR'),
    );
    expect(fees.find(({ tier }) => tier === 'platform')?.amount).toEqual({ asset: 'EUR', amount: '0.50' });
    expect(done.receipt?.charged).toEqual(total);
    const { balances } = await person.balances();
    expect(balances).toMatchObject([{ asset: 'USDC', network: 'solana', available: quote.receive.amount }]);
  });

  it('by a bank in euros names the days of its banks', async () => {
    const person = await world.person('sepa');
    const quote = await priced(person, { ...IN_EUROS, method: 'bank' });
    expect(quote.estimate.days).not.toBeNull();
  });

  it.each([
    ['BTC', 'bitcoin'],
    ['SUI', 'sui'],
  ] as const)('brings %s to the balance on %s', async (asset, network) => {
    const person = await world.person(`coins-${network}`);
    const { quote } = await paid(person, { ...IN_EUROS, asset, network });
    const { balances } = await person.balances();
    expect(balances).toMatchObject([{ asset, network, available: quote.receive.amount }]);
  });

  it('counts for the limit by what it is worth in dollars, also where it is moved on', async () => {
    const person = await world.person('limit');
    const moved: Added = { ...IN_EUROS, operation: 'ADD_AND_MOVE', to: 'INVESTING', amount: '500.00' };
    await paid(person, moved);
    const limits = await person.call('GET', '/v1/limits?currency=EUR');
    const { limit } = limits.body as { limit: Record<'most' | 'left', MoneyView> };
    // 500 euros are about 543 dollars: counted as if they were dollars they would be 500.
    const centsOf = ({ amount }: MoneyView) => BigInt(amount.replace('.', ''));
    const counted = centsOf(limit.most) - centsOf(limit.left);
    expect(limit.left.asset).toBe('USD');
    expect(counted).toBeGreaterThan(530_00n);
    expect(counted).toBeLessThan(560_00n);
  });

  it.each([
    ['by wire, which nobody takes', { method: 'wire', currency: 'USD' }],
    ['of a coin on another network than its own', { asset: 'BTC', network: 'ethereum' }],
    [
      'of dollars by a bank for a coin that only others sell',
      { currency: 'USD', method: 'bank', asset: 'SUI', network: 'sui' },
    ],
  ] as const)('%s is refused in words', async (_what, change) => {
    const person = await world.person('nobody');
    const answer = await person.call('POST', '/v1/quotes', { body: { ...IN_EUROS, ...change } });
    expect(problemIn(answer).code).toBe('method_unavailable');
  });

  it('offers by each currency the ways to pay that somebody takes', async () => {
    const person = await world.person('ways');
    const waysOf = async (query: string) => {
      const { methods } = (await person.call('GET', `/v1/limits${query}`)).body as {
        methods: { method: string }[];
      };
      return methods.map(({ method }) => method);
    };
    expect(await waysOf('')).toEqual(['card', 'apple_pay', 'google_pay', 'bank']);
    expect(await waysOf('?currency=EUR')).toEqual(['card', 'apple_pay', 'google_pay', 'bank']);
    expect(await waysOf('?asset=SUI&network=sui')).toEqual(['card', 'apple_pay', 'google_pay']);
  });
});
