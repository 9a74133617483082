import { eventually, START } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, stripeClient, WALLET, type World } from './testing/world.ts';

const PATH = '/v1/crypto/onramp_sessions';

async function statusAfter(world: World, id: string, ms: number): Promise<string> {
  world.time.advance(ms);
  return (await world.getSession(id)).status;
}

describe('an on-ramp session', () => {
  it('is answered as Stripe answers it, with exact fees on top of the source amount', async () => {
    await using world = await createWorld();
    const session = await world.createSession();
    expect(session).toMatchObject({
      id: expect.stringMatching(/^cos_\w{24}$/),
      object: 'crypto.onramp_session',
      client_secret: expect.stringMatching(new RegExp(`^${session.id}_secret_`)),
      created: START / 1_000,
      livemode: false,
      status: 'initialized',
      metadata: { transaction: 'tx-1' },
      redirect_url: expect.stringContaining(`${world.url}/onramp/${session.id}?session_hash=`),
      transaction_details: {
        destination_amount: '100.000000',
        destination_currency: 'usdc',
        destination_network: 'solana',
        source_amount: '100.00',
        source_currency: 'usd',
        fees: { network_fee_amount: '0.01', transaction_fee_amount: '3.00' },
        lock_wallet_address: true,
        transaction_id: null,
        wallet_address: WALLET,
        wallet_addresses: { solana: WALLET },
      },
    });
    expect(session.lastResponse.headers).toMatchObject({
      'request-id': expect.stringMatching(/^req_/),
      'stripe-version': '2026-10-28.endive',
      'idempotency-key': expect.any(String),
    });
  });

  it('moves by itself to fulfillment_complete, and has a transaction id only then', async () => {
    await using world = await createWorld({ stepMs: 1_000 });
    const { id } = await world.createSession();
    expect(await statusAfter(world, id, 999)).toBe('initialized');
    expect(await statusAfter(world, id, 1)).toBe('requires_payment');
    expect(await statusAfter(world, id, 1_000)).toBe('fulfillment_processing');
    expect((await world.getSession(id)).transaction_details.transaction_id).toBeNull();
    expect(await statusAfter(world, id, 1_000)).toBe('fulfillment_complete');
    const done = await world.getSession(id);
    expect(done.transaction_details.transaction_id).toMatch(/^[1-9A-HJ-NP-Za-km-z]{86,88}$/);
    expect(world.sandbox.control.executions()).toMatchObject([
      { kind: 'payment', amount: '103.01', asset: 'usd', reference: id, metadata: { transaction: 'tx-1' } },
      { kind: 'delivery', amount: '100.000000', asset: 'usdc', network: 'solana', destination: WALLET },
    ]);
  });

  it('paid from a bank costs what a card costs and clears in one business day, requires_payment until then', async () => {
    await using world = await createWorld({ stepMs: 1_000, businessDayMs: 50_000 });
    const session = await world.createSession({ metadata: { payment_method: 'bank' } });
    expect(session.transaction_details.fees).toEqual({
      network_fee_amount: '0.01',
      transaction_fee_amount: '3.00',
    });
    expect(await statusAfter(world, session.id, 51_999)).toBe('requires_payment');
    expect(world.sandbox.control.executions()).toEqual([]);
    expect(await statusAfter(world, session.id, 1)).toBe('fulfillment_processing');
    expect(await statusAfter(world, session.id, 1_000)).toBe('fulfillment_complete');
  });

  it('waits for the person when auto-pay is off', async () => {
    await using world = await createWorld({ autoPay: false });
    const { id } = await world.createSession();
    expect(await statusAfter(world, id, 86_400_000)).toBe('requires_payment');
    expect(world.sandbox.control.advance(id, 'pay').ok).toBe(true);
    expect((await world.getSession(id)).status).toBe('fulfillment_processing');
  });

  it.each([
    ['10.13', 'requires_payment', []],
    ['10.14', 'initialized', []],
    ['10.15', 'fulfillment_processing', ['payment', 'refund']],
  ])('of the magic amount %s is rejected after %s', async (source_amount, last, kinds) => {
    await using world = await createWorld({ stepMs: 1_000 });
    const { id } = await world.createSession({ source_amount });
    const seen: string[] = [];
    for (let step = 0; step < 4; step += 1) seen.push(await statusAfter(world, id, step === 0 ? 0 : 1_000));
    expect(seen[seen.indexOf('rejected') - 1]).toBe(last);
    expect(seen.at(-1)).toBe('rejected');
    expect((await world.getSession(id)).transaction_details.last_error).toEqual(expect.any(String));
    expect(world.sandbox.control.executions().map((execution) => execution.kind)).toEqual(kinds);
  });

  it('of the magic amount .17 rests in fulfillment_processing until it is moved', async () => {
    await using world = await createWorld();
    const { id } = await world.createSession({ source_amount: '10.17' });
    expect(await statusAfter(world, id, 3_600_000)).toBe('fulfillment_processing');
    world.sandbox.control.advance(id, 'complete');
    expect((await world.getSession(id)).status).toBe('fulfillment_complete');
  });

  it('that was moved by hand is not moved again when its own time comes', async () => {
    await using world = await createWorld();
    const { id } = await world.createSession();
    world.sandbox.control.advance(id, 'complete');
    expect(await statusAfter(world, id, 3_600_000)).toBe('fulfillment_complete');
    expect(world.sandbox.control.executions()).toHaveLength(2);
  });

  it('can fix what is delivered instead of what is paid', async () => {
    await using world = await createWorld();
    const params = { source_amount: undefined, source_currency: undefined, destination_amount: '0.000001' };
    const refused = await failureOf(world.createSession(params));
    expect(refused.code).toBe('crypto_onramp_invalid_amount');
    const session = await world.createSession({ ...params, destination_amount: '33.333333' });
    expect(session.transaction_details).toMatchObject({
      source_amount: '33.34',
      destination_amount: '33.333333',
    });
  });

  it('without amounts lets the person choose', async () => {
    await using world = await createWorld({ autoPay: false });
    const session: { id: string; transaction_details: object } = await world.stripe.rawRequest(
      'POST',
      PATH,
      {},
    );
    expect(session.transaction_details).toMatchObject({
      source_amount: null,
      fees: null,
      wallet_address: null,
    });
    await statusAfter(world, session.id, 10_000);
    expect((await world.getSession(session.id)).transaction_details).toMatchObject({
      source_amount: '100.00',
      destination_currency: 'usdc',
      wallet_address: expect.any(String),
    });
  });
});

