import { accept, HOUR_MS, type Instant, MINUTE_MS, type Outcome, refuse } from '@diboas/kernel';
import { GRANULARITY_MS, type History, type PastStretch } from '@diboas/market';
import type { MarketData, NoMarketData } from '@diboas/providers-kit';
import { createMemoryCandles } from '@diboas/storage';
import { describe, expect, it } from 'vitest';
import { historyLooks } from './history.ts';

const ONE = { numerator: 1n, denominator: 1n };

/** A world with two sources, of which each tells every interval but those that it leaves out. */
function openWorld() {
  const clock = { at: Date.UTC(2026, 10, 29, 12, 30), now: (): Instant => clock.at };
  const asked: { readonly source: string; readonly stretch: PastStretch }[] = [];
  const leftOut = new Set<Instant>();
  const refusals = new Map<string, NoMarketData>();
  const sourceOf = (id: string): MarketData => ({
    ...{ id, name: id },
    instruments: async () => refuse('unavailable'),
    book: async () => refuse('unavailable'),
    async candles(stretch): Promise<Outcome<History, NoMarketData>> {
      asked.push({ source: id, stretch });
      const refusal = refusals.get(id);
      if (refusal) return refuse(refusal);
      const everyMs = GRANULARITY_MS[stretch.granularity];
      const candles = [];
      for (let start = stretch.from; start < stretch.to; start += everyMs) {
        const prices = { open: ONE, high: ONE, low: ONE, close: ONE };
        if (!leftOut.has(start)) candles.push({ start, ...prices, volume: 0n, at: clock.at });
      }
      const { pair, granularity } = stretch;
      return accept({ ...pair, granularity, source: id, candles });
    },
  });
  const candles = createMemoryCandles();
  const stopping = { is: false };
  const looks = historyLooks({
    ...{ candles, clock, sources: [sourceOf('first'), sourceOf('second')] },
    logger: { warn() {} },
    isStopping: () => stopping.is,
  });
  return {
    ...{ clock, leftOut, refusals, looks, stopping },
    /** What a look asks of hours of bitcoin. */
    async look() {
      asked.length = 0;
      await looks();
      return asked
        .filter(({ stretch }) => stretch.granularity === 'one_hour' && stretch.pair.base === 'BTC')
        .map(({ source, stretch: { from, to } }) => `${source} ${hour(from)} to ${hour(to)}`);
    },
    async hours() {
      const stretch = { pair: { base: 'BTC', quote: 'USDC' }, granularity: 'one_hour' } as const;
      const told = await candles.candles({ ...stretch, from: 0, to: clock.at });
      return told.map((one) => `${one.source} ${one.candles.length}`);
    },
  };
}

/** Hours from noon of the day. */
function hour(at: Instant): number {
  return (at - Date.UTC(2026, 10, 29, 12)) / HOUR_MS;
}

describe('the past', () => {
  it('M32 is fetched whole once, and then only what runs', async () => {
    const world = openWorld();
    expect(await world.look()).toEqual(['first -191 to 1']);
    expect(await world.hours()).toEqual(['first 192']);
    expect(await world.look()).toEqual([]);
    world.clock.at += 14 * MINUTE_MS;
    expect(await world.look()).toEqual([]);
    world.clock.at += MINUTE_MS;
    expect(await world.look()).toEqual(['first 0 to 1']);
    world.clock.at += HOUR_MS;
    expect(await world.look()).toEqual(['first 0 to 2']);
  });

  it('M32 is filled where there was nothing, when it is asked for again', async () => {
    const world = openWorld();
    world.leftOut.add(Date.UTC(2026, 10, 29, 7));
    await world.look();
    world.clock.at += 30 * MINUTE_MS;
    expect(await world.look()).toEqual(['first 0 to 1']);
    world.leftOut.clear();
    world.clock.at += 30 * MINUTE_MS;
    expect(await world.look()).toEqual(['first -5 to -4', 'first 1 to 2']);
    expect(await world.hours()).toEqual(['first 193']);
  });

  it('M32 is asked for no more once the node is about to end', async () => {
    const world = openWorld();
    world.stopping.is = true;
    expect([await world.look(), await world.hours()]).toEqual([[], []]);
  });

  it('M32 is told by the next source where the first does not, and each keeps its own', async () => {
    const world = openWorld();
    world.refusals.set('first', 'unavailable');
    expect(await world.look()).toEqual(['first -191 to 1', 'second -191 to 1']);
    world.refusals.clear();
    world.clock.at += 15 * MINUTE_MS;
    expect(await world.look()).toEqual(['first -191 to 1']);
    expect(await world.hours()).toEqual(['first 192', 'second 192']);
  });
});
