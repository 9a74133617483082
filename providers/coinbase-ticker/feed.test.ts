import { assert, createSeededRandom, SECOND_MS } from '@diboas/kernel';
import { formatFraction, type Rate } from '@diboas/market';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime } from '@diboas/sandbox-kit';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createTickerPrices } from './adapter/prices/desk.ts';
import { coinbaseTickerDouble } from './sandbox/double.ts';

const START = Date.UTC(2026, 10, 29, 12);
const double = seeDouble(coinbaseTickerDouble);
const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** The adapter that listens to its double, in a time that moves when it is told to. */
async function listening(feedPace = { firstWaitMs: 10, lastWaitMs: 20, silenceMs: 20_000 }) {
  const time = createVirtualTime(START);
  const sandbox = createSandbox({
    doubles: [double.kind],
    config: testConfig({ 'coinbase-ticker': { secrets: {} } }),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  endings.push(() => sandbox.close());
  const url = sandbox.urlOf('coinbase-ticker');
  const heard: Rate[] = [];
  const desk = createTickerPrices({
    ...{ baseUrl: url, feedUrl: url.replace('http', 'ws'), timeoutMs: 20_000, feedPace },
    ...{ now: () => time.clock.now(), reportCredentials: () => {} },
  });
  assert(desk.listen, 'the ticker tells prices by itself');
  const socket = desk.listen(['BTC', 'ETH'], ['USD'], (rates) => heard.push(...rates));
  endings.push(() => socket.stop());
  const opened = () => sandbox.control.log(0, 1_000).filter(({ kind }) => kind === 'socket').length;
  const shown = () => heard.map(({ asset, at }) => `${asset} ${(at - START) / SECOND_MS}`);
  return { time, heard, shown, opened, room: double.opened().room };
}

const TWO = ['BTC 0', 'ETH 0'];

describe('the feed of Coinbase Exchange', () => {
  it('M32 tells each trade as it is done, at its own price and time', async () => {
    const { time, heard, shown } = await listening();
    await expect.poll(shown).toEqual(TWO);
    expect(heard[0]).toMatchObject({ asset: 'BTC', currency: 'USD', at: START, source: 'coinbase-ticker' });
    expect(
      Number(formatFraction(heard[0]?.price ?? { numerator: 0n, denominator: 1n }, DIGITS)),
    ).toBeGreaterThan(90_000);
    time.advance(SECOND_MS);
    await expect.poll(shown).toEqual([...TWO, 'BTC 1', 'ETH 1']);
  });

  it('M32 is opened again when it is lost, and goes on by itself', async () => {
    const { shown, room, opened } = await listening();
    await expect.poll(shown).toEqual(TWO);
    room.drop();
    await expect.poll(shown).toEqual([...TWO, ...TWO]);
    expect(opened()).toBe(2);
  });

  it('M32 is left when nothing is said on it, though it is open', async () => {
    const { opened, room } = await listening({ firstWaitMs: 10, lastWaitMs: 20, silenceMs: 100 });
    await expect.poll(opened).toBe(1);
    room.behave('silent');
    await expect.poll(opened).toBeGreaterThan(2);
  });

  it('M32 has its own times in every message, so that what comes twice or late changes nothing', async () => {
    const { time, heard, shown, room } = await listening();
    await expect.poll(shown).toEqual(TWO);
    room.behave('twice');
    time.advance(SECOND_MS);
    await expect.poll(() => heard.length).toBe(6);
    expect(new Set(shown())).toEqual(new Set([...TWO, 'BTC 1', 'ETH 1']));
  });
});

const DIGITS = { digits: 2, rounding: 'down' } as const;
