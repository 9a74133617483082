import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { problem } from '@diboas/protocol';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { createHttpServer, type HttpServerOptions } from './server.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

const BIG = 'x'.repeat(8 * 1_024 * 1_024);

async function listen(
  changes: Partial<Pick<HttpServerOptions, 'times' | 'connections' | 'requestsPerMinute'>> = {},
) {
  const logged: string[] = [];
  const app = await createHttpServer({
    ...{ publicUrl: 'http://127.0.0.1:3000', trustedProxies: [], requestsPerMinute: 1_000, webDist: null },
    ...{ addressKey: 'tests', metrics: createMetrics() },
    logger: pino({ level: 'error' }, { write: (line) => logged.push(line) }),
    ...changes,
    async mount(server) {
      server.get('/big', { schema: { hide: true } }, async () => BIG);
      server.post('/take', { schema: { hide: true } }, async () => ({ taken: true }));
    },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  opened.push(app);
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const connections = () =>
    new Promise<number>((resolve) => app.server.getConnections((_error, count) => resolve(count)));
  return { port, connections, logged };
}

/** Opens a connection that never hangs up itself. */
function open(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  opened.push({ close: () => socket.destroy() });
  return socket;
}

/** Sends bytes and gives what comes back until the server is done with the connection, or has been quiet for long. */
async function exchange(port: number, sent: string): Promise<string> {
  const socket = open(port);
  let got = '';
  socket.on('data', (chunk) => {
    got += String(chunk);
  });
  const over = new Promise<void>((resolve) => {
    socket.once('end', () => resolve());
    socket.once('close', () => resolve());
  });
  socket.write(sent);
  await Promise.race([over, delay(3_000)]);
  return got;
}

function problemIn(answer: string) {
  expect(answer).toContain('application/problem+json');
  return problem.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)));
}

const CLOSE = 'Connection: close\r\n';
const POST = `POST /take HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${CLOSE}`;

describe('what is not readable as a request', () => {
  it.each([
    [400, 'no host', `GET /big HTTP/1.1\r\n${CLOSE}\r\n`],
    [400, 'two hosts', `GET /big HTTP/1.1\r\nHost: x\r\nhost: y\r\n${CLOSE}\r\n`],
    [400, 'no HTTP at all', 'hello\r\n\r\n'],
    [400, 'two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    [400, 'a length and chunks', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`],
    [400, 'a bad chunk', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    [400, 'broken JSON', `${POST}Content-Length: 1\r\n\r\n{`],
    [413, 'a body that is too large', `${POST}Content-Length: 9999999\r\n\r\n{}`],
    [
      415,
      'a body of another type',
      `POST /take HTTP/1.1\r\nHost: x\r\n${CLOSE}Content-Type: a/b\r\nContent-Length: 1\r\n\r\n1`,
    ],
    [417, 'an expectation', `${POST}Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}`],
    [431, 'headers without end', `GET /big HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    [404, 'a path with a percent sign too many', `GET /%zz HTTP/1.1\r\nHost: x\r\n${CLOSE}\r\n`],
  ])('is answered %i with a problem document: %s', async (status, _what, sent) => {
    const { port, logged } = await listen();
    const answer = await exchange(port, sent);
    const expected = status === 404 ? [400, 404] : [status];
    expect(expected).toContain(Number(answer.slice(9, 12)));
    expect(problemIn(answer).status).toBe(Number(answer.slice(9, 12)));
    expect(logged).toEqual([]);
  });
});

describe('who sends too slowly', () => {
  const times = { headMs: 100, requestMs: 200, lookEveryMs: 50 };

  it('is told, and let go, though they never hang up', async () => {
    const { port, connections } = await listen({ times });
    const sockets = Array.from({ length: 20 }, () => open(port));
    const answers = sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve)));
    for (const socket of sockets) socket.write('GET /big HTTP/1.1\r\nHo');
    for (const answer of answers) expect(String(await answer)).toMatch(/^HTTP\/1\.1 408 /);
    await expect.poll(connections).toBe(0);
  });

  it('is told so for a body too, and it is no fault of ours', async () => {
    const { port, connections, logged } = await listen({ times });
    const answer = await exchange(port, `${POST}Content-Length: 100\r\n\r\n{`);
    expect(problemIn(answer).code).toBe('request_timeout');
    await expect.poll(connections).toBe(0);
    expect(logged).toEqual([]);
  });

  it('is told so by the deadline for answers too', async () => {
    const { port, logged } = await listen({ times: { answerMs: 100 } });
    const answer = await exchange(port, `${POST}Content-Length: 100\r\n\r\n{`);
    expect(problemIn(answer).code).toBe('request_timeout');
    expect(logged).toEqual([]);
  });
});

describe('who reads nothing', () => {
  it('does not keep an answer waiting for long', async () => {
    const { port, connections } = await listen({ connections: { lookEveryMs: 30, slowLooksMax: 3 } });
    const sockets = Array.from({ length: 10 }, () => open(port).pause());
    const sent = sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve)));
    for (const socket of sockets) socket.write('GET /big HTTP/1.1\r\nHost: x\r\n\r\n');
    await Promise.all(sent);
    await expect.poll(connections).toBe(0);
  });

  it('is whoever stays still, whatever they were about to do', async () => {
    const { port, connections } = await listen({ times: { stillMs: 100 } });
    open(port);
    await expect.poll(connections).toBe(1);
    await expect.poll(connections).toBe(0);
  });
});

describe('connections', () => {
  it('are so many from one address, and so many in all', async () => {
    const { port, connections } = await listen({ connections: { addressMax: 3 } });
    for (let count = 0; count < 10; count += 1) open(port);
    await expect.poll(connections).toBe(3);
    const other = await listen({ connections: { max: 2 } });
    for (let count = 0; count < 10; count += 1) open(other.port);
    await expect.poll(other.connections).toBe(2);
  });
});
