import { setTimeout as delay } from 'node:timers/promises';
import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { LIVE_CLOSE } from '@diboas/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { showTransaction } from '../api/transactions/view.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createSmallWorld, VIEWED } from '../testing/small-world.ts';
import { createLiveHub, type HubOptions, type HubPace } from './hub.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const ADDRESS = '203.0.113.9';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** Every session stands. */
const all: HubOptions['standing'] = async (ids) => new Set(ids);

/** A hub behind a real server on this machine. Each socket is of the customer and session that its path names. */
async function openHub(
  pace: Partial<HubPace>,
  changes: Partial<Pick<HubOptions, 'standing' | 'reader'>> = {},
) {
  const world = createSmallWorld();
  const hub = createLiveHub({
    reader: world.store,
    standing: all,
    viewOf: (one) => showTransaction(one, { ...VIEWED, now: world.clock.now() }),
    now: world.clock.now,
    prices: { priceOf: () => null },
    metrics: createMetrics(),
    onError: (error) => expect.fail(String(error)),
    pace,
    ...changes,
  });
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false });
  opened.push(hub, server);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let bytesRead = () => 0;
  server.on('connection', (socket, request) => {
    bytesRead = () => request.socket.bytesRead;
    const [, customerId = '', sessionId = ''] = (request.url ?? '').split('/');
    hub.add({ socket, customerId, sessionId, address: ADDRESS, after: 0 }, request.socket);
  });

  async function join(sessionId = 'session-1', customerId = CUSTOMER) {
    const client = new WebSocket(`ws://127.0.0.1:${port}/${customerId}/${sessionId}`);
    const said: string[] = [];
    client.on('message', (data) => said.push(JSON.parse(String(data)).type));
    client.on('error', () => {});
    const closed = new Promise<number>((resolve) => client.once('close', resolve));
    await new Promise((resolve) => client.once('open', resolve));
    opened.push({ close: () => client.terminate() });
    return { client, closed, said };
  }
  return { world, hub, join, bytesRead: () => bytesRead() };
}

function asking(assets: readonly string[]): string {
  return JSON.stringify({ type: 'prices', currency: 'USD', assets });
}

it('tells each screen once of news, whatever node wrote them', async () => {
  const { world, join } = await openHub({ pollMs: 32 });
  const { store, clock } = world;
  await store.ensureCustomer(CUSTOMER, clock.at);
  const { said } = await join();
  const id = createId({ now: clock.at, random: createSeededRandom(3), bucket: bucketOf(CUSTOMER) });
  const wanted = { coin: 'BTC', currency: 'USD', direction: 'above', bound: '1' } as const;
  await store.addPriceAlert({ ...wanted, id, customerId: CUSTOMER, createdAt: clock.at }, 20);
  const told = { ...wanted, kind: 'price_reached', about: id, price: '2', pricedAt: clock.at } as const;
  const notice = { id, customerId: CUSTOMER, content: told, at: clock.at, readAt: null, mailDueAt: null };
  await store.tellPriceAlert(id, notice);
  await expect.poll(() => said).toContain('news');
  await delay(100);
  expect(said.filter((type) => type === 'news')).toEqual(['news']);
});

describe('who says something on a stream that only listens', () => {
  it.each<[string, (client: WebSocket) => void]>([
    ['one letter', (client) => client.send('x')],
    ['one byte', (client) => client.send(Buffer.from([1]))],
    ['nothing, as a message', (client) => client.send('')],
    [
      'pings without end',
      (client) => {
        for (let count = 0; count < 400; count += 1) client.ping('x');
      },
    ],
    [
      'pongs that nobody asked for',
      (client) => {
        for (let count = 0; count < 400; count += 1) client.pong('x');
      },
    ],
    [
      'more assets than any screen shows',
      (client) => client.send(asking(Array.from({ length: 51 }, (_, index) => `A${index}`))),
    ],
    [
      'what it shows, without end',
      (client) => {
        // One after the other, as each was answered.
        client.on('message', () => client.send(asking(['BTC'])));
      },
    ],
    [
      'the beginning of a message that never ends',
      (client) => {
        for (let count = 0; count < 400; count += 1) client.send('x', { fin: false });
      },
    ],
  ])('is let go for a breach of policy: %s', async (_what, say) => {
    const { hub, join } = await openHub({ socketsMax: 1, goodbyeMs: 1_000 });
    const { client, closed } = await join();
    say(client);
    expect(await closed).toBe(LIVE_CLOSE.saidSomething);
    expect(hub.noRoomFor({ customerId: CUSTOMER, address: ADDRESS })).toBeNull();
  });

  it('M32 is told what its screen shows, and is not let go for asking as pages are turned', async () => {
    const { join } = await openHub({});
    const { client, said } = await join();
    for (let page = 0; page < 15; page += 1) client.send(asking(['BTC']));
    await expect.poll(() => said.filter((type) => type === 'prices').length).toBe(15);
    expect(client.readyState).toBe(WebSocket.OPEN);
  });

  it('is not read any further, however much it sends', async () => {
    const { join, bytesRead } = await openHub({ goodbyeMs: 300 });
    const { client, closed } = await join();
    const frames = Buffer.alloc(1_000, 'x');
    for (let count = 0; count < 20_000; count += 1) client.send(frames);
    await closed;
    expect(bytesRead()).toBeLessThan(300_000);
  });

  it('is not who answers pings and asks for one now and then', async () => {
    const { join } = await openHub({ pingMs: 20 });
    const { client, said } = await join();
    for (let count = 0; count < 10; count += 1) client.ping();
    await expect.poll(() => said).toContain('caught_up');
    await delay(100);
    expect(client.readyState).toBe(WebSocket.OPEN);
  });
});

