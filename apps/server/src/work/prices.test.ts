import { type Instant, MINUTE_MS, money, type Outcome, SECOND_MS } from '@diboas/kernel';
import { parseFraction, type Rate } from '@diboas/market';
import type { NoRates, PriceFeed } from '@diboas/providers-kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { createPriceBoard } from './price-board.ts';
import { priceLooks, watchPrices } from './prices.ts';

const START = Date.UTC(2026, 10, 29, 12);

function rate(source: string, at: Instant, pair: Pick<Rate, 'asset' | 'currency'>): Rate {
  return { ...pair, at, source, price: parseFraction('100000') ?? { numerator: 1n, denominator: 1n } };
}

/** Two feeds in a time that stands still until it is moved. `says` is what each does when it is asked. */
function open() {
  let now = START;
  const asked: string[] = [];
  const says: Record<string, NoRates | 'rates' | 'throws'> = { first: 'rates', second: 'rates' };
  const ageMs: Record<string, number> = { first: 0, second: 0 };
  const feed = (id: string, everyMs: number, currencies: readonly ('USD' | 'BRL')[]): PriceFeed => ({
    ...{ id, name: id, everyMs },
    async rates(): Promise<Outcome<readonly Rate[], NoRates>> {
      asked.push(id);
      const saying = says[id] ?? 'rates';
      if (saying === 'throws') throw new Error('a bug');
      if (saying !== 'rates') return { ok: false, refusal: saying };
      const at = now - (ageMs[id] ?? 0);
      return { ok: true, value: currencies.map((currency) => rate(id, at, { asset: 'BTC', currency })) };
    },
  });
  const clock = { now: () => now };
  const board = createPriceBoard(clock);
  const metrics = createMetrics();
  const feeds = [feed('first', 30 * SECOND_MS, ['USD', 'BRL']), feed('second', 10 * SECOND_MS, ['USD'])];
  const options = { feeds, board, clock, metrics, logger: pino({ level: 'silent' }) };
  const look = priceLooks(options);
  return {
    ...{ board, says, ageMs, metrics, options },
    /** Moves on, looks, and gives who was asked. */
    async after(ms: number): Promise<string[]> {
      now += ms;
      asked.length = 0;
      await look();
      return [...asked];
    },
  };
}

const ONE_BTC = money('BTC', 100_000_000n);

describe('the watch of prices', () => {
  it('asks the next feed only for what the one before did not tell', async () => {
    const { after, board } = open();
    expect(await after(0)).toEqual(['first', 'second']);
    expect(await after(2_000)).toEqual([]);
    expect(board.rates().map(({ source }) => source)).toEqual(['first', 'first']);
    // The first may not be asked yet, and what it told last is old enough to be renewed by the second.
    expect(await after(20_000)).toEqual(['second']);
    expect(await after(8_000)).toEqual(['first']);
  });

  it('M32 turns to the next while a feed fails, lets it rest for longer each time, and comes back to it [prices.silent]', async () => {
    const { after, board, says } = open();
    says.first = 'unavailable';
    expect(await after(0)).toEqual(['first', 'second']);
    expect(board.worth(ONE_BTC, 'USD')).toEqual(money('USD', 10_000_000n));
    expect(await after(59_000)).toEqual(['second']);
    expect(await after(1_000)).toEqual(['first']);
    expect(await after(60_000)).toEqual(['second']);
    says.first = 'rates';
    expect(await after(60_000)).toEqual(['first']);
    expect(board.rates()).toHaveLength(2);
    expect(await after(30_000)).toEqual(['first']);
  });

  it('leaves a feed alone for a minute at least that was asked too often, and asks none oftener than it may be', async () => {
    const { after, says } = open();
    says.first = 'rate_limited';
    says.second = 'rate_limited';
    expect(await after(0)).toEqual(['first', 'second']);
    expect(await after(59_000)).toEqual([]);
    expect(await after(1_000)).toEqual(['first', 'second']);
  });

  it('M12 prices from nothing that is old, however long nobody tells anything, and goes on to say what was [prices.old]', async () => {
    const { after, board, says } = open();
    await after(0);
    says.first = 'unavailable';
    says.second = 'unavailable';
    await after(MINUTE_MS);
    expect(board.worth(ONE_BTC, 'USD')).not.toBeNull();
    await after(1);
    expect(board.worth(ONE_BTC, 'USD')).toBeNull();
    expect(board.rates()).toHaveLength(2);
  });

  it('M32 takes the newer of two, whoever told it', async () => {
    const { after, board, ageMs } = open();
    ageMs.first = 40_000;
    expect(await after(0)).toEqual(['first', 'second']);
    const sources = board.rates().map(({ currency, source }) => `${currency} ${source}`);
    expect(sources.toSorted()).toEqual(['BRL first', 'USD second']);
  });

  it('outlives a feed that breaks its promise, and counts it', async () => {
    const { after, says, metrics } = open();
    says.first = 'throws';
    expect(await after(0)).toEqual(['first', 'second']);
    expect(await metrics.registry.metrics()).toContain('diboas_errors_total{where="prices"} 1');
  });

  it('says of when each price is, for whoever watches a node', async () => {
    const { after, metrics } = open();
    await after(0);
    expect(await metrics.registry.metrics()).toContain(
      `diboas_price_timestamp_seconds{asset="BTC",currency="BRL"} ${START / 1_000}`,
    );
  });

  it('looks at once when it begins, and ends when it is told to', async () => {
    const { options, board } = open();
    await watchPrices(options).stop();
    expect(board.rates().length).toBeGreaterThan(0);
    await watchPrices({ ...options, feeds: [] }).stop();
  });
});
