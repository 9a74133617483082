import { connect, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { showTransaction } from '../api/transactions/view.ts';
import { createHttpServer } from '../http/server.ts';
import { mountHealth } from '../pages/health.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createSmallWorld, VIEWED } from '../testing/small-world.ts';
import { createLiveHub, type HubPace } from './hub.ts';
import { type LiveRouteOptions, mountLive } from './upgrade.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const SESSION = {
  ...{ id: 'session-1', customerId: CUSTOMER, email: 'ana@example.com' },
  ...{ usedAt: 0, idleEndsAt: 0, expiresAt: 0 },
};

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

interface Given extends Partial<Pick<LiveRouteOptions, 'isStopping' | 'upgradesPerMinute'>> {
  readonly session?: LiveRouteOptions['signIn']['session'];
  readonly requestsPerMinute?: number;
  readonly pace?: Partial<HubPace>;
}

/** A server that takes upgrades, with the given answers to who is signed in and whether it stops. */
async function listen({
  session = async () => SESSION,
  requestsPerMinute = 1_000,
  pace = {},
  ...given
}: Given) {
  const world = createSmallWorld();
  const metrics = createMetrics();
  const hub = createLiveHub({
    reader: world.store,
    standing: async (ids) => new Set(ids),
    viewOf: (one) => showTransaction(one, { ...VIEWED, now: world.clock.now() }),
    now: world.clock.now,
    prices: { priceOf: () => null },
    metrics,
    onError: (error) => expect.fail(String(error)),
    pace,
  });
  const isStopping = given.isStopping ?? (() => false);
  const app = await createHttpServer({
    ...{
      publicUrl: 'http://127.0.0.1:3000',
      trustedProxies: [],
      addressKey: 'tests',
      requestsPerMinute,
      webDist: null,
    },
    ...{ logger: pino({ level: 'silent' }), metrics },
    async mount(server) {
      mountHealth(server, { pingDatabase: async () => {}, isStopping, metrics, rates: () => [] });
      mountLive(server, { hub, signIn: { session }, origins: [], isStopping, ...given });
    },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  opened.push({ close: () => app.close() }, hub);
  const address = app.server.address();
  return { server: app.server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

/** Asks for an upgrade and reads the answer. The connection stays open on this side, whatever the server does. */
function ask(port: number, path = '/v1/live', version = '13'): Promise<{ socket: Socket; answer: string }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    opened.push({ close: () => socket.destroy() });
    socket.on('error', () => {});
    const handshake = `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: ${version}`;
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${handshake}\r\n\r\n`,
    );
    socket.once('data', (data) => resolve({ socket, answer: String(data) }));
  });
}

const statusOf = async (port: number, path?: string) => Number((await ask(port, path)).answer.slice(9, 12));

const connections = (server: Awaited<ReturnType<typeof listen>>['server']) =>
  new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

describe('an upgrade that is refused', () => {
  it('leaves the server standing when the other side breaks the connection off', async () => {
    const { server, port } = await listen({ session: async () => null });
    const { socket, answer } = await ask(port);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    socket.resetAndDestroy();
    await expect.poll(() => connections(server)).toBe(0);
    expect((await ask(port)).answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is over, even when the other side never hangs up', async () => {
    const { server, port } = await listen({ session: async () => null });
    await ask(port);
    await expect.poll(() => connections(server)).toBe(0);
  });

  it('is answered like any request: a problem document with every header', async () => {
    const { port } = await listen({ session: async () => null });
    const { answer } = await ask(port);
    expect(answer).toContain('application/problem+json');
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/);
    expect(answer).toContain('nosniff');
  });

  it('because of its handshake says which version is spoken', async () => {
    const { port } = await listen({});
    const { answer } = await ask(port, '/v1/live', '7');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('sec-websocket-version: 13');
  });
});

describe('upgrades', () => {
  it('count as requests of their address', async () => {
    const { port } = await listen({ requestsPerMinute: 3 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push(await statusOf(port));
    expect(statuses).toEqual([101, 101, 101, 429]);
    const { answer } = await ask(port);
    expect(answer).toMatch(/retry-after: [1-9]/);
  });

  it('are limited for each person, wherever they come from', async () => {
    const { port } = await listen({ upgradesPerMinute: 2 });
    expect([await statusOf(port), await statusOf(port), await statusOf(port)]).toEqual([101, 101, 429]);
  });

  it('find no room on a node that is full, and hear when to come again', async () => {
    const { port } = await listen({ pace: { nodeSocketsMax: 1 } });
    expect(await statusOf(port)).toBe(101);
    const { answer } = await ask(port);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('retry-after: 30');
  });

  it('are offers that any other path ignores', async () => {
    const { port } = await listen({});
    expect(await statusOf(port, '/v1/health/live')).toBe(200);
    expect(await statusOf(port, '/v1/else')).toBe(404);
  });
});

describe('an upgrade on its way when the server is asked to stop', () => {
  it('is refused, for nobody would close it any more', async () => {
    let stopping = false;
    const { port } = await listen({
      async session() {
        stopping = true;
        return SESSION;
      },
      isStopping: () => stopping,
    });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`);
    opened.push({ close: () => socket.terminate() });
    socket.on('error', () => {});
    const status = await new Promise((resolve) => {
      socket.once('open', () => resolve(101));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
    expect(status).toBe(503);
  });
});
