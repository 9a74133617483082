import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { mountHealth } from '../pages/health.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createHttpServer } from './server.ts';

type App = Awaited<ReturnType<typeof createHttpServer>>;

let app: App | null = null;
afterEach(() => app?.close());

interface Given {
  readonly trustedProxies?: readonly string[];
  readonly requestsPerMinute?: number;
  readonly pingDatabase?: () => Promise<void>;
}

async function serve({ trustedProxies = [], requestsPerMinute = 100, pingDatabase }: Given): Promise<App> {
  const metrics = createMetrics();
  app = await createHttpServer({
    publicUrl: 'http://127.0.0.1:3000',
    trustedProxies,
    addressKey: 'tests',
    requestsPerMinute,
    webDist: null,
    logger: pino({ level: 'silent' }),
    metrics,
    async mount(server) {
      mountHealth(server, {
        pingDatabase: pingDatabase ?? (async () => {}),
        isStopping: () => false,
        metrics,
        rates: () => [],
      });
      server.get('/counted', { schema: { hide: true } }, async () => 'here you are');
    },
  });
  return app;
}

/** What a caller is answered, who comes from an address and says to have come by others. */
async function ask(to: App, path: string, from: string, forwarded?: string): Promise<number> {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await to.inject({ url: path, remoteAddress: from, headers })).statusCode;
}

const STRANGER = '203.0.113.9';

/** Where proxies of ours stand. */
const OURS = ['127.0.0.1', '10.0.0.0/8'];

describe('a caller behind a proxy', () => {
  it('is counted by the address that the proxy saw, whatever the caller claims', async () => {
    const server = await serve({ trustedProxies: OURS, requestsPerMinute: 2 });
    const answers = [];
    for (const claimed of ['198.51.100.1', '198.51.100.2', '198.51.100.3'])
      answers.push(await ask(server, '/counted', '10.0.0.1', `${claimed}, ${STRANGER}`));
    expect(answers).toEqual([200, 200, 429]);
    expect(await ask(server, '/counted', '10.0.0.1', '203.0.113.10')).toBe(200);
  });

  it('is counted apart behind two proxies of ours too', async () => {
    const server = await serve({ trustedProxies: OURS, requestsPerMinute: 1 });
    const through = (caller: string) => ask(server, '/counted', '127.0.0.1', `${caller}, 10.0.0.7`);
    expect([await through(STRANGER), await through(STRANGER), await through('203.0.113.10')]).toEqual([
      200, 429, 200,
    ]);
  });

  it('is believed nothing when it reaches us without the proxy', async () => {
    const server = await serve({ trustedProxies: OURS, requestsPerMinute: 1 });
    const answers = [];
    for (const claimed of ['198.51.100.1', '198.51.100.2'])
      answers.push(await ask(server, '/counted', STRANGER, claimed));
    expect(answers).toEqual([200, 429]);
  });
});

describe('the figures for Prometheus', () => {
  it('are for this machine only', async () => {
    const server = await serve({});
    const figures = await server.inject({ url: '/v1/metrics', remoteAddress: '127.0.0.1' });
    expect(figures.headers['content-type']).toContain('text/plain');
    expect(figures.body).toMatch(/^# HELP /);
    expect(await ask(server, '/v1/metrics', '::1')).toBe(200);
    expect(await ask(server, '/v1/metrics', STRANGER)).toBe(404);
  });

  it.each([[OURS], [[]]])(
    'are not for whom a proxy on this machine passes on: %j',
    async (trustedProxies) => {
      const server = await serve({ trustedProxies });
      expect(await ask(server, '/v1/metrics', '127.0.0.1', STRANGER)).toBe(404);
      expect(await ask(server, '/v1/metrics', '127.0.0.1', `127.0.0.1, ${STRANGER}`)).toBe(404);
      expect(await ask(server, '/v1/metrics', '127.0.0.1', '127.0.0.1')).toBe(404);
    },
  );
});

describe('whether the server is ready', () => {
  it('costs the database one question at a time, however many ask', async () => {
    let asked = 0;
    let answer = () => {};
    const database = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const server = await serve({
      pingDatabase() {
        asked += 1;
        return database;
      },
    });
    const answers = Promise.all(Array.from({ length: 50 }, () => ask(server, '/v1/health/ready', STRANGER)));
    await expect.poll(() => asked).toBeGreaterThan(0);
    answer();
    expect(await answers).toEqual(Array(50).fill(200));
    expect(asked).toBe(1);
    expect(await ask(server, '/v1/health/ready', STRANGER)).toBe(200);
    expect(asked).toBe(2);
  });

  it('says when to ask again while the database is away', async () => {
    const server = await serve({ pingDatabase: async () => Promise.reject(new Error('away')) });
    const answer = await server.inject('/v1/health/ready');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
  });
});
