import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ChainReply, type ChainRequest, openPublicWire } from './public-wire.ts';

async function open(reply: (request: ChainRequest) => ChainReply): Promise<string> {
  const wire = await openPublicWire({ port: 0, reply });
  onTestFinished(() => wire.close());
  return wire.url;
}

const plain = (body: string): ChainReply => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body,
});

describe('a public wire', () => {
  it('gives the chain the whole of a request, and its answer to the caller', async () => {
    const url = await open(({ method, target, contentType, body }) =>
      plain([method, target, contentType, body].join(' ')),
    );
    const response = await fetch(`${url}/api/tx?x=1`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'raw',
    });
    expect(await response.text()).toBe('POST /api/tx?x=1 text/plain raw');
  });

  it('cuts where it is told to', async () => {
    const url = await open(() => 'cut');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('lets who is never answered go when it closes, and can be closed again', async () => {
    let asked = (): void => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const reply = (): ChainReply => {
      asked();
      return 'silent';
    };
    const wire = await openPublicWire({ port: 0, reply });
    const waiting = expect(fetch(wire.url)).rejects.toThrow('fetch failed');
    await isAsked;
    await wire.close();
    await waiting;
    await wire.close();
  });

  it('refuses what is larger than any transaction', async () => {
    const url = await open(() => plain('taken'));
    const response = await fetch(url, { method: 'POST', body: 'x'.repeat(1_000_001) });
    expect(response.status).toBe(413);
  });

  it('takes no notice of who goes in the middle of asking', async () => {
    const url = new URL(await open(() => plain('taken')));
    const socket = connect(Number(url.port), url.hostname);
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf');
    await once(socket, 'connect');
    socket.destroy();
    expect(await (await fetch(url)).text()).toBe('taken');
  });

  it('is not opened on a port that is taken', async () => {
    const url = new URL(await open(() => plain('taken')));
    const second = openPublicWire({ port: Number(url.port), reply: () => plain('second') });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