describe('reading sessions', () => {
  it('answers 404 for an unknown id and for an unknown path', async () => {
    await using world = await createWorld();
    const session = await failureOf(world.getSession('cos_nothing'));
    expect(session).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    const path = await failureOf(world.stripe.rawRequest('GET', '/v1/crypto/nothing'));
    expect(path).toMatchObject({ statusCode: 404, rawType: 'invalid_request_error' });
    const method = await failureOf(world.stripe.rawRequest('DELETE', PATH));
    expect(method).toMatchObject({ statusCode: 404 });
  });

  it('answers 401 without the right key', async () => {
    await using world = await createWorld();
    const stranger = stripeClient(world.url, 1_000, 'sk_test_of_somebody_else');
    const failure = await failureOf(stranger.rawRequest('GET', PATH));
    expect(failure).toMatchObject({ statusCode: 401, type: 'StripeAuthenticationError' });
    expect(failure.message).not.toContain('sk_test_of_somebody_else');
    const bare = await fetch(`${world.url}${PATH}`);
    expect(bare.status).toBe(401);
  });

  it('takes the key by Basic authentication too, as curl -u sends it', async () => {
    await using world = await createWorld();
    const authorization = `Basic ${Buffer.from('sk_test_sandbox:').toString('base64')}`;
    const answer = await fetch(`${world.url}${PATH}`, { headers: { authorization } });
    expect(answer.status).toBe(200);
  });

  it('lists newest first, by pages, filters and dates', async () => {
    await using world = await createWorld();
    const ids: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      ids.unshift((await world.createSession({ source_amount: `${10 + number}.00` })).id);
      world.time.advance(1_000);
    }
    type List = { data: { id: string }[]; has_more: boolean; url: string; object: string };
    const list = (params: object) => world.get<List>(PATH, params);
    const idsOf = async (params: object) => (await list(params)).data.map((session) => session.id);

    expect(await list({ limit: 2 })).toMatchObject({ object: 'list', url: PATH, has_more: true });
    expect(await idsOf({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await idsOf({ limit: 2, starting_after: ids[1] })).toEqual(ids.slice(2, 4));
    expect(await idsOf({ limit: 2, ending_before: ids[4] })).toEqual(ids.slice(2, 4));
    expect((await list({ limit: 2, starting_after: ids[2] })).has_more).toBe(false);
    const third = START / 1_000 + 2;
    expect(await idsOf({ created: { gte: third } })).toEqual(ids.slice(0, 3));
    expect(await idsOf({ created: { gt: third, lt: third + 2 } })).toEqual(ids.slice(1, 2));
    expect(await idsOf({ created: { lte: third } })).toEqual(ids.slice(2));
    expect(await idsOf({ created: third })).toEqual(ids.slice(2, 3));
    expect(await idsOf({ status: 'rejected' })).toEqual([]);
    world.sandbox.control.advance(ids[3] ?? '', 'reject');
    expect(await idsOf({ status: 'rejected' })).toEqual(ids.slice(3, 4));
    for (const wrong of [
      { limit: 0 },
      { limit: 101 },
      { status: 'done' },
      { created: { gte: 'x' } },
      { foo: 1 },
    ]) {
      expect(await failureOf(list(wrong))).toMatchObject({
        statusCode: 400,
        type: 'StripeInvalidRequestError',
      });
    }
  });
});

describe('webhooks of sessions', () => {
  it('tell each change of status, signed so that the real SDK accepts them', async () => {
    await using world = await createWorld({ stepMs: 1_000 });
    const { id } = await world.createSession();
    for (const count of [1, 2, 3]) {
      world.time.advance(1_000);
      await eventually(() => world.received.length === count);
    }
    const now = Math.floor(world.time.clock.now() / 1_000);
    const events = world.received.map(({ body, signature }) =>
      world.stripe.webhooks.constructEvent(body, signature, 'whsec_sandbox', 300, undefined, now * 1_000),
    );
    expect(events.map((event) => String(event.type))).toEqual(Array(3).fill('crypto.onramp_session.updated'));
    expect(events[2]).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      data: { object: { id, status: 'fulfillment_complete', metadata: { transaction: 'tx-1' } } },
    });
    expect(new Set(events.map((event) => event.id)).size).toBe(3);
    const first = world.received[0];
    expect(() =>
      world.stripe.webhooks.constructEvent(
        `${first?.body} `,
        first?.signature ?? '',
        'whsec_sandbox',
        300,
        undefined,
        now * 1_000,
      ),
    ).toThrow(/signature/i);
  });

  it('are sent again with growing pauses, up to the longest, until the application answers 2xx', async () => {
    const policy = { webhookRetryMs: 1_000, webhookRetryMaxMs: 3_000 };
    await using world = await createWorld({ stepMs: 1_000, autoPay: false, ...policy });
    world.answers.push(500, 302, 404, 200);
    await world.createSession();
    world.time.advance(1_000);
    const attempts = () =>
      world.sandbox.control
        .log(0, 100)
        .filter((entry) => entry.kind === 'webhook_attempt')
        .map((entry) => [entry.details.answer, entry.details.retry_in_ms]);
    for (const pause of [1_000, 2_000, 3_000]) {
      await eventually(() => attempts().at(-1)?.[1] === pause);
      world.time.advance(pause);
    }
    await eventually(() => world.sandbox.control.webhooks()[0]?.state === 'delivered');
    expect(attempts()).toEqual([
      [500, 1_000],
      [302, 2_000],
      [404, 3_000],
      [200, null],
    ]);
    expect(new Set(world.received.map(({ body }) => body)).size).toBe(1);
    // Each attempt is signed anew, with its own time, or a late one would be too old to be believed.
    expect(new Set(world.received.map(({ signature }) => signature)).size).toBe(4);
  });

  it('are given up after the last attempt, and can be sent again by hand', async () => {
    await using world = await createWorld({ stepMs: 1_000, autoPay: false, webhookAttemptsMax: 1 });
    world.answers.push(500);
    await world.createSession();
    world.time.advance(1_000);
    const delivery = await eventually(() =>
      world.sandbox.control.webhooks().find(({ state }) => state === 'given_up'),
    );
    expect(world.sandbox.control.resend(delivery.event.id).ok).toBe(true);
    await eventually(() => world.sandbox.control.webhooks()[0]?.state === 'delivered');
    expect(world.sandbox.control.resend('evt_nothing').ok).toBe(false);
  });
});
