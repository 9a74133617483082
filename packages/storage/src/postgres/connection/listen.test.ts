import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { READY, WELCOME, wireMessage } from '../../testing/wire-message.ts';
import { listenForChanges } from './listen.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const LISTENS = wireMessage('C', Buffer.from('LISTEN\0'));
/** What a stand-by answers to LISTEN. */
const REFUSES = wireMessage('E', Buffer.from('SERROR\0C25006\0Mcannot execute LISTEN during recovery\0\0'));

/** A server that lets whoever comes first listen, and nobody after that. */
async function startStandby() {
  const open = new Set<Socket>();
  let came = 0;
  const server = createServer((socket) => {
    open.add(socket);
    came += 1;
    const answer = came === 1 ? LISTENS : REFUSES;
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (asked: Buffer) => {
      if (asked.at(0) === 0) socket.write(WELCOME);
      else if (asked.subarray(0, 1).toString() === 'Q') socket.write(Buffer.concat([answer, READY]));
      else socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `postgres://app@127.0.0.1:${port}/any`, open, came: () => came };
}

describe('listening at a server that lets nobody listen any more', () => {
  it('is tried again and again, by one connection at a time', async () => {
    const standby = await startStandby();
    const pace = { lookEveryMs: 60_000, reopenAfterMs: 5 };
    const listener = await listenForChanges(standby.url, () => {}, pace);
    ends.unshift(() => listener.close());
    for (const socket of standby.open) socket.destroy();
    await expect.poll(standby.came).toBeGreaterThan(6);
    expect(standby.open.size).toBeLessThan(3);
  });
});
