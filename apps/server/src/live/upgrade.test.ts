import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createMetrics } from '../metrics.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { transactionView } from '../views/transaction-view.ts';
import { createLiveHub } from './hub.ts';
import { acceptLiveStreams, type UpgradeOptions } from './upgrade.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const SESSION = { id: 'session-1', customerId: CUSTOMER, email: 'ana@example.com', expiresAt: 0 };

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** A server that takes upgrades, with the given answers to who is signed in and whether it stops. */
async function listen(
  session: UpgradeOptions['signIn']['session'],
  isStopping = () => false,
): Promise<{ server: Server; port: number; errors: unknown[] }> {
  const world = createSmallWorld();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const hub = createLiveHub({
    reader: world.store,
    viewOf: (one) => transactionView(one, { now: world.clock.now(), providerName: (name) => name }),
    now: world.clock.now,
    metrics: createMetrics(),
    onError,
  });
  const server = createServer();
  const signIn = { session };
  acceptLiveStreams(server, { hub, signIn, origins: [], isStopping, onError });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(hub, server);
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0, errors };
}

/** Asks for an upgrade and reads the answer. The connection stays open on this side, whatever the server does. */
function ask(port: number): Promise<{ socket: Socket; answer: string }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    opened.push({ close: () => socket.destroy() });
    socket.write('GET /v1/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.once('data', (data) => resolve({ socket, answer: String(data) }));
  });
}

const connections = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

describe('an upgrade that is refused', () => {
  it('leaves the server standing when the other side breaks the connection off', async () => {
    const { server, port } = await listen(async () => null);
    const { socket, answer } = await ask(port);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    socket.resetAndDestroy();
    await expect.poll(() => connections(server)).toBe(0);
    expect((await ask(port)).answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is over, even when the other side never hangs up', async () => {
    const { server, port } = await listen(async () => null);
    await ask(port);
    await expect.poll(() => connections(server)).toBe(0);
  });

  it('because the database is away says when to come again', async () => {
    const lost = new Error('lost');
    const { port, errors } = await listen(async () => Promise.reject(lost));
    const { answer } = await ask(port);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('\r\nretry-after: 2\r\n');
    expect(errors).toEqual([lost]);
  });
});

describe('an upgrade on its way when the server is asked to stop', () => {
  it('is refused, for nobody would close it any more', async () => {
    let stopping = false;
    const { port } = await listen(
      async () => {
        stopping = true;
        return SESSION;
      },
      () => stopping,
    );
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
