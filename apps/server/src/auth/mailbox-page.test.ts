import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../http/server.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createMailbox } from './mailbox.ts';
import { mountMailbox } from './mailbox-page.ts';

let app: Awaited<ReturnType<typeof createHttpServer>> | null = null;
afterEach(() => app?.close());

async function serve(publicUrl: string, isForAll = false) {
  const mailbox = createMailbox({ now: () => 0 });
  await mailbox.send({ kind: 'sign_in', to: 'ana@example.com', link: 'http://127.0.0.1:3000/link' });
  app = await createHttpServer({
    ...{ publicUrl, trustedProxies: [], addressKey: 'tests', requestsPerMinute: 1_000, webDist: null },
    ...{ logger: pino({ level: 'silent' }), metrics: createMetrics() },
    mount: async (server) => mountMailbox(server, { mailbox, publicUrl, isForAll }),
  });
  const server = app;
  return async (host: string, url = '/mailbox.json', from: { address?: string; proxied?: string } = {}) => {
    const headers = { host, ...(from.proxied ? { 'x-forwarded-for': from.proxied } : {}) };
    const answer = await server.inject({ url, headers, remoteAddress: from.address ?? '127.0.0.1' });
    return [answer.statusCode, answer.body.replaceAll('<wbr>', '').includes('ana@example.com')];
  };
}

describe('the mailbox', () => {
  it('brings the letters that it is written in', async () => {
    await serve('http://diboas.test:3000');
    const font = await app?.inject({ url: '/mailbox.woff2' });
    expect([font?.statusCode, font?.headers['content-type']]).toEqual([200, 'font/woff2']);
    expect((await app?.inject({ url: '/mailbox.css' }))?.body).toContain('url("/mailbox.woff2")');
  });

  it('is shown by the addresses of this machine and by its public name', async () => {
    const ask = await serve('http://diboas.test:3000');
    for (const host of [
      '127.0.0.1:3000',
      'localhost:3000',
      '[::1]:3000',
      '192.168.1.7',
      'diboas.test:3000',
    ]) {
      expect(await ask(host)).toEqual([200, true]);
      expect(await ask(host, '/mailbox')).toEqual([200, true]);
    }
  });

  it('is not shown to a page that had its own name point at this machine', async () => {
    const ask = await serve('http://localhost:3000');
    for (const host of [
      'elsewhere.example:3000',
      'localhost.elsewhere.example',
      '127.0.0.1.elsewhere.example',
    ]) {
      expect(await ask(host)).toEqual([403, false]);
      expect(await ask(host, '/mailbox')).toEqual([403, false]);
    }
  });

  it('is shown to callers on this machine only, unless it is meant for all', async () => {
    const ask = await serve('http://localhost:3000');
    const elsewhere = { address: '10.0.0.7' };
    expect(await ask('10.0.0.5:3000', '/mailbox.json', elsewhere)).toEqual([403, false]);
    expect(await ask('localhost:3000', '/mailbox', elsewhere)).toEqual([403, false]);
    expect(await ask('localhost:3000', '/mailbox', { proxied: '10.0.0.7' })).toEqual([403, false]);
    expect(await ask('localhost:3000', '/mailbox', { address: '::1' })).toEqual([200, true]);
    await app?.close();
    const askAll = await serve('http://localhost:3000', true);
    expect(await askAll('10.0.0.5:3000', '/mailbox.json', elsewhere)).toEqual([200, true]);
  });
});
