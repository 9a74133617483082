import { createHmac } from 'node:crypto';
import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { createStripeOnramp } from '@diboas/providers';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../metrics.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { receiveWebhook } from './receive.ts';
import { replayWaiting } from './replay.ts';

const SECRET = 'whsec_replay';

function createScene() {
  const world = createSmallWorld();
  const random = createSeededRandom(8);
  const stripe = createStripeOnramp({
    apiKey: 'sk_test_replay',
    webhookSecret: SECRET,
    baseUrl: 'http://127.0.0.1:9',
    timeoutMs: 1_000,
    now: world.clock.now,
  });
  const parts = {
    ...{ providers: new Map([[stripe.id, stripe]]), engine: world.engine, clock: world.clock },
    ...{ audit: world.store, quarantine: world.store, metrics: createMetrics() },
    createId: (text: string) => createId({ now: world.clock.at, random, bucket: bucketOf(text) }),
  };
  const receive = (body: Buffer) => {
    const seconds = Math.floor(world.clock.at / 1_000);
    const signature = createHmac('sha256', SECRET).update(`${seconds}.`).update(body).digest('hex');
    const headers = { 'stripe-signature': `t=${seconds},v1=${signature}` };
    return receiveWebhook(parts, { providerId: 'stripe', headers, body });
  };
  return { ...world, parts, receive, random };
}

/** What Stripe would send about this attempt. */
function eventBody(ids: { transactionId: string; attemptId: string }, status: string): Buffer {
  const session = {
    id: 'cos_1',
    object: 'crypto.onramp_session',
    status,
    redirect_url: null,
    metadata: { diboas_transaction_id: ids.transactionId, diboas_attempt_id: ids.attemptId },
    transaction_details: {
      source_amount: '100.50',
      source_currency: 'usd',
      destination_amount: '100.500000',
      destination_currency: 'usdc',
      destination_network: 'solana',
      wallet_address: null,
      transaction_id: null,
      fees: { network_fee_amount: '0.01', transaction_fee_amount: '3.02' },
    },
  };
  const type = 'crypto.onramp_session.updated';
  return Buffer.from(JSON.stringify({ id: `evt_${status}`, type, created: 1, data: { object: session } }));
}

describe('a signed webhook that nobody can read', () => {
  it('is kept once, answered with yes, and stays until the adapter can read it', async () => {
    const scene = createScene();
    const customerId = createId({ now: scene.clock.at, random: scene.random, bucket: 0 });
    const transaction = await scene.confirm(customerId);
    const ids = { transactionId: transaction.id, attemptId: transaction.attempts[0]?.id ?? '' };
    const body = eventBody(ids, 'a_status_of_next_year');
    expect((await scene.receive(body)).ok).toBe(true);
    expect((await scene.receive(body)).ok).toBe(true);
    expect(await scene.store.waitingEvents(10)).toHaveLength(1);
    expect(await replayWaiting(scene.parts)).toEqual(new Map([['unreadable', 1]]));
    expect((await scene.store.transaction(transaction.id))?.status).toBe('SENT_TO_PROVIDER');
  });

  it('is applied once when it can be read', async () => {
    const scene = createScene();
    const customerId = createId({ now: scene.clock.at, random: scene.random, bucket: 0 });
    const transaction = await scene.confirm(customerId);
    const ids = { transactionId: transaction.id, attemptId: transaction.attempts[0]?.id ?? '' };
    const event = { provider: 'stripe', eventId: 'kept', type: 'unreadable', occurredAt: 1, receivedAt: 1 };
    const payload = eventBody(ids, 'fulfillment_processing').toString('utf8');
    await scene.store.quarantine({ ...event, payload });
    expect(await replayWaiting(scene.parts)).toEqual(new Map([['applied', 1]]));
    expect((await scene.store.transaction(transaction.id))?.status).toBe('PROVIDER_PROCESSING');
    expect(await replayWaiting(scene.parts)).toEqual(new Map());
  });
});
