// A person buys and sells a coin at an exchange, out of their INVESTING dollars and back into them.
import { assert, parseMoney } from '@diboas/kernel';
import {
  type AssetLotsView,
  assetHistory,
  type LotsView,
  type PortfolioView,
  type QuoteOf,
  type QuoteRequest,
  type StatementFile,
  type TaxYearView,
} from '@diboas/protocol';
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

function sell(amount: string): QuoteRequest {
  return { ...buy(amount), operation: 'SELL_CRYPTO' } as QuoteRequest;
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

describe('what is traded', () => {
  it('M32 has prices that come to a screen as the market tells them, and no others', async () => {
    const link = ana.live();
    await link.until((said) => said.some(({ type }) => type === 'caught_up'));
    link.show({ currency: 'EUR', assets: ['BTC', 'SUI'] });
    const times = () => new Set(link.prices.flatMap(({ items }) => items.map(({ at }) => at)));
    // The market of the sandbox trades every second, and nobody asked again meanwhile.
    await untilTrue(
      async () => times().size >= 3,
      () => `prices of ${[...times()].join(', ')}`,
    );
    const told = link.prices.flatMap(({ currency, items }) =>
      items.map(({ asset }) => `${asset}/${currency}`),
    );
    expect(new Set(told)).toEqual(new Set(['BTC/EUR', 'SUI/EUR']));
    link.close();
  });

  it('M32 has a past that is fetched once and told by the range', async () => {
    const path = (range: string) => `/v1/assets/BTC/history?range=${range}`;
    await untilTrue(
      async () => (await ana.call('GET', path('ALL'))).status === 200,
      () => 'nobody has told the past',
    );
    const counts = await Promise.all(
      (['1D', '1W', '1M', '1Y', 'ALL'] as const).map(async (range) => {
        const { body } = await ana.call('GET', path(range));
        const { points, gaps } = assetHistory.parse(body);
        expect(gaps).toEqual([]);
        return points.length;
      }),
    );
    expect(counts).toEqual([96, 168, 31, 366, 261]);
  });
});

describe('M32 what cannot be traded is refused before anything is set aside', () => {
  const ownPrice = { type: 'limit', price: '50000.00', goodTillDays: 1 } as const;
  it.each<[string, { way?: string; ask: object; code: string }]>([
    ['less than is taken', { ask: buy('0.10'), code: 'amount_too_small' }],
    ['less of a coin than is taken', { ask: sell('0.00000010'), code: 'amount_too_small' }],
    ['more digits than there are', { ask: buy('10.1234567'), code: 'amount_not_exact' }],
    ['more than the book has', { way: 'thin', ask: buy('20000.00'), code: 'amount_too_large' }],
    ['more of a coin than the book has', { way: 'thin', ask: sell('0.20000000'), code: 'amount_too_large' }],
    ['what nobody knows', { ask: { ...buy('10.00'), asset: 'DOGE' }, code: 'invalid_request' }],
    ['on a halted market', { way: 'halted', ask: buy('10.00'), code: 'no_market' }],
    [
      'on a halted market at a price of one’s own',
      { way: 'halted', ask: { ...buy('10.00'), order: ownPrice }, code: 'no_market' },
    ],
    ['of a coin on a halted market', { way: 'halted', ask: sell('0.00010000'), code: 'no_market' }],
    [
      'of a coin by a book in which nobody sells',
      { way: 'empty', ask: sell('0.00010000'), code: 'no_market' },
    ],
    ['by a book that is crossed', { way: 'crossed', ask: buy('10.00'), code: 'no_market' }],
    ['by a book in which nobody sells', { way: 'empty', ask: buy('10.00'), code: 'no_market' }],
    ['by a book of minutes ago', { way: 'old', ask: buy('10.00'), code: 'no_market' }],
  ])('%s', async (_what, { way = 'plain', ask, code }) => {
    await world.outside.setMarkets(way);
    const before = (await ana.balances()).balances;
    const { status, body } = await ana.call('POST', '/v1/quotes', { body: ask });
    await world.outside.setMarkets('plain');
    expect(body).toMatchObject({ code, status });
    expect((await ana.balances()).balances).toEqual(before);
    expect(await openHolds(world.database)).toEqual([]);
  });
});

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

/** What is told of bitcoin that is held. */
async function lotsOf(): Promise<AssetLotsView> {
  const { status, body } = await ana.call('GET', '/v1/lots');
  expect(status).toBe(200);
  const found = (body as LotsView).items.find(({ asset }) => asset === 'BTC');
  assert(found, 'bitcoin is held');
  return found;
}

const cents = (amount: string | undefined): bigint => BigInt((amount ?? '').replace('.', ''));
/** Digital dollars to the cent. */
const toCents = (units: bigint): bigint => (units + 5_000n) / 10_000n;

describe('M35 what was paid for coins', () => {
  // The markets of the table before were refused, and whoever trades there is asked again only after a while.
  beforeAll(() =>
    untilTrue(
      async () => (await ana.call('POST', '/v1/quotes', { body: sell('0.0001') })).status === 201,
      () => 'nobody trades bitcoin again',
      { timeoutMs: 30_000, pauseMs: 500 },
    ),
  );

  it('is what left for them with all fees, lot by lot, and in all the coins that are held', async () => {
    const before = await lotsOf();
    const dollars = await spendableOf(ana, 'INVESTING');
    const quote = await trade(buy('50.00'));
    await ana.until(quote.id, 'completed', 30_000);
    const spent = toCents(dollars - (await spendableOf(ana, 'INVESTING')));
    const lots = await lotsOf();
    expect(lots.count).toBe(before.count + 1);
    expect(cents(lots.paid?.amount) - cents(before.paid?.amount)).toBe(spent);
    expect(unitsOf('BTC', lots.quantity.amount)).toBe(await bitcoinHeld());
    expect(lots.lots.at(-1)).toMatchObject({ network: 'bitcoin', daysHeld: 0, term: 'short' });
    expect(cents(lots.lots.at(-1)?.paid?.amount)).toBe(spent);
  });

  it('is told before a sale with what it gains, and which lots go may be chosen', async () => {
    const { lots } = await lotsOf();
    const newest = lots.at(-1);
    assert(newest, 'there are lots');
    const sell = { operation: 'SELL_CRYPTO', amount: '0.0001', asset: 'BTC', order: AT_NOW } as const;
    const oldest = await ana.price(sell);
    assert(oldest.operation === 'SELL_CRYPTO' && oldest.gain, 'a sale tells its gain');
    expect(oldest.gain).toMatchObject({ method: 'fifo', count: 1, lots: [{ id: lots[0]?.id }] });
    const { proceeds, paid, gain } = oldest.gain;
    expect(cents(gain?.amount)).toBe(cents(proceeds.amount) - cents(paid?.amount));
    const lotGone = { ...sell, lots: ['000000000001/3/BTC/bitcoin'] };
    expect(await ana.call('POST', '/v1/quotes', { body: lotGone })).toMatchObject({
      status: 409,
      body: { code: 'lots_gone' },
    });
    for (const lots of ['lifo', [newest.id]] as const) {
      const chosen = await ana.price({ ...sell, lots } as QuoteRequest);
      assert(chosen.operation === 'SELL_CRYPTO', 'a sale was priced');
      expect(chosen.gain).toMatchObject({ method: 'chosen', count: 1, lots: [{ id: newest.id }] });
      expect((await ana.confirm(chosen)).status).toBe(201);
      await ana.until(chosen.id, 'completed', 30_000);
    }
    const left = (await lotsOf()).lots.find(({ id }) => id === newest.id);
    const sold = unitsOf('BTC', newest.quantity.amount) - unitsOf('BTC', left?.quantity.amount ?? '0');
    expect(sold).toBe(unitsOf('BTC', '0.0002'));
  });

  it('goes by the method that was chosen, from then on', async () => {
    const chosen = await ana.call('POST', '/v1/lots/methods/BTC', { body: { method: 'lifo' } });
    expect(chosen).toMatchObject({ status: 200, body: { asset: 'BTC', method: 'lifo' } });
    const lots = await lotsOf();
    expect(lots.method).toBe('lifo');
    const sell = { operation: 'SELL_CRYPTO', amount: '0.0001', asset: 'BTC', order: AT_NOW } as const;
    const quote = await ana.price(sell);
    expect(quote).toMatchObject({ gain: { method: 'lifo', lots: [{ id: lots.lots.at(-1)?.id }] } });
  });

  it('is known of what was bought by card', async () => {
    const quote = await ana.price({
      ...{ operation: 'ADD_FUNDS', amount: '60.00', currency: 'USD', method: 'card' },
      ...{ asset: 'BTC', network: 'bitcoin' },
    });
    await ana.confirm(quote);
    await ana.until(quote.id, 'completed', 30_000);
    const added = (await lotsOf()).lots.at(-1);
    expect(added?.paid?.amount).toBe(quote.pay.total.amount);
  });

  it('is the cost of the position, where all of the coin is invested', async () => {
    const positions = async () => {
      const { body } = await ana.call('GET', '/v1/portfolio?range=1M&currency=USD');
      return (body as PortfolioView).positions.find(({ asset }) => asset === 'BTC');
    };
    // What was bought by card lies in the other balance.
    expect((await positions())?.cost).toBeNull();
    const { balances } = await ana.balances();
    const added = balances.find((one) => one.type === 'BANKING' && one.asset === 'BTC');
    assert(added, 'it was added');
    const unit = { asset: 'BTC', network: 'bitcoin', amount: added.available } as const;
    await ana.confirm(await ana.price({ operation: 'MOVE', from: 'BANKING', to: 'INVESTING', ...unit }));
    expect((await positions())?.cost).toEqual((await lotsOf()).paid);
  });

  it('is in the year with every sale, as the ledger has it', async () => {
    const year = String(new Date().getUTCFullYear());
    const listed = async () => {
      const { body } = await ana.call('GET', '/v1/tax-years?language=en');
      return (body as { items: TaxYearView[] }).items;
    };
    expect((await listed()).map((one) => [one.year, one.state])).toEqual([[year, 'none']]);
    const asked = await ana.call('POST', '/v1/tax-years', { body: { year, language: 'en' } });
    expect(asked.status).toBe(201);
    await expect.poll(async () => (await listed())[0]?.state, { timeout: 20_000 }).toBe('made');
    const file = await ana.call('GET', `/v1/tax-years/${year}/files/csv?language=en`);
    const { name, base64 } = file.body as StatementFile;
    expect(name).toBe(`diboas-${year}.csv`);
    const lines = Buffer.from(base64, 'base64')
      .toString('utf8')
      .split('\r\n')
      .map((line) => line.split(','));
    const sold = lines.filter(([line]) => line === 'slice').map((cells) => [cells[4], cells[13]]);
    expect(sold).toEqual([
      ['0.0005 BTC', 'fifo'],
      ['0.0001 BTC', 'chosen'],
      ['0.0001 BTC', 'chosen'],
    ]);
    const ofYear = lines.find(([line]) => line === 'year') ?? [];
    const gain = cents(ofYear[7]) - cents(ofYear[8]);
    expect(cents(ofYear[11])).toBe(gain);
    const bea = await world.person('bea');
    expect((await bea.call('GET', `/v1/tax-years/${year}/files/csv?language=en`)).status).toBe(404);
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

describe('a sale of what does not fit', () => {
  it('M32 is of an amount that fits the steps of its venue: what is less is told before, and stays', async () => {
    const held = async () => {
      const { balances } = await ana.balances();
      const found = balances.find(({ type, asset }) => type === 'INVESTING' && asset === 'ETH');
      const parsed = parseMoney('ETH', found?.available ?? '0');
      assert(parsed.ok, 'it is an amount');
      return parsed.value.units;
    };
    const ether = { asset: 'ETH', network: 'solana', order: AT_NOW } as const;
    const bought = await trade({ operation: 'BUY_CRYPTO', amount: '20.00', ...ether });
    await ana.until(bought.id, 'completed', 30_000);
    const before = await held();
    const quote = await trade({ operation: 'SELL_CRYPTO', amount: '0.001000000000000007', ...ether });
    expect(quote.trade.rest).toEqual({ asset: 'ETH', amount: '0.000000000000000007' });
    const done = await ana.until(quote.id, 'completed', 30_000);
    expect(done.receipt?.charged.amount).toBe('0.001000000000000000');
    expect(before - (await held())).toBe(10n ** 15n);
    expect(await openHolds(world.database)).toEqual([]);
  });
});
