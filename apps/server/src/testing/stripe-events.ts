import { createHmac } from 'node:crypto';
import { assert, bucketOf, createId, createSeededRandom, type Instant } from '@diboas/kernel';
import { stripe as manifest } from '@diboas/stripe';
import { createMetrics } from '../telemetry/metrics.ts';
import type { SmallWorld } from './small-world.ts';

const SECRET = 'whsec_test';

/** What takes in the webhooks of the real adapter, in a small world. */
export function createWebhookParts({ store, engine, clock }: SmallWorld) {
  const random = createSeededRandom(8);
  const configured = manifest.configure({
    STRIPE_BASE_URL: 'http://127.0.0.1:9',
    STRIPE_API_KEY: 'sk_test_webhooks',
    STRIPE_WEBHOOK_SECRET: SECRET,
  });
  assert(configured.ok && configured.value, 'the settings are whole');
  const { onRamp: stripe } = configured.value.open({
    ...{ world: 'sandbox', timeoutMs: 1_000, now: clock.now },
    reportCredentials: () => {},
  });
  return {
    ...{ providers: new Map([[stripe.id, stripe]]), engine, clock },
    ...{ audit: store, quarantine: store, metrics: createMetrics() },
    createId: (text: string) => createId({ now: clock.now(), random, bucket: bucketOf(text) }),
  };
}

/** The headers with which Stripe would send this. */
export function signedByStripe(body: Buffer, at: Instant): Record<string, string> {
  const seconds = Math.floor(at / 1_000);
  const signature = createHmac('sha256', SECRET).update(`${seconds}.`).update(body).digest('hex');
  return { 'stripe-signature': `t=${seconds},v1=${signature}` };
}

/** What Stripe would send about this attempt. */
export function stripeEvent(ids: { transactionId: string; attemptId: string }, status: string): Buffer {
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
