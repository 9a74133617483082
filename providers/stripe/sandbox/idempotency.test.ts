import { DAY_MS } from '@diboas/kernel';
import { eventually } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { cardParams, createWorld, failureOf } from './testing/world.ts';

describe('an idempotency key', () => {
  it('with the same parameters, in any order, gives the first answer again', async () => {
    await using world = await createWorld();
    const first = await world.createSession({}, 'key-1');
    world.time.advance(1_500);
    const reversed = Object.fromEntries(Object.entries(cardParams()).reverse());
    const again = await world.createSession(reversed, 'key-1');
    expect(again).toEqual(first);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.headers['request-id']);
    expect(world.sessions()).toHaveLength(1);
  });

  it('with other parameters is refused', async () => {
    await using world = await createWorld();
    await world.createSession({}, 'key-1');
    const failure = await failureOf(world.createSession({ source_amount: '101.00' }, 'key-1'));
    expect(failure).toMatchObject({
      statusCode: 400,
      type: 'StripeIdempotencyError',
      rawType: 'idempotency_error',
    });
    expect(world.sessions()).toHaveLength(1);
  });

  it('of a request that is still running is refused with 409, and works once that has ended', async () => {
    await using world = await createWorld();
    world.sandbox.control.setFaults([{ kind: 'latency', ms: 1_000, remaining: 1 }]);
    const running = world.createSession({}, 'key-1');
    await eventually(() => world.sandbox.control.log(0, 100).some((entry) => entry.kind === 'fault'));
    const failure = await failureOf(world.createSession({}, 'key-1'));
    expect(failure).toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
      rawType: 'idempotency_error',
    });
    expect(failure.headers?.['stripe-should-retry']).toBe('true');
    world.time.advance(1_000);
    const session = await running;
    expect((await world.createSession({}, 'key-1')).id).toBe(session.id);
  });

  it('is not used up by parameters that are refused', async () => {
    await using world = await createWorld();
    expect(await failureOf(world.createSession({ source_amount: 'ten' }, 'key-1'))).toMatchObject({
      statusCode: 400,
    });
    const session = await world.createSession({}, 'key-1');
    expect(session.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  it('gives a saved error again, also a 500 after execution', async () => {
    await using world = await createWorld();
    world.sandbox.control.setFaults([{ kind: 'server_error_after', remaining: 1 }]);
    expect(await failureOf(world.createSession({}, 'key-1'))).toMatchObject({ statusCode: 500 });
    expect(world.sessions()).toHaveLength(1);
    const again = await failureOf(world.createSession({}, 'key-1'));
    expect(again).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    expect(again.headers?.['idempotent-replayed']).toBe('true');
    expect(world.sessions()).toHaveLength(1);
  });

  it('is forgotten after 24 hours', async () => {
    await using world = await createWorld();
    const first = await world.createSession({}, 'key-1');
    world.time.advance(DAY_MS);
    expect((await world.createSession({}, 'key-1')).id).not.toBe(first.id);
  });

  it('longer than 255 characters is refused', async () => {
    await using world = await createWorld();
    expect(await failureOf(world.createSession({}, 'k'.repeat(256)))).toMatchObject({ statusCode: 400 });
    expect((await world.createSession({}, 'k'.repeat(255))).status).toBe('initialized');
  });
});
