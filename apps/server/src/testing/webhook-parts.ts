import { example } from '@diboas/example';
import { standIn } from '@diboas/example/testing';
import { assert, bucketOf, createId, createSeededRandom, type Instant } from '@diboas/kernel';
import { NO_CHAINS } from '@diboas/providers-kit';
import type { ToldStage } from '@diboas/providers-kit/contract';
import { createMetrics } from '../telemetry/metrics.ts';
import { NOBODYS_IDENTITY } from './parts.ts';
import type { SmallWorld } from './small-world.ts';

const SECRET = 'secret-of-these-tests';

/** What takes in the webhooks of a real adapter, in a small world. */
export async function createWebhookParts({ store, engine, clock }: SmallWorld) {
  const random = createSeededRandom(8);
  const configured = example.configure({
    ...{ EXAMPLE_API_KEY: 'test_webhooks', EXAMPLE_WEBHOOK_SECRET: SECRET },
    EXAMPLE_BASE_URL: 'http://127.0.0.1:9',
  });
  assert(configured.ok && configured.value, 'the settings are whole');
  const { onRamp } = await configured.value.open({
    ...{ world: 'sandbox', timeoutMs: 1_000, now: clock.now, ...NO_CHAINS },
    ...{ reportCredentials: () => {}, worth: () => null },
  });
  return {
    // Under the name of the provider that the terms of the small world name.
    ...{ providers: new Map([['northpay', { ...onRamp, id: 'northpay' }]]), engine, clock },
    ...{ audit: store, quarantine: store, metrics: createMetrics() },
    identities: NOBODYS_IDENTITY,
    createId: (text: string) => createId({ now: clock.now(), random, bucket: bucketOf(text) }),
  };
}

/** The headers with which the provider would send this. */
export function signedByProvider(body: Buffer, at: Instant): Record<string, string> {
  return standIn.sign(body.toString('utf8'), { secret: SECRET, at });
}

/** What the provider would send about this attempt. */
export function providerEvent(ids: { transactionId: string; attemptId: string }, stage: ToldStage): Buffer {
  const order = { ...ids, reference: 'ses_1', paid: '103.53', delivered: '100.500000', destination: '' };
  return Buffer.from(standIn.tell(order, stage, { id: `evt_${stage}`, at: 1_000 }));
}
