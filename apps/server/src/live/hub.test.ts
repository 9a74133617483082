import { LIVE_CLOSE } from '@diboas/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createMetrics } from '../metrics.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { transactionView } from '../views/transaction-view.ts';
import { createLiveHub, type HubPace, type LiveHub } from './hub.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** A hub behind a real socket on this machine. */
async function connect(pace: Partial<HubPace>, isSignedIn = async () => true) {
  const world = createSmallWorld();
  const hub = createLiveHub({
    reader: world.store,
    viewOf: (one) => transactionView(one, { now: world.clock.now(), providerName: (name) => name }),
    now: world.clock.now,
    metrics: createMetrics(),
    onError: (error) => expect.fail(String(error)),
    pace,
  });
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  opened.push(hub, server);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.on('connection', (socket) => hub.add({ socket, customerId: CUSTOMER, after: 0, isSignedIn }));
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  const said: string[] = [];
  client.on('message', (data) => said.push(JSON.parse(String(data)).type));
  const closed = new Promise<number>((resolve) => client.once('close', resolve));
  await new Promise((resolve) => client.once('open', resolve));
  return { world, hub, client, closed, said };
}

describe('the live hub', () => {
  it('lets go of who reads too slowly, once more waits than the machine holds for it', async () => {
    const { world, hub, client, closed, said } = await connect({ bufferedMax: 1_000, socketsMax: 1 });
    await expect.poll(() => said).toContain('caught_up');
    client.pause();
    for (let count = 0; count < 20_000 && !hub.hasRoomFor(CUSTOMER); count += 100) {
      await Promise.all(Array.from({ length: 100 }, () => world.confirm(CUSTOMER)));
      await world.engine.idle();
      hub.wake([CUSTOMER]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(hub.hasRoomFor(CUSTOMER)).toBe(true);
    client.resume();
    expect(await closed).toBe(LIVE_CLOSE.tooSlow);
  });

  it('closes a stream whose session has ended', async () => {
    const { closed } = await connect({ sessionCheckMs: 20 }, async () => false);
    expect(await closed).toBe(LIVE_CLOSE.sessionEnded);
  });

  it('says goodbye when the server stops, and forgets the socket', async () => {
    const { hub, closed, said } = await connect({ socketsMax: 1 });
    await expect.poll(() => said).toContain('caught_up');
    expect(hub.hasRoomFor(CUSTOMER)).toBe(false);
    hub.close();
    expect(hub.hasRoomFor(CUSTOMER)).toBe(true);
    expect(await closed).toBe(LIVE_CLOSE.serverStopping);
  });

  it('finds changes by itself when no hint comes', async () => {
    const { world, said } = await connect({ pollMs: 20 });
    await expect.poll(() => said).toContain('caught_up');
    await world.confirm(CUSTOMER);
    await expect.poll(() => said).toContain('change');
  });

  it('brings a hinted change at once', async () => {
    const { world, hub, said } = await connect({ pollMs: 3_600_000 });
    await expect.poll(() => said).toContain('caught_up');
    await world.confirm(CUSTOMER);
    wakeAll(hub);
    await expect.poll(() => said).toContain('change');
  });
});

function wakeAll(hub: LiveHub): void {
  hub.wake([CUSTOMER, CUSTOMER, 'somebody else']);
}
