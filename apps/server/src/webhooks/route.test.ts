import { createId, createSeededRandom } from '@diboas/kernel';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../http/server.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { createWebhookParts, providerEvent, signedByProvider } from '../testing/webhook-parts.ts';
import { mountWebhooks } from './route.ts';

let app: Awaited<ReturnType<typeof createHttpServer>> | null = null;
afterEach(() => app?.close());

async function createScene(strangersPerMinute: number) {
  const world = createSmallWorld();
  const parts = await createWebhookParts(world);
  const server = await createHttpServer({
    ...{
      publicUrl: 'http://127.0.0.1:3000',
      trustedProxies: [],
      addressKey: 'tests',
      requestsPerMinute: 1_000,
      webDist: null,
    },
    ...{ logger: pino({ level: 'silent' }), metrics: parts.metrics },
    mount: (on) => mountWebhooks(on, { ...parts, strangersPerMinute }),
  });
  app = server;
  const send = async (body: Buffer, headers: Record<string, string>, remoteAddress: string) => {
    const sent = { ...headers, 'content-type': 'application/json' };
    const url = '/v1/webhooks/northpay';
    return (await server.inject({ method: 'POST', url, headers: sent, payload: body, remoteAddress }))
      .statusCode;
  };
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(8), bucket: 0 });
  const transaction = await world.confirm(customerId);
  const ids = { transactionId: transaction.id, attemptId: transaction.attempts[0]?.id ?? '' };
  return { ...world, ids, send };
}

const STRANGER = '203.0.113.9';

describe('webhooks without a good signature', () => {
  it('are audited by their number, and keep no signed one out', async () => {
    const { store, clock, ids, send, read } = await createScene(3);
    const body = providerEvent(ids, 'working');
    const forge = () => send(body, { 'example-signature': `t=${clock.at / 1_000},v1=00` }, STRANGER);
    const answers = [await forge(), await forge(), await forge(), await forge(), await forge()];
    expect(answers).toEqual([401, 401, 401, 429, 429]);
    expect(store.audit().map(({ act, detail }) => [act, detail])).toEqual([['webhook_forged', { count: 1 }]]);
    expect((await read(ids.transactionId)).status).toBe('SENT_TO_PROVIDER');
    expect(await send(body, {}, '203.0.113.10')).toBe(401);

    expect(await send(body, signedByProvider(body, clock.at), STRANGER)).toBe(200);
    expect((await read(ids.transactionId)).status).toBe('PROVIDER_PROCESSING');

    await app?.close();
    expect(store.audit().at(-1)).toMatchObject({ act: 'webhook_forged', detail: { count: 5 } });
    expect(store.audit().filter(({ act }) => act === 'webhook_forged')).toHaveLength(2);
  });
});
