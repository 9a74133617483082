import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { type Answer, type CoinbaseWorld, createCoinbaseWorld, KEY_1, WALLET } from './testing/world.ts';

const STATUS = 'ONRAMP_TRANSACTION_STATUS_';

async function statusAfter(world: CoinbaseWorld, ms: number): Promise<string | undefined> {
  world.time.advance(ms);
  const { body } = await world.transactions('user-1');
  return body.transactions[0]?.status.replace(STATUS, '');
}

describe('a purchase', () => {
  it('by card begins when the person comes, and goes on to SUCCESS by itself', async () => {
    await using world = await createCoinbaseWorld({ stepMs: 1_000 });
    await world.create({}, KEY_1);
    expect(await statusAfter(world, 999)).toBeUndefined();
    expect(await statusAfter(world, 1)).toBe('CREATED');
    expect(await statusAfter(world, 1_000)).toBe('IN_PROGRESS');
    expect(await statusAfter(world, 1_000)).toBe('SUCCESS');
    const { body } = await world.transactions('user-1');
    expect(body).toMatchObject({
      next_page_key: '',
      total_count: '1',
      transactions: [
        {
          transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          purchase_network: 'solana',
          purchase_amount: { currency: 'USDC', value: '100.000000' },
          payment_total: { currency: 'USD', value: '103.41' },
          coinbase_fee: { currency: 'USD', value: '3.40' },
          network_fee: { currency: 'USD', value: '0.01' },
          tx_hash: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{86,88}$/),
          wallet_address: WALLET,
          partner_user_ref: 'user-1',
          payment_method: 'CARD',
        },
      ],
    });
    const common = { provider: 'coinbase', reference: 'user-1', idempotency_key: KEY_1 };
    expect(world.sandbox.control.executions()).toMatchObject([
      { ...common, kind: 'payment', amount: '103.41', asset: 'usd' },
      { ...common, kind: 'delivery', amount: '100.000000', asset: 'usdc', destination: WALLET },
    ]);
  });

  it('from a bank waits a business day for the money', async () => {
    await using world = await createCoinbaseWorld({ stepMs: 1_000, businessDayMs: 50_000 });
    await world.create({ paymentMethod: 'ACH' });
    expect(await statusAfter(world, 2_000)).toBe('AWAITING_PAYMENT');
    expect(await statusAfter(world, 49_999)).toBe('AWAITING_PAYMENT');
    expect(world.sandbox.control.executions()).toEqual([]);
    expect(await statusAfter(world, 1)).toBe('IN_PROGRESS');
    expect(await statusAfter(world, 1_000)).toBe('SUCCESS');
  });

  it('is never begun by itself from a session that was made for its quote alone', async () => {
    await using world = await createCoinbaseWorld();
    await world.create({ partnerUserRef: undefined });
    world.time.advance(60_000);
    expect(world.sessions()).toMatchObject([{ phase: 'offered' }]);
    expect(world.received).toEqual([]);
  });

  it.each([
    ['100.13', 'FAILURE_REASON_BUY_FAILED', []],
    ['100.14', 'FAILURE_REASON_UNSPECIFIED', []],
    ['100.15', 'FAILURE_REASON_SEND_FAILED', ['payment', 'refund']],
  ])('of %s fails with %s', async (purchaseAmount, failureReason, kinds) => {
    await using world = await createCoinbaseWorld({ stepMs: 1_000 });
    await world.create({ purchaseAmount });
    expect(await statusAfter(world, 10_000)).toBe('FAILED');
    const { body } = await world.transactions('user-1');
    expect(body.transactions[0]).toMatchObject({ failure_reason: failureReason, tx_hash: '' });
    expect(world.sandbox.control.executions().map((one) => one.kind)).toEqual(kinds);
  });

  it('of .17 rests until it is moved, by its id or by its reference', async () => {
    await using world = await createCoinbaseWorld({ stepMs: 1_000 });
    await world.create({ purchaseAmount: '100.17' });
    expect(await statusAfter(world, 60_000)).toBe('IN_PROGRESS');
    const { control } = world.sandbox;
    expect(control.advance('user-1', 'complete').ok).toBe(true);
    const id = world.sessions()[0]?.id ?? '';
    expect(control.advance(id, 'reject')).toEqual({ ok: false, refusal: 'not_in_this_phase' });
    expect(control.advance('user-2', 'pay')).toEqual({ ok: false, refusal: 'unknown_session' });
  });

  it('delivers another amount when a fault says so', async () => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([{ kind: 'wrong_amount', bps: -100, match: { provider: 'coinbase' } }]);
    await world.create();
    world.sandbox.control.advance('user-1', 'complete');
    const { body } = await world.transactions('user-1');
    expect(body.transactions[0]?.purchase_amount.value).toBe('99.000000');
    expect(world.sandbox.control.executions().at(-1)?.amount).toBe('99.000000');
  });

  it('takes another charge when a fault says so, and says what it took', async () => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([{ kind: 'wrong_charge', bps: 100, match: { provider: 'coinbase' } }]);
    const { body: made } = await world.create();
    expect(made.quote.paymentTotal).toBe('103.41');
    world.sandbox.control.advance('user-1', 'complete');
    const { body } = await world.transactions('user-1');
    expect(body.transactions[0]).toMatchObject({
      payment_total: { currency: 'USD', value: '104.44' },
      payment_subtotal: { currency: 'USD', value: '100.00' },
      coinbase_fee: { currency: 'USD', value: '4.43' },
      purchase_amount: { currency: 'USDC', value: '100.000000' },
    });
    expect(world.sandbox.control.executions()[0]).toMatchObject({ kind: 'payment', amount: '104.44' });
  });

  it('goes on after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    try {
      const dataFile = join(folder, 'data');
      const before = await createCoinbaseWorld({ dataFile, stepMs: 1_000 });
      const made = await before.create({}, KEY_1);
      await before[Symbol.asyncDispose]();
      await using world = await createCoinbaseWorld({ dataFile, stepMs: 1_000 });
      expect((await world.create({}, KEY_1)).body.quote).toEqual(made.body.quote);
      expect(await statusAfter(world, 3_000)).toBe('SUCCESS');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the list of transactions', () => {
  it('holds one a page when nothing is said, newest first', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    for (const purchaseAmount of ['10', '20', '30']) {
      await fetch((await world.create({ purchaseAmount })).body.session.onrampUrl);
    }
    const amounts = (body: Answer['body']) =>
      body.transactions.map((one) => Number(one.purchase_amount.value));
    const first = await world.transactions('user-1', '');
    expect(amounts(first.body)).toEqual([30]);
    expect(first.body).toMatchObject({ next_page_key: '1', total_count: '3' });
    for (const query of ['?pageKey=1&pageSize=5', '?page_key=1&page_size=5']) {
      expect(amounts((await world.transactions('user-1', query)).body)).toEqual([20, 10]);
    }
    expect((await world.transactions('user-2')).body).toMatchObject({ transactions: [], total_count: '0' });
    for (const query of ['?pageSize=0', '?pageSize=x', '?pageKey=-1']) {
      expect(await world.transactions('user-1', query)).toMatchObject({ status: 400, body: { code: 3 } });
    }
  });
});

