import { DAY_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { BUSINESS_DAY_MS, openBridgeWorld, STEP_MS, transferBody } from './testing/world.ts';

const WALLET = '/v0/customers/cust_diboas/wallets/bw_diboas';

describe('a transfer', () => {
  it('goes on by itself, by ACH in a business day, and nobody is led anywhere', async () => {
    await using world = await openBridgeWorld();
    const { status, body } = await world.pay('100.5');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ state: 'awaiting_funds', client_reference_id: 'order-1', amount: '100.5' },
      receipt: {
        initial_amount: '100.5',
        exchange_fee: '0.5',
        subtotal_amount: '100.0',
        final_amount: '100.00',
      },
    });
    const states = [];
    for (const ms of [STEP_MS, STEP_MS, BUSINESS_DAY_MS]) {
      world.time.advance(ms);
      states.push((await world.call('GET', `/v0/transfers/${body.id}`)).body.state);
    }
    expect(states).toEqual(['funds_received', 'payment_submitted', 'payment_processed']);
  });

  it.each([
    ['100.63', 'refunded', ['payment', 'refund']],
    ['100.64', 'error', ['payment']],
    ['100.65', 'refunded', ['payment', 'delivery', 'refund']],
    ['100.67', 'payment_submitted', ['payment']],
    ['100.68', 'payment_processed', ['payment', 'delivery']],
  ])('of %s, of which fifty cents are the fee, ends as %s', async (amount, state, executed) => {
    await using world = await openBridgeWorld();
    await world.pay(amount);
    for (let step = 0; step < 10; step += 1) world.time.advance(BUSINESS_DAY_MS);
    expect(world.transfers()).toMatchObject([{ phase: state }]);
    expect(world.sandbox.control.executions().map(({ kind }) => kind)).toEqual(executed);
  });

  it('that was done comes back when the control says so, days later', async () => {
    await using world = await openBridgeWorld();
    const { body } = await world.pay('100.5');
    expect(world.sandbox.control.advance(body.id, 'complete').ok).toBe(true);
    world.time.advance(5 * DAY_MS);
    expect(world.sandbox.control.advance(body.id, 'return').ok).toBe(true);
    expect(world.transfers()).toMatchObject([{ phase: 'returned' }]);
    world.time.advance(STEP_MS);
    expect(world.transfers()).toMatchObject([{ phase: 'refunded', refunded: '100.00' }]);
  });

  it('is deleted while it awaits funds, and not afterwards', async () => {
    await using world = await openBridgeWorld();
    const { body } = await world.pay('100.5');
    const path = `/v0/transfers/${body.id}`;
    expect((await world.call('DELETE', path)).body.state).toBe('canceled');
    expect((await world.call('DELETE', path)).status).toBe(200);
    const other = await world.pay('100.5');
    world.time.advance(STEP_MS);
    const late = await world.call('DELETE', `/v0/transfers/${other.body.id}`);
    expect([late.status, late.body.code]).toEqual([400, 'bad_request']);
    expect((await world.call('DELETE', '/v0/transfers/none')).status).toBe(404);
  });

  it.each([
    ['amount', { amount: '0.99' }],
    ['amount', { amount: '1e3' }],
    ['amount', { amount: '100.0000001' }],
    ['amount', { amount: '15.0', destination: { ...destination('wire') } }],
    ['amount', { amount: '999999999.0' }],
    ['on_behalf_of', { on_behalf_of: '' }],
    [
      'source.payment_rail',
      { source: { payment_rail: 'ethereum', currency: 'usdc', bridge_wallet_id: 'bw_diboas' } },
    ],
    ['destination.payment_rail', { destination: { ...destination('sepa') } }],
  ])('is refused by its %s when that is wrong', async (key, changes) => {
    await using world = await openBridgeWorld();
    const { status, body } = await world.pay('100.5', changes);
    expect(status).toBe(key === 'amount' && body.code !== 'invalid_parameters' ? 403 : 400);
    if (body.code === 'invalid_parameters') expect(body.source.key).toBe(key);
    expect(world.transfers()).toEqual([]);
  });

  it('to whom or out of what nobody knows is refused', async () => {
    await using world = await openBridgeWorld();
    const odd = [
      { on_behalf_of: 'cust_nobody' },
      { destination: { ...destination('ach'), external_account_id: 'ea_nobody' } },
      { source: { payment_rail: 'bridge_wallet', currency: 'usdc', bridge_wallet_id: 'bw_nobody' } },
    ];
    for (const changes of odd) {
      const { status, body } = await world.pay('100.5', changes);
      expect([status, body.code]).toEqual([400, 'not_found']);
    }
  });
});

