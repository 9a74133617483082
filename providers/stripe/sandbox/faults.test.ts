import { request } from 'node:http';
import type { FaultInput } from '@diboas/sandbox-kit';
import { eventually } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, stripeClient, type World } from './testing/world.ts';

const PATH = '/v1/crypto/onramp_sessions';

/** A POST by hand, for faults that cut the connection: the SDK repeats those once by itself, whatever its settings. */
function rawPost(world: World, key: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { authorization: 'Bearer sk_test_sandbox', 'idempotency-key': key };
    const call = request(`${world.url}${PATH}`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    call.end('source_amount=10.00&source_currency=usd');
  });
}

async function worldWith(faults: readonly FaultInput[], timeoutMs?: number): Promise<World> {
  const world = await createWorld({ stepMs: 1_000 }, timeoutMs);
  world.sandbox.control.setFaults(faults);
  return world;
}

function sessionCount(world: World): number {
  return world.sessions().length;
}

describe('faults of requests', () => {
  it('latency holds the answer back', async () => {
    await using world = await worldWith([{ kind: 'latency', ms: 500, match: { method: 'POST' } }]);
    let answered = false;
    const call = world.createSession().then(() => {
      answered = true;
    });
    await eventually(() => world.sandbox.control.log(0, 10).some((entry) => entry.kind === 'fault'));
    world.time.advance(499);
    // A whole other request and answer fit in here, so the first would have been answered if it could be.
    await world.get(PATH);
    expect(answered).toBe(false);
    expect(sessionCount(world)).toBe(0);
    world.time.advance(1);
    await call;
    expect(answered).toBe(true);
  });

  it('refuse answers as a declined card, executes nothing, and is saved under the key', async () => {
    await using world = await worldWith([
      { kind: 'refuse', decline_code: 'insufficient_funds', remaining: 1 },
    ]);
    const declined = {
      statusCode: 402,
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    };
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject(declined);
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject(declined);
    expect(sessionCount(world)).toBe(0);
    expect((await world.createSession({}, 'key-2')).status).toBe('initialized');
  });

  it('refuse can be a 400 with any code', async () => {
    await using world = await worldWith([{ kind: 'refuse', status: 400, code: 'crypto_onramp_disabled' }]);
    const failure = await failureOf(world.createSession());
    expect(failure).toMatchObject({ type: 'StripeInvalidRequestError', code: 'crypto_onramp_disabled' });
  });

  it('server_error_before answers 500 and executes nothing, so that a repeat works', async () => {
    await using world = await worldWith([{ kind: 'server_error_before', remaining: 1 }]);
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject({ statusCode: 500 });
    expect(sessionCount(world)).toBe(0);
    expect((await world.createSession({}, 'key-1')).status).toBe('initialized');
  });

  it('saved_server_error is saved under the key, and nothing else ever comes of it', async () => {
    await using world = await worldWith([{ kind: 'saved_server_error', remaining: 1 }]);
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject({ statusCode: 500 });
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject({ statusCode: 500 });
    expect(await rawPost(world, 'key-1')).toBe(400);
    const headers = { authorization: 'Bearer sk_test_sandbox', 'idempotency-key': 'key-2' };
    const post = () => fetch(`${world.url}${PATH}`, { method: 'POST', headers });
    world.sandbox.control.setFaults([{ kind: 'saved_server_error', remaining: 1 }]);
    const replayed = [await post(), await post()].map((one) => [
      one.status,
      one.headers.get('idempotent-replayed'),
    ]);
    expect(replayed).toEqual([
      [500, null],
      [500, 'true'],
    ]);
    expect(sessionCount(world)).toBe(0);
  });

  it('server_error_after answers 500 and did execute', async () => {
    await using world = await worldWith([{ kind: 'server_error_after' }]);
    expect(await failureOf(world.createSession())).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    expect(sessionCount(world)).toBe(1);
  });

  it('timeout_before never answers and executes nothing', async () => {
    await using world = await worldWith([{ kind: 'timeout_before', remaining: 1 }], 150);
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject({
      type: 'StripeConnectionError',
    });
    expect(sessionCount(world)).toBe(0);
    expect(
      (await world.createSession({}, 'key-1')).lastResponse.headers['idempotent-replayed'],
    ).toBeUndefined();
  });

  it('timeout_after never answers but did execute, and a repeat finds the first answer', async () => {
    await using world = await worldWith([{ kind: 'timeout_after', remaining: 1 }], 150);
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject({
      type: 'StripeConnectionError',
    });
    expect(sessionCount(world)).toBe(1);
    expect((await world.createSession({}, 'key-1')).lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(sessionCount(world)).toBe(1);
  });

  it('reset_before cuts the connection and executes nothing', async () => {
    await using world = await worldWith([{ kind: 'reset_before', remaining: 1 }]);
    expect(await rawPost(world, 'key-1')).toBe('ECONNRESET');
    expect(sessionCount(world)).toBe(0);
    expect(await rawPost(world, 'key-1')).toBe(200);
  });

  it('reset_after cuts the connection after executing; the SDK alone repeats it and finds the first answer', async () => {
    await using world = await worldWith([{ kind: 'reset_after', remaining: 1 }]);
    const session = await world.createSession({}, 'key-1');
    expect(session.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(sessionCount(world)).toBe(1);
  });

  it('rate_limit says how long to wait, where it is told to', async () => {
    await using world = await worldWith([{ kind: 'rate_limit', retry_after_s: 30 }]);
    expect((await failureOf(world.createSession())).headers).toMatchObject({ 'retry-after': '30' });
    world.sandbox.control.setFaults([{ kind: 'rate_limit' }]);
    expect((await failureOf(world.createSession())).headers).not.toHaveProperty('retry-after');
  });

  it('slow_clock dates answers and signatures by a clock that is behind', async () => {
    await using world = await worldWith([{ kind: 'slow_clock', ms: 600_000 }]);
    const { lastResponse, id } = await world.createSession();
    const behind = world.time.clock.now() - 600_000;
    expect(lastResponse.headers).toMatchObject({ date: new Date(behind).toUTCString() });
    world.sandbox.control.advance(id, 'pay');
    await eventually(() => world.received.length === 2);
    for (const { signature } of world.received) expect(signature).toMatch(`t=${behind / 1_000},`);
  });

  it('rate_limit answers 429', async () => {
    await using world = await worldWith([{ kind: 'rate_limit' }]);
    const failure = await failureOf(world.createSession());
    expect(failure).toMatchObject({ statusCode: 429, type: 'StripeRateLimitError', code: 'rate_limit' });
    expect(sessionCount(world)).toBe(0);
  });

  it('outage answers 503 to everything', async () => {
    await using world = await worldWith([{ kind: 'outage' }]);
    expect(await failureOf(world.createSession())).toMatchObject({ statusCode: 503 });
    expect(await failureOf(world.get(PATH))).toMatchObject({ statusCode: 503 });
  });

  it('outage can refuse connections for a while, and comes back on the same port', async () => {
    await using world = await createWorld();
    const { id } = await world.createSession();
    world.sandbox.control.setFaults([{ kind: 'outage', mode: 'refuse', ms: 60_000 }]);
    await eventually(async () => (await rawPost(world, 'key-1')) === 'ECONNREFUSED');
    const failure = await failureOf(world.getSession(id));
    expect(failure).toMatchObject({ type: 'StripeConnectionError', detail: { code: 'ECONNREFUSED' } });
    world.time.advance(60_000);
    await eventually(async () => (await rawPost(world, 'key-2')) === 200);
    expect((await world.getSession(id)).id).toBe(id);
  });

  it('strike only what they match, as often as they may', async () => {
    await using world = await worldWith([
      { kind: 'rate_limit', match: { method: 'get', path: `${PATH}/*` }, remaining: 2 },
      { kind: 'server_error_before', match: { provider: 'somebody_else' } },
    ]);
    const { id } = await world.createSession();
    expect(await failureOf(world.getSession(id))).toMatchObject({ statusCode: 429 });
    expect(await failureOf(world.getSession(id))).toMatchObject({ statusCode: 429 });
    expect((await world.getSession(id)).id).toBe(id);
    expect(world.sandbox.control.faults()[0]).toMatchObject({ id: 'rate_limit-1', remaining: 0 });
  });
});

describe('faults of sessions', () => {
  it.each([
    [-100, '99.000000'],
    [250, '102.500000'],
  ])('wrong_amount delivers %i hundredths of a percent more', async (bps, delivered) => {
    await using world = await worldWith([{ kind: 'wrong_amount', bps }]);
    const session = await world.createSession();
    expect(session.transaction_details.destination_amount).toBe('100.000000');
    world.time.advance(3_000);
    expect((await world.getSession(session.id)).transaction_details.destination_amount).toBe(delivered);
    expect(world.sandbox.control.executions()[1]).toMatchObject({ kind: 'delivery', amount: delivered });
  });

  it('wrong_charge takes more than was shown, in the fee', async () => {
    await using world = await worldWith([{ kind: 'wrong_charge', bps: 100 }]);
    const session = await world.createSession();
    expect(session.transaction_details.fees).toMatchObject({ transaction_fee_amount: '3.00' });
    world.time.advance(3_000);
    expect((await world.getSession(session.id)).transaction_details).toMatchObject({
      source_amount: '100.00',
      fees: { network_fee_amount: '0.01', transaction_fee_amount: '4.03' },
    });
    const [payment, delivery] = world.sandbox.control.executions();
    expect(payment).toMatchObject({ kind: 'payment', amount: '104.04' });
    expect(delivery).toMatchObject({ kind: 'delivery', amount: '100.000000' });
  });

  it('a wrong charge that was given back was given back whole', async () => {
    await using world = await worldWith([
      { kind: 'wrong_charge', bps: 100 },
      { kind: 'reject_session', at: 'fulfillment' },
    ]);
    await world.createSession();
    world.time.advance(10_000);
    const amounts = world.sandbox.control.executions().map(({ kind, amount }) => [kind, amount]);
    expect(amounts).toEqual([
      ['payment', '104.04'],
      ['refund', '104.04'],
    ]);
  });

  it.each([
    ['kyc', []],
    ['payment', []],
    ['fulfillment', ['payment', 'refund']],
  ] as const)('reject_session ends it at %s', async (at, kinds) => {
    await using world = await worldWith([{ kind: 'reject_session', at }]);
    const { id } = await world.createSession();
    world.time.advance(10_000);
    expect((await world.getSession(id)).status).toBe('rejected');
    expect(world.sandbox.control.executions().map((one) => one.kind)).toEqual(kinds);
  });
});

describe('a payment that fails first', () => {
  const statusesOf = (world: World) =>
    world.received.map(({ body }) => JSON.parse(body).data.object.status as string);

  it('is made again by itself, on a page that stayed open, with failed_then_paid', async () => {
    await using world = await worldWith([{ kind: 'failed_then_paid', ms: 5_000 }]);
    const { id } = await world.createSession();
    world.time.advance(2_000);
    expect(await world.getSession(id)).toMatchObject({
      status: 'requires_payment',
      transaction_details: { last_error: 'transaction_failed' },
    });
    expect(world.sandbox.control.executions()).toEqual([]);
    world.time.advance(6_000);
    expect((await world.getSession(id)).status).toBe('fulfillment_complete');
    expect(world.sandbox.control.executions().map(({ kind }) => kind)).toEqual(['payment', 'delivery']);
    await eventually(() => world.received.length === 3);
    expect(statusesOf(world)).not.toContain('rejected');
  });

  it('waits for the person with second_try', async () => {
    await using world = await worldWith([{ kind: 'second_try' }]);
    const { id, redirect_url: page } = await world.createSession();
    world.time.advance(600_000);
    expect((await world.getSession(id)).status).toBe('requires_payment');
    expect(await (await fetch(page)).text()).toContain('You can try again here');
    world.sandbox.control.advance(id, 'complete');
    expect((await world.getSession(id)).status).toBe('fulfillment_complete');
  });
});

describe('faults of webhooks', () => {
  const statuses = (world: World): string[] =>
    world.received.map(({ body }) => JSON.parse(body).data.object.status as string);

  it('duplicate_webhook sends the same event again', async () => {
    await using world = await worldWith([{ kind: 'duplicate_webhook', copies: 2 }]);
    await world.createSession();
    world.time.advance(1_000);
    await eventually(() => world.received.length === 3);
    expect(new Set(world.received.map(({ body }) => body)).size).toBe(1);
  });

  it('late_webhook sends it later', async () => {
    await using world = await worldWith([{ kind: 'late_webhook', ms: 60_000, remaining: 1 }]);
    await world.createSession();
    world.time.advance(1_000);
    world.time.advance(1_000);
    await eventually(() => world.received.length === 1);
    expect(statuses(world)).toEqual(['fulfillment_processing']);
    world.time.advance(59_000);
    await eventually(() => statuses(world).includes('requires_payment'));
  });

  it('reordered_webhooks sends an event behind the one after it', async () => {
    await using world = await worldWith([{ kind: 'reordered_webhooks', remaining: 1 }]);
    await world.createSession();
    world.time.advance(1_000);
    world.time.advance(1_000);
    await eventually(() => world.received.length === 2);
    expect(statuses(world)).toEqual(['fulfillment_processing', 'requires_payment']);
  });

  it('reordered_webhooks lets an event go when none follows', async () => {
    await using world = await worldWith([{ kind: 'reordered_webhooks', ms: 5_000 }]);
    const { id } = await world.createSession();
    world.sandbox.control.advance(id, 'reject');
    expect(world.received).toEqual([]);
    world.time.advance(5_000);
    await eventually(() => statuses(world)[0] === 'rejected');
  });

  it('drop_webhook sends nothing, until it is asked to', async () => {
    await using world = await worldWith([{ kind: 'drop_webhook', remaining: 1 }]);
    await world.createSession();
    world.time.advance(1_000);
    world.time.advance(1_000);
    await eventually(() => world.received.length === 1);
    expect(statuses(world)).toEqual(['fulfillment_processing']);
    const dropped = world.sandbox.control.webhooks().find((delivery) => delivery.state === 'dropped');
    world.sandbox.control.resend(dropped?.event.id ?? '');
    await eventually(() => statuses(world).includes('requires_payment'));
  });

  it('strike only the status they match', async () => {
    await using world = await worldWith([
      { kind: 'drop_webhook', match: { status: 'fulfillment_complete' } },
    ]);
    await world.createSession();
    for (let step = 0; step < 3; step += 1) world.time.advance(1_000);
    await eventually(() => world.received.length === 2);
    const states = world.sandbox.control
      .webhooks()
      .map((delivery) => [delivery.event.status, delivery.state]);
    expect(states.at(-1)).toEqual(['fulfillment_complete', 'dropped']);
  });

  it('forged_webhook sends one more that claims completion, with a signature that does not verify', async () => {
    await using world = await worldWith([{ kind: 'forged_webhook' }]);
    await world.createSession();
    world.time.advance(1_000);
    await eventually(() => world.received.length === 2);
    const verifies = world.received.map(({ body, signature }) => {
      try {
        const receivedAt = world.time.clock.now();
        const event = stripeClient('http://127.0.0.1:1').webhooks.constructEvent(
          ...([body, signature, 'whsec_sandbox', 300, undefined, receivedAt] as const),
        );
        return event.id;
      } catch {
        return null;
      }
    });
    expect(verifies.filter((id) => id !== null)).toHaveLength(1);
    const forged = world.received[verifies.indexOf(null)];
    expect(JSON.parse(forged?.body ?? '{}').data.object.status).toBe('fulfillment_complete');
  });
});

describe('the choice of faults', () => {
  async function outcomes(seed: number): Promise<string> {
    await using world = await createWorld({ seed });
    world.sandbox.control.setFaults([
      { kind: 'server_error_before', probability: 0.3 },
      { kind: 'rate_limit', probability: 0.3 },
    ]);
    const seen: string[] = [];
    for (let call = 0; call < 30; call += 1) {
      seen.push(
        await world.createSession().then(
          (session) => session.status,
          (error) => error.statusCode,
        ),
      );
    }
    return seen.join(' ');
  }

  it('is the same for the same seed and requests, and another for another seed', async () => {
    const first = await outcomes(1);
    expect(await outcomes(1)).toBe(first);
    expect(await outcomes(2)).not.toBe(first);
    expect(first).toContain('500');
    expect(first).toContain('429');
    expect(first).toContain('initialized');
  });
});
