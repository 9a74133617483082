import { once } from 'node:events';
import { connect } from 'node:net';
import { createRealTimers } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { testConfig } from './config.ts';
import { createSandbox } from './sandbox.ts';
import { DOUBLES, MADE } from './testing/every-double.ts';

/** What no well-behaved client sends, as bytes. */
const RAW: readonly (readonly [string, string | Buffer])[] = [
  ['nothing', ''],
  ['no HTTP', 'GARBAGE\r\n\r\n'],
  ['bytes', Buffer.from([0, 255, 22, 3, 1, 0, 13, 10, 13, 10])],
  ['half a request line', 'GET /v1/crypto'],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
  ['an endless header', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
  ['an endless path', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  [
    'a broken escape',
    'GET /onramp/v1/buy/user/%E0%A4%A/transactions?%=%&pageSize=% HTTP/1.1\r\nHost: a\r\n\r\n',
  ],
  ['a whole address as its path', 'GET http://elsewhere.example/buy HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a star', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['an upgrade', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
  ['an expectation', 'POST / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nContent-Length: 0\r\n\r\n'],
  [
    'both lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a negative length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
  ['a chunk that is no number', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
  [
    'half a body',
    'POST /platform/v2/onramp/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"a":',
  ],
  [
    'a body that is far too large',
    `POST /v1/crypto/onramp_sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n${'x'.repeat(1_200_000)}`,
  ],
  ['odd headers', 'GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \x80\xff\r\nApi-Version: \xe9\r\n\r\n'],
];

describe('malformed requests', () => {
  it('leave every server standing, and are none of its faults', async () => {
    const said: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => said.push(line) });
    const sandbox = createSandbox({
      doubles: DOUBLES,
      config: testConfig(Object.fromEntries(DOUBLES.map(({ id }) => [id, { secrets: MADE }]))),
      ...{ clock: { now: Date.now }, timers: createRealTimers(), logger },
      random: { uint32: () => 7 },
    });
    await sandbox.listen();
    try {
      const { providerUrls, controlUrl } = sandbox;
      for (const url of [...Object.values(providerUrls), controlUrl]) {
        for (const [name, bytes] of RAW) {
          await send(url, bytes);
          expect([name, await isStanding(url)]).toEqual([name, true]);
        }
      }
      expect(said).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});

/** It answers as before: who asks for a key refuses one that is missing, who asks for none knows no such path. */
async function isStanding(url: string): Promise<boolean> {
  const answers = await Promise.all(
    ['/health', '/v1/x', '/platform/v2/x'].map((path) => fetch(`${url}${path}`).then(({ status }) => status)),
  );
  return answers.some((status) => status === 200 || status === 401) || answers.every((one) => one === 404);
}

/** Sends the bytes, and hangs up once the server said something or has taken them all. */
async function send(url: string, bytes: string | Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  await new Promise<void>((resolve) => {
    socket.once('data', () => resolve());
    socket.once('close', () => resolve());
    socket.write(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes, 'latin1'), () =>
      socket.end(() => resolve()),
    );
  });
  socket.destroy();
}
