/**
 * What every venue's word of its market keeps: rules that make sense, books that stand a check, a past without made-up
 * intervals, and a closed word for every way in which there is none.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert, type Instant, MINUTE_MS } from '@diboas/kernel';
import { checkInstrument, createOrderBook, type Granularity, type TradingPair } from '@diboas/market';
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { MarketData } from '../../manifest/market-data.ts';
import {
  type AnsweringSuite,
  type AnsweringWorld,
  IMPATIENT_MS,
  NO_ANSWER_FAULTS,
  NO_BODIES,
  useAnsweringWorld,
} from '../answering/answering-world.ts';
import { describeAnswerVectors } from '../answering/vectors.ts';

/** What a provider's tests hand to the suite. */
export interface MarketDataSuite extends AnsweringSuite {
  /** What is traded there of what we know; the first is asked about most. */
  readonly pairs: readonly [TradingPair, ...TradingPair[]];
}

export function describeMarketData(
  suite: MarketDataSuite,
  manifest: ProviderManifest<Pick<Desks, 'marketData'>>,
): void {
  describe(`${suite.name} keeps the contract of market data:`, () => {
    const { world, desk } = useAnsweringWorld('marketData', suite, manifest);
    describeMarketConversation(suite, desk, () => world().now());
    describeAnswerVectors(suite, world, (one) => one.instruments());
    describeNoMarketData(suite, world);
  });
}

/** What holds with whoever answers, the double or the provider itself. */
export function describeMarketConversation(
  { pairs }: MarketDataSuite,
  open: () => MarketData,
  now: () => Instant,
): void {
  const [pair] = pairs;
  describe('whoever answers,', () => {
    it('every pair is told once, by rules that make sense', async () => {
      const told = await open().instruments();
      assert(told.ok, 'there are instruments', { told });
      const names = told.value.map(({ base, quote }) => `${base}/${quote}`);
      expect(names.toSorted()).toEqual(pairs.map(({ base, quote }) => `${base}/${quote}`).toSorted());
      for (const instrument of told.value) expect(checkInstrument(instrument).ok).toBe(true);
    });

    it('a book stands a check, and says whose it is', async () => {
      const desk = open();
      for (const one of pairs) {
        const told = await desk.book(one);
        assert(told.ok, 'there is a book', { told });
        expect(told.value).toMatchObject({ ...one, source: desk.id });
        expect(createOrderBook(told.value, now())).toMatchObject({ ok: true });
      }
    });

    it.each(['one_minute', 'one_hour', 'one_day'] as const)(
      'the past by %s is of that time alone',
      async (by) => {
        const everyMs = EVERY[by];
        const to = Math.floor(now() / everyMs) * everyMs;
        // More than any venue tells at a time.
        const from = to - 700 * everyMs;
        const told = await open().candles({ pair, granularity: by, from, to });
        assert(told.ok, 'there is a past', { told });
        const { candles } = told.value;
        expect(candles.length).toBeGreaterThan(350);
        expect(candles.every(({ start }) => start >= from && start < to)).toBe(true);
        expect(new Set(candles.map(({ start }) => start)).size).toBe(candles.length);
      },
    );

    it('what is not traded there is said to be unknown', async () => {
      const odd: TradingPair = { base: 'BTC', quote: 'BRL' };
      expect(await open().book(odd)).toEqual({ ok: false, refusal: 'unknown_pair' });
    });
  });
}

const EVERY = {
  one_minute: MINUTE_MS,
  one_hour: 60 * MINUTE_MS,
  one_day: 24 * 60 * MINUTE_MS,
} as const satisfies Partial<Record<Granularity, number>>;

function describeNoMarketData({ pairs }: MarketDataSuite, world: () => AnsweringWorld<MarketData>): void {
  const [pair] = pairs;
  describe('there is none', () => {
    it.each(NO_ANSWER_FAULTS)('where the answer is lost by %s, and it is asked once', async (kind) => {
      world().setFault({ kind });
      const before = world().calls();
      const desk = await world().openAt(world().url, IMPATIENT_MS);
      const refusal = kind === 'rate_limit' ? 'rate_limited' : 'unavailable';
      expect(await desk.book(pair)).toEqual({ ok: false, refusal });
      expect(world().calls()).toBeLessThanOrEqual(before + 1);
    });

    it.each(NO_BODIES)('where the answer is %j', async (body) => {
      const desk = await world().createDesk({ rewrite: () => body });
      for (const told of [await desk.instruments(), await desk.book(pair)])
        expect(told).toEqual({ ok: false, refusal: 'unavailable' });
    });

    it('where nobody listens', async () => {
      const desk = await world().createDesk({ reach: 'nowhere' });
      expect(await desk.instruments()).toEqual({ ok: false, refusal: 'unavailable' });
    });
  });
}
