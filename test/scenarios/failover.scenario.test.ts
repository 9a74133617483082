import { assert, parseMoney } from '@diboas/kernel';
import { type PricesView, pricesView } from '@diboas/protocol';
import { PROVIDERS } from '@diboas/providers';
import { inProcess } from '@diboas/testkit/in-process';
import { type Answer, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { untilRefused } from './until-refused.ts';

let world: OpenSystem;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), everyProvider: true, settings: { PACE_FACTOR: '0.05' } });
});
afterEach(() => world.outside.setFaults([]));
afterAll(() => world.close());

const [first = '', second = ''] = PROVIDERS.map(({ id }) => id);

describe('two on-ramps', () => {
  it('the better one is chosen, and carries it through', async () => {
    const person = await world.person('two-on-ramps');
    const quote = await person.quote('card');
    expect(quote.provider.id).toBe(first);
    const added = await person.add('card');
    const done = await person.until(added.id, 'completed');
    expect(done.attempts.map((attempt) => attempt.provider)).toEqual([first]);
  });

  it('when it goes away after the quote, the other one takes over within the same total', async () => {
    const person = await world.person('failover');
    const quote = await person.quote('card');
    expect(quote.provider.id).toBe(first);
    await world.outside.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: first } }]);
    await untilRefused(world.outside.urls[first]);
    await person.confirm(quote);
    const done = await person.until(quote.id, 'completed', 30_000);
    expect(done.attempts.map(({ provider, state }) => [provider, state])).toEqual([
      [first, 'rejected'],
      [second, 'succeeded'],
    ]);
    expect(done.receipt?.quoted).toEqual(quote.pay.total);
    expect(centsOf(done.receipt?.charged.amount)).toBeLessThanOrEqual(centsOf(quote.pay.total.amount));
    const { balances } = await person.balances();
    expect(balances).toMatchObject([{ available: quote.receive.amount, incoming: '0.000000' }]);
  });

  it('never while it is unknown whether the first one has taken the order', async () => {
    // A world of its own: in the other one the first one's breaker may still be open.
    const world = await openSystem({
      start: inProcess(),
      everyProvider: true,
      settings: { PACE_FACTOR: '0.05' },
    });
    const person = await world.person('in-doubt');
    const quote = await person.quote('card');
    await world.outside.setFaults([
      { kind: 'reset_after', probability: 1, match: { provider: first, method: 'POST' } },
      // Nor does a look-up say anything before it was seen that nobody knows.
      { kind: 'reset_before', probability: 1, match: { provider: first, method: 'GET' } },
    ]);
    await person.confirm(quote);
    await person.until(quote.id, 'unknown');
    await world.outside.setFaults([]);
    const done = await person.until(quote.id, 'completed', 30_000);
    expect(done.attempts.map((attempt) => attempt.provider)).toEqual([first]);
    await world.close();
  });
});

/** Shares are told as well, where somebody trades them. */
const COINS_AND_CURRENCIES = ['USD', 'EUR', 'BRL', 'USDC', 'BTC', 'ETH', 'SOL', 'SUI'];

describe('what assets cost', () => {
  it('M12 is told in the currency of whoever asks, new and with its time', async () => {
    const person = await world.person('prices');
    for (const currency of ['USD', 'EUR', 'BRL']) {
      const asked = () => person.call('GET', `/v1/prices?currency=${currency}`);
      const wanted = COINS_AND_CURRENCIES.filter((asset) => asset !== currency);
      const isWhole = async () => {
        const told = new Set<string>(pricesIn(await asked()).map(({ asset }) => asset));
        return wanted.every((asset) => told.has(asset));
      };
      await untilTrue(isWhole, () => `the prices in ${currency} are not all told`);
      const items = pricesIn(await asked());
      expect(items.filter(({ isOld }) => isOld)).toEqual([]);
      expect(items.map(({ asset }) => asset)).not.toContain(currency);
    }
    expect((await person.call('GET', '/v1/prices?currency=BTC')).status).toBe(400);
    const { body } = await person.call('GET', '/v1/health/ready');
    expect(body).toEqual({ status: 'ok', pricesAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
  });
});

function pricesIn({ status, body }: Answer): PricesView['items'] {
  return status === 200 ? pricesView.parse(body).items : [];
}

/** Exactly: what is compared is money. */
function centsOf(amount: string | undefined): bigint {
  const read = parseMoney('USD', amount ?? '');
  assert(read.ok, 'an amount in dollars', { amount });
  return read.value.units;
}
