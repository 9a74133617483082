import { assert, refuse } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Provider } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { createSmallWorld, sampleObservation } from '../testing/small-world.ts';
import { listenForOrderNews } from './order-news.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

/** A transaction whose provider has taken its order, and a provider that tells news of it when it is told to. */
async function openNews() {
  const world = createSmallWorld();
  const { id } = await world.confirm(CUSTOMER);
  await world.engine.idle();
  const [attempt] = (await world.read(id)).attempts;
  assert(attempt, 'it was sent');
  const order: Lookup = { ...attempt, attemptId: attempt.id, transactionId: id };
  const looks: (() => void)[] = [];
  let tell = (_order: Lookup): void => assert(false, 'somebody listens');
  let stops = 0;
  const provider: Provider = {
    ...{ id: 'northpay', name: 'Northpay', roles: ['ON_RAMP'], keyLifetimeMs: 1, remembersRefusals: true },
    quote: async () => refuse('unavailable'),
    submit: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    lookup: () =>
      new Promise((resolve) => {
        looks.push(() => resolve(answer.is));
      }),
    listenForNews(hear) {
      tell = hear;
      return {
        stop() {
          stops += 1;
        },
      };
    },
  };
  const answer: { is: LookupAnswer } = { is: { kind: 'found', observation: sampleObservation('done') } };
  const listening = listenForOrderNews({
    ...{ providers: [provider], engine: world.engine, metrics: createMetrics() },
    logger: { warn() {} },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ...{ looks, answer, listening, settle, tell: () => tell(order), stops: () => stops },
    async status() {
      await settle();
      await world.engine.idle();
      return (await world.read(id)).status;
    },
    version: async () => (await world.read(id)).version,
  };
}

describe('news of orders', () => {
  it('M32 makes an order be looked up now, and what is found is what counts', async () => {
    const { tell, looks, status } = await openNews();
    expect(await status()).toBe('SENT_TO_PROVIDER');
    tell();
    expect(looks).toHaveLength(1);
    expect(await status()).toBe('SENT_TO_PROVIDER');
    looks[0]?.();
    expect(await status()).toBe('COMPLETED');
  });

  it('M32 is believed in nothing: where the provider finds nothing, nothing is changed', async () => {
    const { tell, looks, answer, status, version } = await openNews();
    const before = await version();
    answer.is = { kind: 'not_found' };
    tell();
    looks[0]?.();
    expect(await status()).toBe('SENT_TO_PROVIDER');
    answer.is = { kind: 'unknown', detail: 'nobody answers' };
    tell();
    looks[1]?.();
    expect(await status()).toBe('SENT_TO_PROVIDER');
    expect(await version()).toBe(before);
  });

  it('M32 that comes often is looked up once, and once more for all that came meanwhile', async () => {
    const { tell, looks, settle, listening, stops } = await openNews();
    for (let count = 0; count < 10; count += 1) tell();
    expect(looks).toHaveLength(1);
    looks[0]?.();
    await settle();
    await settle();
    expect(looks).toHaveLength(2);
    looks[1]?.();
    await settle();
    await settle();
    expect(looks).toHaveLength(2);
    await listening.stop();
    expect(stops()).toBe(1);
  });
});
