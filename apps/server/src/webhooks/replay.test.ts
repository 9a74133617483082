import { createId, createSeededRandom } from '@diboas/kernel';
import { replayWaiting, StoreUnavailableError } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createSmallWorld } from '../testing/small-world.ts';
import { createWebhookParts, providerEvent, signedByProvider } from '../testing/webhook-parts.ts';
import { receiveWebhook } from './receive.ts';

/** A customer with a payment under way at a provider. */
async function createScene() {
  const world = createSmallWorld();
  const parts = await createWebhookParts(world);
  const receive = (body: Buffer) => {
    const headers = signedByProvider(body, world.clock.at);
    const unsigned = { isFlood: async () => false, noteStranger: async () => {} };
    return receiveWebhook(parts, { providerId: 'northpay', headers, body, ...unsigned });
  };
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(8), bucket: 0 });
  const transaction = await world.confirm(customerId);
  const ids = { transactionId: transaction.id, attemptId: transaction.attempts[0]?.id ?? '' };
  const acts = () => world.store.audit().map(({ actor, act, detail }) => ({ actor, act, detail }));
  return { ...world, parts, receive, ids, acts };
}

describe('a signed webhook that nobody can read', () => {
  it('is kept once, answered with yes, and stays until the adapter can read it', async () => {
    const scene = await createScene();
    const body = providerEvent(scene.ids, 'unheard_of');
    expect((await scene.receive(body)).ok).toBe(true);
    expect((await scene.receive(body)).ok).toBe(true);
    expect(await scene.store.waitingEvents(10)).toHaveLength(1);
    expect(await replayWaiting(scene.parts)).toEqual(new Map([['unreadable', 1]]));
    expect((await scene.read(scene.ids.transactionId)).status).toBe('SENT_TO_PROVIDER');
  });

  it('is applied once when it can be read, and that somebody asked for it is audited', async () => {
    const scene = await createScene();
    const event = { provider: 'northpay', eventId: 'kept', type: 'unreadable', occurredAt: 1, receivedAt: 1 };
    const payload = providerEvent(scene.ids, 'working').toString('utf8');
    await scene.store.quarantine({ ...event, payload });
    expect(await replayWaiting(scene.parts)).toEqual(new Map([['applied', 1]]));
    expect((await scene.read(scene.ids.transactionId)).status).toBe('PROVIDER_PROCESSING');
    expect(await replayWaiting(scene.parts)).toEqual(new Map());
    expect(scene.acts()).toEqual([
      { actor: 'operator', act: 'webhooks_replayed', detail: {} },
      { actor: 'operator', act: 'webhooks_replayed', detail: {} },
    ]);
  });
});

describe('a signed webhook that fails by a fault of ours', () => {
  it('is kept after it failed alone twice, answered with yes, and applied by a replay once that is mended [webhook.bug]', async () => {
    const scene = await createScene();
    await scene.engine.idle();
    const { commit } = scene.store;
    let failures = 2;
    const broken: typeof commit = (...args) => {
      failures -= 1;
      return failures < 0 ? commit(...args) : Promise.reject(new RangeError('a column does not take it'));
    };
    Object.assign(scene.store, { commit: broken });
    expect((await scene.receive(providerEvent(scene.ids, 'working'))).ok).toBe(true);
    expect(await scene.read(scene.ids.transactionId)).toMatchObject({
      openItems: [{ cause: 'input_failed' }],
    });
    expect(await scene.store.waitingEvents(10)).toHaveLength(1);
    expect(scene.acts()).toMatchObject([{ actor: 'northpay', act: 'webhook_failed' }]);
    expect(await replayWaiting(scene.parts)).toEqual(new Map([['applied', 1]]));
    expect((await scene.read(scene.ids.transactionId)).status).toBe('PROVIDER_PROCESSING');
  });

  it('keeps no other event from being replayed while the fault is there, and waits on', async () => {
    const scene = await createScene();
    await scene.engine.idle();
    const event = { provider: 'northpay', type: 'unreadable', occurredAt: 1 };
    const processing = providerEvent(scene.ids, 'working').toString('utf8');
    await scene.store.quarantine({ ...event, eventId: 'faulty', receivedAt: 1, payload: processing });
    await scene.store.quarantine({ ...event, eventId: 'good', receivedAt: 2, payload: processing });
    const { commit } = scene.store;
    const faulty: typeof commit = (bucket, scope, decide) =>
      scope.inboxEvents.some(({ eventId }) => eventId.endsWith('faulty'))
        ? Promise.reject(new RangeError('a column does not take it'))
        : commit(bucket, scope, decide);
    Object.assign(scene.store, { commit: faulty });
    expect(await replayWaiting(scene.parts)).toEqual(
      new Map([
        ['failed', 1],
        ['applied', 1],
      ]),
    );
    expect((await scene.store.waitingEvents(10)).map(({ eventId }) => eventId)).toEqual(['faulty']);
    Object.assign(scene.store, { commit: () => Promise.reject(new StoreUnavailableError('away')) });
    await expect(replayWaiting(scene.parts)).rejects.toThrow('not available');
  });

  it('is not kept while the database is away: the provider sends it again', async () => {
    const scene = await createScene();
    Object.assign(scene.store, { commit: () => Promise.reject(new StoreUnavailableError('away')) });
    await expect(scene.receive(providerEvent(scene.ids, 'working'))).rejects.toThrow('not available');
    expect(await scene.store.waitingEvents(10)).toEqual([]);
  });
});
