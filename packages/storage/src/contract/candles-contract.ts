import { HOUR_MS, type Instant } from '@diboas/kernel';
import { type Candle, type CandleStore, formatFraction, type History, parseFraction } from '@diboas/market';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

export interface CandlesUnderTest {
  /** Empty. */
  readonly candles: CandleStore;
  close(): Promise<void>;
}

const START = Date.UTC(2026, 5, 1);
const PAIR = { base: 'BTC', quote: 'USDC' } as const;
const SERIES = { ...PAIR, granularity: 'one_hour', source: 'first' } as const;
const ALL = { pair: PAIR, granularity: 'one_hour', from: 0, to: START + 100 * HOUR_MS } as const;

/** A candle of one price, told so long after its interval began. */
function candle(hour: number, price: string, toldAfterMs: number): Candle {
  const exact = parseFraction(price) ?? { numerator: 1n, denominator: 1n };
  const start = START + hour * HOUR_MS;
  const prices = { open: exact, high: exact, low: exact, close: exact };
  return { start, ...prices, volume: 10n ** 30n, at: start + toldAfterMs };
}

/** What every store of candles must do, whatever it is made of. */
export function describeCandles(name: string, open: () => Promise<CandlesUnderTest>): void {
  describe(`${name} keeps the contract of candles`, () => {
    let opened: CandlesUnderTest;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const keep = (change: Partial<History>, candles: readonly Candle[]) =>
      opened.candles.keepCandles({ ...SERIES, ...change, candles });
    const told = async (stretch: Partial<typeof ALL> | { from: Instant }) =>
      (await opened.candles.candles({ ...ALL, ...stretch })).map(({ source, candles }) => [
        source,
        ...candles.map(
          ({ start, close }) =>
            `${(start - START) / HOUR_MS}: ${formatFraction(close, { digits: 30, rounding: 'down' })}`,
        ),
      ]);

    it('M32 gives back exactly what was told, by source and in order', async () => {
      expect(await opened.candles.candles(ALL)).toEqual([]);
      const exact = '96412.123456789012345678';
      await keep({}, [candle(2, '3', HOUR_MS), candle(0, exact, HOUR_MS)]);
      await keep({ source: 'another' }, [candle(1, '2', HOUR_MS)]);
      await keep({ base: 'ETH' }, [candle(1, '5', HOUR_MS)]);
      await keep({ granularity: 'one_minute' }, [candle(1, '6', HOUR_MS)]);
      expect(await told({})).toEqual([
        ['another', '1: 2'],
        ['first', `0: ${exact}`, '2: 3'],
      ]);
      expect(await told({ from: START + HOUR_MS })).toEqual([
        ['another', '1: 2'],
        ['first', '2: 3'],
      ]);
      const [, first] = await opened.candles.candles(ALL);
      expect(first?.candles[0]).toMatchObject({ volume: 10n ** 30n, at: START + HOUR_MS });
    });

    it('M32 changes the interval that runs, and none that was over', async () => {
      await keep({ base: 'SOL' }, [candle(0, '10', HOUR_MS), candle(1, '11', 5)]);
      await keep({ base: 'SOL' }, [candle(0, '99', 2 * HOUR_MS), candle(1, '12', 7)]);
      const sol = { pair: { base: 'SOL', quote: 'USDC' } } as never;
      expect(await told(sol)).toEqual([['first', '0: 10', '1: 12']]);
      // What was told before what is known says nothing new.
      await keep({ base: 'SOL' }, [candle(1, '13', 6)]);
      expect(await told(sol)).toEqual([['first', '0: 10', '1: 12']]);
      await keep({ base: 'SOL' }, [candle(1, '14', HOUR_MS)]);
      await keep({ base: 'SOL' }, [candle(1, '15', HOUR_MS + 1)]);
      expect(await told(sol)).toEqual([['first', '0: 10', '1: 14']]);
    });

    it('M32 gives a turn to one, once it has come', async () => {
      const claim = (now: number) => opened.candles.claimTurn('one', { now, nextAt: now + 10 });
      expect(await Promise.all([claim(START), claim(START), claim(START)])).toHaveLength(3);
      expect(await claim(START + 9)).toBe(false);
      const both = await Promise.all([claim(START + 10), claim(START + 10)]);
      expect(both.toSorted()).toEqual([false, true]);
      expect(await opened.candles.claimTurn('another', { now: START, nextAt: START })).toBe(true);
    });
  });
}