function destination(payment_rail: string): object {
  return { payment_rail, currency: 'usd', external_account_id: 'ea_standing' };
}

describe('a dry run', () => {
  it('says what it would cost, and makes nothing', async () => {
    await using world = await openBridgeWorld();
    const { status, body } = await world.pay('100', { dry_run: true, destination: destination('wire') });
    expect(status).toBe(200);
    expect(body.receipt).toMatchObject({
      initial_amount: '100.0',
      exchange_fee: '20.0',
      final_amount: '80.00',
    });
    expect(world.transfers()).toEqual([]);
  });
});

describe('a key', () => {
  it('is a must, gives one answer for a day, and is never free again', async () => {
    await using world = await openBridgeWorld();
    const send = (amount: string, key?: string) =>
      world.call('POST', '/v0/transfers', {
        body: transferBody(amount),
        ...(key === undefined ? {} : { key }),
      });
    expect((await send('100.5')).body.code).toBe('bad_request');
    const first = await send('100.5', 'one');
    expect(await send('100.5', 'one')).toEqual(first);
    expect((await send('100.6', 'one')).body.code).toBe('not_truly_idempotent');
    world.time.advance(DAY_MS);
    expect((await send('100.5', 'one')).status).toBe(422);
    expect(world.transfers()).toHaveLength(1);
  });

  it('of the API is a must as well', async () => {
    await using world = await openBridgeWorld();
    expect((await world.call('GET', '/v0/transfers', { apiKey: 'sk-test-other' })).status).toBe(401);
  });
});

describe('the list', () => {
  it('is newest first, by at most one cursor', async () => {
    await using world = await openBridgeWorld();
    const ids = [];
    for (let time = 0; time < 5; time += 1) ids.unshift((await world.pay('100.5')).body.id);
    const list = async (query: string) =>
      (await world.call('GET', `/v0/transfers?${query}`)).body.data.map(({ id }) => id);
    expect(await list('')).toEqual(ids);
    expect(await list('limit=2')).toEqual(ids.slice(0, 2));
    expect(await list(`limit=2&starting_after=${ids[1]}`)).toEqual(ids.slice(2, 4));
    expect(await list(`limit=2&ending_before=${ids[4]}`)).toEqual(ids.slice(2, 4));
    for (const odd of [
      'limit=0',
      'limit=101',
      'starting_after=none',
      'updated_after_ms=now',
      `starting_after=${ids[0]}&ending_before=${ids[1]}`,
    ])
      expect((await world.call('GET', `/v0/transfers?${odd}`)).status, odd).toBe(400);
  });
});

describe('the wallet', () => {
  it('holds what was put there, less what was paid, and pays no more than that', async () => {
    await using world = await openBridgeWorld();
    const lying = async () => Number((await world.call('GET', WALLET)).body.balances[0]?.balance);
    const before = await lying();
    await world.pay('100.5');
    expect(await lying()).toBe(before);
    world.time.advance(STEP_MS);
    expect(await lying()).toBe(before - 100.5);
    const deposit = { body: { amount: '0.5', currency: 'usdc' }, key: 'deposit' };
    expect((await world.call('POST', `${WALLET}/simulate_deposit`, deposit)).status).toBe(200);
    expect(await lying()).toBe(before - 100);
    expect((await world.call('GET', '/v0/customers/cust_diboas/wallets/none')).status).toBe(404);
  });
});
