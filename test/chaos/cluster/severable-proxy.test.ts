import { connect, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { unusedPort } from '@diboas/testkit/processes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SeverableProxy, startSeverableProxy } from './severable-proxy.ts';

let echo: Server;
let proxy: SeverableProxy;
let target: number;

beforeEach(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  target = await unusedPort();
  await new Promise<void>((resolve) => echo.listen(target, '127.0.0.1', resolve));
  proxy = await startSeverableProxy(() => target);
});
afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

/** A connection through the proxy that is known to work. */
async function openLine(): Promise<Socket> {
  const line = connect(proxy.port, '127.0.0.1');
  line.write('?');
  await new Promise((resolve) => line.once('data', resolve));
  return line;
}

function howItEnds(line: Socket): Promise<string> {
  return new Promise((resolve) => {
    line.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    line.once('end', () => resolve('ended in order'));
  });
}

describe('a severable proxy', () => {
  it('carries everything both ways, to the last byte', async () => {
    const line = connect(proxy.port, '127.0.0.1');
    const sent = 'money '.repeat(200_000);
    line.end(sent);
    expect(await text(line)).toBe(sent);
  });

  it('cuts with a reset, and connects again', async () => {
    const lines = [await openLine(), await openLine()];
    const ends = lines.map(howItEnds);
    expect(proxy.cut()).toBe(2);
    expect(await Promise.all(ends)).toEqual(['ECONNRESET', 'ECONNRESET']);
    const again = await openLine();
    again.destroy();
  });

  it('holds back what is said while it stalls, and loses none of it', async () => {
    const line = await openLine();
    proxy.stall();
    let heard = '';
    line.on('data', (chunk) => {
      heard += chunk;
    });
    line.write('held');
    // A connection beside it makes the round trip that the held one could have made.
    const beside = connect(target, '127.0.0.1');
    beside.write('?');
    await new Promise((resolve) => beside.once('data', resolve));
    beside.destroy();
    expect(heard).toBe('');
    proxy.resume();
    await expect.poll(() => heard).toBe('held');
    line.destroy();
  });

  it('resets who comes while nobody listens on the other side', async () => {
    target = await unusedPort();
    const line = connect(proxy.port, '127.0.0.1');
    line.write('?');
    expect(await howItEnds(line)).toBe('ECONNRESET');
  });
});
