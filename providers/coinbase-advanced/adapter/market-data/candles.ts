import { type Instant, SECOND_MS, unitsPerOne } from '@diboas/kernel';
import {
  type Candle,
  createHistory,
  GRANULARITY_MS,
  type Granularity,
  type History,
  multiply,
  type PastStretch,
  parseFraction,
  roundFraction,
} from '@diboas/market';
import { z } from 'zod';
import type { AdvancedConnection } from '../wire/connection.ts';
import { productIdOf } from './instrument.ts';

const candlesSchema = z.object({
  candles: z.array(
    z.object({
      start: z.string().regex(/^\d{1,12}$/),
      ...{ low: z.string(), high: z.string(), open: z.string(), close: z.string(), volume: z.string() },
    }),
  ),
});

const WORDS: Readonly<Record<Granularity, string>> = {
  ...{ one_minute: 'ONE_MINUTE', five_minutes: 'FIVE_MINUTE', fifteen_minutes: 'FIFTEEN_MINUTE' },
  ...{ thirty_minutes: 'THIRTY_MINUTE', one_hour: 'ONE_HOUR', one_day: 'ONE_DAY' },
};

/** Coinbase gives at most 350 at a time. */
const PAGE = 300;

/** Null for an answer that cannot be read, or makes no sense. What a call ends with instead is thrown, as everywhere. */
export async function askCandles(
  connection: AdvancedConnection,
  { pair, granularity, from, to }: PastStretch,
  { now, source }: { now: () => Instant; source: string },
): Promise<History | null> {
  const everyMs = GRANULARITY_MS[granularity];
  const candles: Candle[] = [];
  for (let start = from; start < to; start += PAGE * everyMs) {
    const end = Math.min(to, start + PAGE * everyMs);
    const body = await connection.get(`/products/${productIdOf(pair)}/candles`, {
      start: String(Math.floor(start / SECOND_MS)),
      end: String(Math.ceil(end / SECOND_MS)),
      granularity: WORDS[granularity],
    });
    const read = candlesSchema.safeParse(body);
    if (!read.success) return null;
    for (const told of read.data.candles) {
      const candle = readCandle(told, { unit: unitsPerOne(pair.base), at: now() });
      if (candle === null) return null;
      if (candle.start >= from && candle.start < to) candles.push(candle);
    }
  }
  const history = createHistory({ ...pair, granularity, source, candles });
  return history.ok ? history.value : null;
}

function readCandle(
  told: z.infer<typeof candlesSchema>['candles'][number],
  { unit, at }: { unit: bigint; at: Instant },
): Candle | null {
  const [open, high, low, close] = [told.open, told.high, told.low, told.close].map(parseFraction);
  if (!open || !high || !low || !close) return null;
  const volume = /^0(\.0+)?$/.test(told.volume) ? null : parseFraction(told.volume);
  const units =
    volume === null ? 0n : roundFraction(multiply(volume, { numerator: unit, denominator: 1n }), 'down');
  return { start: Number(told.start) * SECOND_MS, open, high, low, close, volume: units, at };
}
