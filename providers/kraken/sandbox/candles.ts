/** What Kraken's pairs were traded at: `OHLC`, along the walk that all of the sandbox share. */
import { type Instant, SECOND_MS } from '@diboas/kernel';
import { formatDecimal, parseDecimal, type WireAnswer, walkedPrice } from '@diboas/sandbox-kit';
import { errorAnswer, invalid, resultAnswer } from './errors.ts';
import { LOT_DECIMALS, type Pair } from './pairs.ts';

/** In minutes. */
const INTERVALS = [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600];

/** "Up to 720 of the most recent entries", whatever is asked for. */
const ENTRIES = 720;

/** How many prices of an interval its entry is made of. */
const LOOKS = 6;

/** Digits of what the walk tells. */
const WALK_DECIMALS = 8;

export function candlesAnswer(pairs: readonly Pair[], form: URLSearchParams, now: Instant): WireAnswer {
  const [pair, ...more] = pairs;
  const minutes = Number(form.get('interval') ?? '1');
  if (pair === undefined || more.length > 0 || !INTERVALS.includes(minutes))
    return errorAnswer(invalid('interval'));
  const everySeconds = minutes * 60;
  const running = Math.floor(now / SECOND_MS / everySeconds) * everySeconds;
  const since = Number(form.get('since') ?? '0');
  const starts = Array.from(
    { length: ENTRIES },
    (_, index) => running - (ENTRIES - 1 - index) * everySeconds,
  );
  // The interval that runs is always there.
  const wanted = starts.filter((start) => start > since || start === running);
  const entries = wanted.map((start) => entryOf(pair, { start, everySeconds, now }));
  return resultAnswer({ [pair.name]: entries, last: running - everySeconds });
}

function entryOf(
  pair: Pair,
  { start, everySeconds, now }: { start: number; everySeconds: number; now: Instant },
): unknown[] {
  const times = Array.from(
    { length: LOOKS },
    (_, index) => (start + (index * everySeconds) / LOOKS) * SECOND_MS,
  );
  const prices = times.filter((at) => at <= now).map((at) => ticksAt(pair, at));
  const sorted = prices.toSorted((left, right) => (left < right ? -1 : 1));
  const [open = 0n, close = 0n] = [prices[0], prices.at(-1)];
  const [low = 0n, high = 0n] = [sorted[0], sorted.at(-1)];
  const [average, ...shown] = [(low + high) / 2n, open, high, low, close].map((price) =>
    formatDecimal(price, pair.priceDecimals),
  );
  const volume = formatDecimal(10n ** BigInt(LOT_DECIMALS) * BigInt(prices.length), LOT_DECIMALS);
  return [start, ...shown, average, volume, prices.length * 10];
}

function ticksAt({ asset, priceDecimals }: Pair, at: Instant): bigint {
  const price = parseDecimal(walkedPrice(asset, 'USD', at), WALK_DECIMALS) ?? 0n;
  return (price * 10n ** BigInt(priceDecimals)) / 10n ** BigInt(WALK_DECIMALS);
}