describe('a socket that reads nothing', () => {
  it('is let go by the second ping, though little is sent to it', async () => {
    const { hub, join } = await openHub({ pingMs: 40, socketsMax: 1, goodbyeMs: 20 });
    const { client } = await join();
    client.pause();
    await expect.poll(() => hub.noRoomFor({ customerId: CUSTOMER, address: ADDRESS })).toBeNull();
  });

  it('is read nothing more for, once more waits than the machine holds for it', async () => {
    let reads = 0;
    const world = createSmallWorld();
    for (let count = 0; count < 4; count += 1) await world.confirm(CUSTOMER);
    await world.engine.idle();
    // The stream repeats its places for ever, as if they had just been committed.
    const reader = {
      ...world.store,
      lastSeq: async () => 0,
      async changesAfter(_customerId: string, { seq }: { seq: number }) {
        reads += 1;
        const entries = await world.store.changesAfter(CUSTOMER, { seq: 0, limit: 100 });
        const repeated = Array.from({ length: 25 }, () => entries.slice(0, 8)).flat();
        return repeated.map((entry, index) => ({ ...entry, seq: seq + index + 1 }));
      },
    };
    const { join } = await openHub({ bufferedMax: 10_000 }, { reader });
    const { client } = await join();
    client.pause();
    await expect
      .poll(async () => {
        const before = reads;
        await delay(100);
        return reads === before;
      })
      .toBe(true);
    const before = reads;
    client.resume();
    await expect.poll(() => reads).toBeGreaterThan(before);
  });
});

describe('the live hub', () => {
  it('closes a stream whose session has ended, and no other', async () => {
    const { join } = await openHub({ sessionCheckMs: 32 }, { standing: async () => new Set(['stays']) });
    const [goes, stays] = [await join('goes'), await join('stays')];
    expect(await goes.closed).toBe(LIVE_CLOSE.sessionEnded);
    expect(stays.client.readyState).toBe(WebSocket.OPEN);
  });

  it('asks after all sessions and all streams of a bucket by one question each', async () => {
    const asked: number[] = [];
    const polled: number[] = [];
    const { store } = createSmallWorld();
    const { join } = await openHub(
      { sessionCheckMs: 320, pollMs: 320 },
      {
        async standing(ids) {
          asked.push(ids.length);
          return new Set(ids);
        },
        reader: {
          ...store,
          async lastSeqs(bucket, customerIds) {
            expect(customerIds.map(bucketOf)).toEqual(customerIds.map(() => bucket));
            polled.push(customerIds.length);
            return store.lastSeqs(bucket, customerIds);
          },
        },
      },
    );
    for (let count = 0; count < 8; count += 1) await join(`session-${count}`);
    await expect.poll(() => asked).toContain(8);
    await expect.poll(() => polled).toContain(1);
    expect(Math.max(...polled)).toBe(1);
  });

  it('closes the screens of a session at once when it hears of its end', async () => {
    const { hub, join } = await openHub({});
    const [first, second, other] = [await join('a'), await join('a'), await join('b')];
    hub.endSessions(['a', 'unheard of']);
    expect([await first.closed, await second.closed]).toEqual([4401, 4401]);
    expect(other.client.readyState).toBe(WebSocket.OPEN);
  });

  it('has room for so many of one person, from one address, and in all', async () => {
    const { hub, join } = await openHub({ socketsMax: 1, addressSocketsMax: 2, nodeSocketsMax: 3 });
    const stranger = { customerId: 'somebody else', address: '203.0.113.10' };
    await join();
    expect(hub.noRoomFor({ customerId: CUSTOMER, address: stranger.address })).toBe('customer');
    expect(hub.noRoomFor({ customerId: stranger.customerId, address: ADDRESS })).toBeNull();
    await join('session-2', 'second');
    expect(hub.noRoomFor({ customerId: stranger.customerId, address: ADDRESS })).toBe('address');
    expect(hub.noRoomFor(stranger)).toBeNull();
    const third = await join('session-3', 'third');
    expect(hub.noRoomFor(stranger)).toBe('node');
    third.client.close();
    await expect.poll(() => hub.noRoomFor(stranger)).toBeNull();
  });

  it('says goodbye when the server stops, and forgets the socket', async () => {
    const { hub, join } = await openHub({ socketsMax: 1 });
    const { closed, said } = await join();
    await expect.poll(() => said).toContain('caught_up');
    hub.close();
    expect(hub.noRoomFor({ customerId: CUSTOMER, address: ADDRESS })).toBeNull();
    expect(await closed).toBe(LIVE_CLOSE.serverStopping);
  });

  it('finds changes by itself when no hint comes', async () => {
    const { world, join } = await openHub({ pollMs: 32 });
    const { said } = await join();
    await expect.poll(() => said).toContain('caught_up');
    await world.confirm(CUSTOMER);
    await expect.poll(() => said).toContain('change');
  });

  it('brings a hinted change at once', async () => {
    const { world, hub, join } = await openHub({ pollMs: 3_600_000 });
    const { said } = await join();
    await expect.poll(() => said).toContain('caught_up');
    await world.confirm(CUSTOMER);
    hub.wake([CUSTOMER, CUSTOMER, 'somebody else']);
    await expect.poll(() => said).toContain('change');
  });
});
