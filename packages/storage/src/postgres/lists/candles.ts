import { assert, type Instant } from '@diboas/kernel';
import {
  type Candle,
  type CandleStore,
  type Fraction,
  formatFraction,
  GRANULARITY_MS,
  type History,
  type PastStretch,
  parseFraction,
} from '@diboas/market';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

/** What was told of an interval that was over stays. */
const KEEP = `INSERT INTO market_candles
  (base, quote, granularity, source, start_at, over_at, open, high, low, close, volume, told_at)
SELECT $1::text, $2::text, $3::text, $4::text, start_at, over_at, open, high, low, close, volume, told_at
FROM unnest($5::timestamptz[], $6::timestamptz[], $7::numeric[], $8::numeric[], $9::numeric[], $10::numeric[], $11::numeric[],
  $12::timestamptz[]) AS u (start_at, over_at, open, high, low, close, volume, told_at)
ON CONFLICT (base, quote, granularity, source, start_at) DO UPDATE SET open = excluded.open, high = excluded.high,
  low = excluded.low, close = excluded.close, volume = excluded.volume, told_at = excluded.told_at
WHERE market_candles.told_at < market_candles.over_at AND market_candles.told_at < excluded.told_at`;

const READ = `SELECT source, start_at, open::text, high::text, low::text, close::text, volume::text, told_at
FROM market_candles
WHERE base = $1 AND quote = $2 AND granularity = $3 AND start_at >= $4 AND start_at < $5
ORDER BY source COLLATE "C", start_at`;

const CLAIM = `INSERT INTO market_turns (name, due_at) VALUES ($1, $3)
ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE market_turns.due_at <= $2
RETURNING name`;

interface CandleRow {
  readonly source: string;
  readonly start_at: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly told_at: Date;
}

/** Digits after the point, more than any source writes: `parseFraction` reads no longer prices. */
const DIGITS = 60;

/** The past of what is traded, in PostgreSQL. */
export function createPostgresCandles(pool: pg.Pool): CandleStore {
  return {
    async keepCandles(history) {
      if (history.candles.length === 0) return;
      const query = { name: 'keep_candles', text: KEEP, values: valuesOf(history) };
      await withDatabase(() => pool.query(query));
    },
    async candles(stretch) {
      const { pair, granularity, from, to } = stretch;
      const values = [pair.base, pair.quote, granularity, timestamp(from), timestamp(to)];
      const query = { name: 'read_candles', text: READ, values };
      const { rows } = await withDatabase(() => pool.query<CandleRow>(query));
      return historiesOf(stretch, rows);
    },
    async claimTurn(name, { now, nextAt }) {
      const query = {
        name: 'claim_market_turn',
        text: CLAIM,
        values: [name, timestamp(now), timestamp(nextAt)],
      };
      return (await withDatabase(() => pool.query(query))).rows.length === 1;
    },
  };
}

function valuesOf({ base, quote, granularity, source, candles }: History): unknown[] {
  const times = (of: (candle: Candle) => Instant) => candles.map((one) => timestamp(of(one)));
  const prices = (of: (candle: Candle) => Fraction) => candles.map((one) => decimal(of(one)));
  return [
    ...[base, quote, granularity, source],
    times(({ start }) => start),
    times(({ start }) => start + GRANULARITY_MS[granularity]),
    prices(({ open }) => open),
    prices(({ high }) => high),
    prices(({ low }) => low),
    prices(({ close }) => close),
    candles.map(({ volume }) => String(volume)),
    times(({ at }) => at),
  ];
}

function decimal(price: Fraction): string {
  return formatFraction(price, { digits: DIGITS, rounding: 'half_up' });
}

function historiesOf({ pair, granularity }: PastStretch, rows: readonly CandleRow[]): History[] {
  const bySource = new Map<string, Candle[]>();
  for (const row of rows) {
    const candle = decode(row);
    const before = bySource.get(row.source);
    if (before === undefined) bySource.set(row.source, [candle]);
    else before.push(candle);
  }
  return [...bySource].map(([source, candles]) => ({ ...pair, granularity, source, candles }));
}

function decode(row: CandleRow): Candle {
  return {
    start: row.start_at.getTime(),
    open: priceOf(row.open),
    high: priceOf(row.high),
    low: priceOf(row.low),
    close: priceOf(row.close),
    volume: BigInt(row.volume),
    at: row.told_at.getTime(),
  };
}

function priceOf(text: string): Fraction {
  const price = parseFraction(text);
  assert(price, 'a price was kept as it was told', { text });
  return price;
}
