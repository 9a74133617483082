import { assert, createId, createSeededRandom, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { Lookup } from '@diboas/orchestration';
import type { FeedPace } from '@diboas/providers-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { createOrderNews } from './adapter/exchange/news.ts';
import { productOf } from './sandbox/products.ts';
import { openAdvancedWorld, SECRETS, START } from './sandbox/testing/world.ts';

const RESTING = { limit_limit_gtc: { base_size: '0.01', limit_price: '50000', post_only: false } };
const random = createSeededRandom(7);
const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

interface Setting {
  readonly pace?: Partial<FeedPace>;
  readonly secret?: string;
  readonly offMs?: number;
}

/** The adapter, listening to its double, and what it heard: by the name of the order's attempt. */
async function listening({ pace, secret, offMs = 0 }: Setting = {}) {
  const world = await openAdvancedWorld();
  endings.push(() => world[Symbol.asyncDispose]());
  const heard: Lookup[] = [];
  const news = createOrderNews({
    apiKeyId: SECRETS.COINBASE_ADVANCED_API_KEY_ID,
    apiKeySecret: secret ?? SECRETS.COINBASE_ADVANCED_API_KEY_SECRET,
    feedUrl: world.base.replace('http', 'ws'),
    now: () => world.time.clock.now() + offMs,
    pace: { firstWaitMs: 10, lastWaitMs: 20, silenceMs: 20_000, ...pace },
  });
  const socket = news.listen((order) => heard.push(order));
  endings.push(() => socket.stop());
  const opened = () => world.sandbox.control.log(0, 1_000).filter(({ kind }) => kind === 'socket').length;
  const isListening = () => world.feed().room.size > 0;
  /** A resting order that the adapter has sent, by Coinbase's name. */
  async function sent(): Promise<{ readonly id: string; readonly attemptId: string }> {
    const attemptId = createId({ now: START, random, bucket: 3 });
    news.remember({
      ...{ key: attemptId, transactionId: attemptId, attemptId },
      reference: null,
      startedAt: START,
    });
    const { success_response } = await world.order(RESTING, { client_order_id: attemptId });
    return { id: success_response.order_id, attemptId };
  }
  return { ...world, heard, opened, isListening, sent, names: () => heard.map(({ reference }) => reference) };
}

/** Once the double has taken in the subscription, which it answers. */
async function subscribed(world: Awaited<ReturnType<typeof listening>>): Promise<void> {
  await expect.poll(world.isListening).toBe(true);
  // Its heartbeat comes after both subscriptions were sent, and are taken in by then.
  await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('news of orders on the channel of a user', () => {
  it('M32 is a hint with the name of the order for each fill and end, and for nothing that only rests', async () => {
    const world = await listening();
    await subscribed(world);
    const { id, attemptId } = await world.sent();
    // Somebody else's, as whoever uses the same account by hand.
    const other = await world.order(RESTING, { client_order_id: 'by-hand' });
    world.trades().fillHalf(other.success_response.order_id);
    world.trades().fillHalf(id);
    await expect.poll(world.names).toEqual([id]);
    expect(world.heard[0]).toMatchObject({ attemptId, reference: id });
    world.trades().bring(id, 'CANCELLED');
    await expect.poll(world.names).toEqual([id, id]);
  });

  it('M32 comes once for what is told twice, and for what is told again in a snapshot', async () => {
    const world = await listening();
    await subscribed(world);
    const { id } = await world.sent();
    world.feed().room.behave('twice');
    world.trades().fillHalf(id);
    await expect.poll(world.names).toEqual([id]);
    world.feed().room.drop();
    await expect.poll(world.opened).toBe(2);
    await subscribed(world);
    expect(world.names()).toEqual([id]);
  });

  it.each(['swapped', 'skipping'] as const)(
    'M32 is not missed where messages come %s: the next socket begins with how orders stand',
    async (way) => {
      const world = await listening();
      await subscribed(world);
      const { id } = await world.sent();
      world.feed().room.behave(way);
      world.trades().fillHalf(id);
      world.time.advance(2 * SECOND_MS);
      await expect.poll(world.opened).toBeGreaterThan(1);
      world.feed().room.behave('well');
      world.feed().room.drop();
      await expect.poll(world.names).toContain(id);
      expect(world.names().length).toBe(1);
    },
  );

  it('M32 of what happened while nothing was heard is told by how orders stand', async () => {
    const world = await listening();
    await subscribed(world);
    const { id } = await world.sent();
    world.feed().room.behave('silent');
    world.trades().fillHalf(id);
    world.feed().room.drop();
    world.feed().room.behave('well');
    await expect.poll(world.names).toEqual([id]);
  });

  it('M32 is told though nobody asks: the market finds what rests', async () => {
    const world = await listening();
    await subscribed(world);
    const { id } = await world.sent();
    const product = productOf('BTC-USDC');
    assert(product, 'bitcoin is traded');
    world.market().set(product, { shiftBps: -5_000 });
    world.time.advance(SECOND_MS);
    await expect.poll(world.names).toEqual([id]);
  });

  it('M32 is heard on a socket that is left and opened again when it falls silent', async () => {
    const world = await listening({ pace: { silenceMs: 150 } });
    await expect.poll(world.opened).toBeGreaterThan(2);
  });

  it.each([
    ['of a clock that is far off', { offMs: -10 * MINUTE_MS }],
    ['that is not ours', { secret: Buffer.alloc(64, 9).toString('base64') }],
  ])('M32 is told to nobody with a token %s', async (_what, setting) => {
    const world = await listening(setting);
    await expect.poll(world.opened).toBeGreaterThan(1);
    const { id } = await world.sent();
    world.trades().fillHalf(id);
    expect(world.names()).toEqual([]);
  });

  it('M32 is on a socket that is closed where nothing is asked for', async () => {
    const world = await openAdvancedWorld();
    endings.push(() => world[Symbol.asyncDispose]());
    const client = new WebSocket(world.base.replace('http', 'ws'));
    const closed = new Promise((resolve) => client.addEventListener('close', resolve));
    await new Promise((resolve) => client.addEventListener('open', resolve));
    await expect.poll(() => world.feed().room.size).toBe(1);
    world.time.advance(5 * SECOND_MS);
    await closed;
  });
});
