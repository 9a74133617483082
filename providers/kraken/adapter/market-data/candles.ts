import { type Instant, SECOND_MS, unitsPerOne } from '@diboas/kernel';
import {
  type Candle,
  createHistory,
  type Granularity,
  type History,
  multiply,
  type PastStretch,
  parseFraction,
  roundFraction,
  wholeFraction,
} from '@diboas/market';
import { keptText } from '@diboas/providers-kit';
import { z } from 'zod';
import type { Coin } from '../exchange/coins.ts';
import type { PublicKraken } from '../wire/connection.ts';

/** Kraken's words for an interval: minutes. */
const MINUTES: Readonly<Record<Granularity, string>> = {
  ...{ one_minute: '1', five_minutes: '5', fifteen_minutes: '15' },
  ...{ thirty_minutes: '30', one_hour: '60', one_day: '1440' },
};

/** Time in seconds, open, high, low, close, average, volume, count of trades. */
const rowSchema = z.tuple([
  z.int().min(0),
  ...[keptText, keptText, keptText, keptText, keptText, keptText],
  z.number(),
]);
const rowsSchema = z.array(rowSchema);
const resultSchema = z.record(z.string(), z.unknown());

/**
 * Null for an answer that cannot be read, or makes no sense. Kraken tells the last 720 intervals and none before them, however
 * far back it is asked, with the one that runs as the last: docs.kraken.com/api-reference/market-data/get-ohlc-data.
 */
export async function askCandles(
  connection: PublicKraken,
  { coin, stretch, now }: { coin: Coin; stretch: PastStretch; now: () => Instant },
): Promise<History | null> {
  const { pair, granularity, from, to } = stretch;
  const result = resultSchema.safeParse(
    await connection.ask('OHLC', {
      pair: coin.pair,
      interval: MINUTES[granularity],
      // What began at that very second is wanted too.
      since: String(Math.floor(from / SECOND_MS) - 1),
    }),
  );
  if (!result.success) return null;
  // Beside the pair, which it may call by its longer name, it tells where to go on from.
  const [rows, ...more] = Object.entries(result.data).filter(([name]) => name !== 'last');
  const told = rowsSchema.safeParse(rows?.[1]);
  if (!told.success || more.length > 0) return null;
  const candles: Candle[] = [];
  for (const row of told.data) {
    const candle = readCandle(row, { unit: unitsPerOne(pair.base), at: now() });
    if (candle === null) return null;
    if (candle.start >= from && candle.start < to) candles.push(candle);
  }
  const history = createHistory({ ...pair, granularity, source: 'kraken', candles });
  return history.ok ? history.value : null;
}

function readCandle(
  [seconds, ...texts]: z.output<typeof rowSchema>,
  { unit, at }: { unit: bigint; at: Instant },
): Candle | null {
  const [open, high, low, close, , volume] = texts.map((text) => parseFraction(String(text)));
  if (!open || !high || !low || !close) return null;
  // Nothing traded is zero, which is no price but may be a volume.
  const units = volume ? roundFraction(multiply(volume, wholeFraction(unit)), 'down') : 0n;
  return { start: seconds * SECOND_MS, open, high, low, close, volume: units, at };
}