describe('webhooks of purchases', () => {
  it('tell each change, signed as the documentation says', async () => {
    await using world = await createCoinbaseWorld({ stepMs: 1_000 });
    await world.create();
    for (const count of [1, 2, 3]) {
      world.time.advance(1_000);
      await eventually(() => world.received.length === count);
    }
    expect(world.received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { eventType: 'onramp.transaction.created', status: `${STATUS}CREATED`, partnerUserRef: 'user-1' },
      { eventType: 'onramp.transaction.updated', status: `${STATUS}IN_PROGRESS` },
      { eventType: 'onramp.transaction.success', status: `${STATUS}SUCCESS` },
    ]);
    expect(new Set(world.received.map(({ headers }) => headers['x-event-id'])).size).toBe(3);
    for (const { body, headers } of world.received) {
      const fields = Object.fromEntries(
        String(headers['x-hook0-signature'])
          .split(',')
          .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
      );
      expect(fields.h).toBe('content-type x-event-id x-event-type');
      const values = `application/json.${headers['x-event-id']}.${headers['x-event-type']}`;
      const hmac = (text: string) =>
        createHmac('sha256', 'coinbase-webhooks-sandbox').update(text).digest('hex');
      expect(fields.v1).toBe(hmac(`${fields.t}.${fields.h}.${values}.${body}`));
      expect(fields.v0).toBe(hmac(`${fields.t}.${body}`));
    }
  });

  it('are forged, repeated and dropped by the same faults as any', async () => {
    await using world = await createCoinbaseWorld();
    const { control } = world.sandbox;
    const status = `${STATUS}IN_PROGRESS`;
    control.setFaults([
      { kind: 'forged_webhook', match: { provider: 'coinbase', status } },
      { kind: 'drop_webhook', match: { status: `${STATUS}CREATED` } },
      { kind: 'duplicate_webhook', match: { status: `${STATUS}SUCCESS` } },
    ]);
    await world.create();
    control.advance('user-1', 'process');
    await eventually(() => world.received.length === 2);
    control.advance('user-1', 'complete');
    await eventually(() => world.received.length === 4);
    const said = world.received.map(({ body }) => JSON.parse(body).status.replace(STATUS, '')).toSorted();
    expect(said).toEqual(['IN_PROGRESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
  });
});

describe('the control API', () => {
  it('shows the sessions of both providers without the secret of the link, and moves them', async () => {
    await using world = await createCoinbaseWorld();
    const { body } = await world.create();
    const token = new URL(body.session.onrampUrl).searchParams.get('sessionToken');
    const { controlUrl } = world.sandbox;
    const { sessions } = JSON.parse(await (await fetch(`${controlUrl}/sessions`)).text());
    expect(sessions).toMatchObject([{ provider: 'coinbase', phase: 'offered', method: 'CARD' }]);
    expect(sessions[0].token).toBeUndefined();
    expect(sessions[0].hostedPath).toContain(token);
    const moved = await fetch(`${controlUrl}/sessions/${sessions[0].id}/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: 'process' }),
    });
    expect(await moved.json()).toMatchObject({ session: { status: `${STATUS}IN_PROGRESS` } });
  });

  it('sends webhooks elsewhere, and knows no third provider', async () => {
    await using world = await createCoinbaseWorld();
    const endpoint = (name: string) => `${world.sandbox.controlUrl}/webhook-endpoints/${name}`;
    const put = (name: string) =>
      fetch(endpoint(name), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: null }),
      });
    expect((await put('coinbase')).status).toBe(200);
    expect(await (await fetch(endpoint('coinbase'))).json()).toEqual({ url: null });
    expect((await put('bank')).status).toBe(404);
    await world.create();
    world.sandbox.control.advance('user-1', 'pay');
    expect(world.sandbox.control.webhooks().at(-1)?.state).toBe('no_endpoint');
  });
});

describe('a purchase that fails first', () => {
  it('is followed by a good one under the same reference, told by webhooks of both', async () => {
    await using world = await createCoinbaseWorld({ stepMs: 1_000 });
    world.sandbox.control.setFaults([{ kind: 'failed_then_paid', ms: 5_000 }]);
    await world.create();
    const statuses = async () => {
      const { transactions } = (await world.transactions('user-1')).body;
      return transactions.map(({ status }) => status.replace('ONRAMP_TRANSACTION_STATUS_', ''));
    };
    world.time.advance(2_000);
    expect(await statuses()).toEqual(['FAILED']);
    expect(world.sandbox.control.executions()).toEqual([]);
    world.time.advance(12_000);
    expect(await statuses()).toEqual(['SUCCESS', 'FAILED']);
    expect(world.sandbox.control.executions().map(({ kind }) => kind)).toEqual(['payment', 'delivery']);
    await eventually(() => world.received.length === 5);
    const told = world.received.map(({ body }) => JSON.parse(body));
    expect(new Set(told.map(({ partnerUserRef }) => partnerUserRef))).toEqual(new Set(['user-1']));
    expect(new Set(told.map(({ transactionId }) => transactionId)).size).toBe(2);
    expect(told.map(({ eventType }) => eventType)).toContain('onramp.transaction.success');
  });

  it('turns away tokens of a clock that is ahead of slow_clock', async () => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([{ kind: 'slow_clock', ms: 60_000 }]);
    expect((await world.create()).status).toBe(401);
    world.sandbox.control.setFaults([{ kind: 'slow_clock', ms: 4_000 }]);
    expect((await world.create()).status).toBe(201);
  });
});
