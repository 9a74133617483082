import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { createHttpServer } from './server.ts';

let app: Awaited<ReturnType<typeof createHttpServer>> | null = null;
afterEach(() => app?.close());

describe('a request that waits for a database which neither answers nor is gone', () => {
  it('is told to come again, and what comes of it later harms nobody', async () => {
    const late = Promise.withResolvers<void>();
    let over = false;
    app = await createHttpServer({
      ...{
        publicUrl: 'http://127.0.0.1:3000',
        trustedProxies: [],
        addressKey: 'tests',
        requestsPerMinute: 100,
        webDist: null,
      },
      ...{ logger: pino({ level: 'silent' }), metrics: createMetrics(), times: { answerMs: 20 } },
      async mount(server) {
        server.get('/hangs', { schema: { hide: true } }, async () => {
          await late.promise.finally(() => {
            over = true;
          });
        });
      },
    });
    const answer = await app.inject('/hangs');
    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
    expect(answer.headers['retry-after']).toBe('2');
    late.reject(new Error('lost'));
    await expect.poll(() => over).toBe(true);
  });
});
