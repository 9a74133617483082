import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { openAdvancedWorld, START, STEP_MS } from './testing/world.ts';

const gtd = (base_size: string, limit_price: string) => ({
  limit_limit_gtd: { base_size, limit_price, end_time: new Date(START + HOUR_MS).toISOString() },
});
const ioc = (quote_size: string, limit_price: string) => ({ sor_limit_ioc: { quote_size, limit_price } });

describe('a call', () => {
  it('is of whoever signed for it by its one uri, without the query', async () => {
    await using world = await openAdvancedWorld();
    const { host } = new URL(world.base);
    const uri = `GET ${host}/api/v3/brokerage/accounts`;
    const asked = async (claims: object) => (await world.call('GET', '/accounts?limit=5', { claims })).status;
    expect(await asked({ uri })).toBe(200);
    for (const odd of [{}, { uris: [uri] }, { uri: `${uri}?limit=5` }, { uri: uri.replace('GET', 'POST') }])
      expect(await asked(odd)).toBe(401);
    expect(await asked({ uri, iss: 'somebody' })).toBe(401);
    expect(await asked({ uri, exp: START / 1_000 + 3_600 })).toBe(401);
  });
});

describe('an order', () => {
  it('rests, is found by the market when it comes there, and settles a step later', async () => {
    await using world = await openAdvancedWorld();
    const { success_response: made } = await world.order(gtd('0.01', '95000'));
    expect((await world.read(made.order_id)).status).toBe('OPEN');
    await fetch(`${world.base}/sandbox/market`, {
      method: 'POST',
      body: JSON.stringify({ product_id: 'BTC-USDC', shiftBps: -900 }),
    });
    world.time.advance(STEP_MS);
    expect(await world.read(made.order_id)).toMatchObject({ status: 'FILLED', settled: false });
    world.time.advance(STEP_MS);
    const order = await world.read(made.order_id);
    expect(order).toMatchObject({ settled: true, filled_size: '0.01', completion_percentage: '100' });
    const { body } = await world.call('GET', `/orders/historical/fills?order_ids=${made.order_id}`);
    expect(body.fills[0]).toMatchObject({ order_id: made.order_id, liquidity_indicator: 'MAKER' });
    expect(world.sandbox.control.executions().map(({ kind }) => kind)).toEqual(['payment', 'delivery']);
  });

  it('by a used client id is the first one, whatever is asked', async () => {
    await using world = await openAdvancedWorld();
    const first = await world.order(gtd('0.01', '90000'), { client_order_id: 'one' });
    const again = await world.order(gtd('0.02', '90000'), { client_order_id: 'one' });
    expect(again.success_response.order_id).toBe(first.success_response.order_id);
    expect(world.trades().list()).toHaveLength(1);
  });

  it('that is filled at once or let go is filled up to its limit and no further', async () => {
    await using world = await openAdvancedWorld();
    const { body } = await world.call('GET', '/product_book?product_id=BTC-USDC');
    const [best, second] = body.pricebook.asks;
    const made = await world.order(ioc('1000000', best.price));
    const order = await world.read(made.success_response.order_id);
    expect(order).toMatchObject({
      status: 'CANCELLED',
      number_of_fills: '1',
      average_filled_price: best.price,
    });
    expect(Number(second.price)).toBeGreaterThan(Number(best.price));
    expect(order.filled_size).toBe(best.size);
  });

  it('lapses when its time is over', async () => {
    await using world = await openAdvancedWorld();
    const made = await world.order(gtd('0.01', '90000'));
    world.time.advance(HOUR_MS);
    expect(await world.read(made.success_response.order_id)).toMatchObject({
      status: 'EXPIRED',
      settled: false,
    });
  });

  it.each([
    ['INVALID_SIZE_PRECISION', gtd('0.000000001', '90000'), {}],
    ['INVALID_PRICE_PRECISION', gtd('0.01', '90000.001'), {}],
    ['LIMIT_PRICE_TOO_FAR_FROM_MARKET', gtd('0.01', '9'), {}],
    ['INVALID_REQUEST', { sor_limit_ioc: { limit_price: '90000' } }, {}],
    ['UNSUPPORTED_ORDER_CONFIGURATION', gtd('0.01', '90000'), { product_id: 'BTC-BRL' }],
    ['UNKNOWN_FAILURE_REASON', ioc('0.5', '100000'), {}],
    ['INSUFFICIENT_FUND', gtd('3000', '90000'), {}],
    ['INSUFFICIENT_FUND', gtd('201', '120000'), { side: 'SELL' }],
  ])('is refused as %s', async (word, configuration, more) => {
    await using world = await openAdvancedWorld();
    const answer = await world.order(configuration, more);
    expect(answer).toMatchObject({ success: false, error_response: { new_order_failure_reason: word } });
    expect(world.trades().list()).toEqual([]);
  });

  it('sets aside what it may take, until it is cancelled', async () => {
    await using world = await openAdvancedWorld();
    const held = async () => {
      const { body } = await world.call('GET', '/accounts');
      return body.accounts.find(({ currency }: { currency: string }) => currency === 'USDC').hold.value;
    };
    expect(await held()).toBe('0');
    const made = await world.order(gtd('0.01', '90000'));
    expect(await held()).toBe('905.4');
    const cancel = async () => {
      const body = { order_ids: [made.success_response.order_id, 'nobody'] };
      return (await world.call('POST', '/orders/batch_cancel', { body })).body.results;
    };
    expect(await cancel()).toMatchObject([{ success: true }, { failure_reason: 'UNKNOWN_CANCEL_ORDER' }]);
    expect(await cancel()).toMatchObject([{ failure_reason: 'INVALID_CANCEL_REQUEST' }, {}]);
    expect(await held()).toBe('0');
  });
});

describe('the market', () => {
  it('is the same for whoever asks at one time, and walks', async () => {
    await using world = await openAdvancedWorld();
    const price = async () => (await world.call('GET', '/products/BTC-USDC')).body.price;
    const first = await price();
    expect(await price()).toBe(first);
    expect(Number(first)).toBeGreaterThan(98_000);
    expect(Number(first)).toBeLessThan(102_000);
    world.time.advance(MINUTE_MS);
    expect(await price()).not.toBe(first);
  });
});
