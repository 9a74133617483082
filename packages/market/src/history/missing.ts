import type { Instant } from '@diboas/kernel';
import { GRANULARITY_MS, type History, type Hole, isComplete } from './candle.ts';

/**
 * What there is to ask a source for again: from the first interval on that is not over by its own word, or not there, to the
 * last of each stretch of them. An interval in which nothing was traded has no candle, however often it is asked for.
 */
export function missingIn(
  { granularity, candles }: Pick<History, 'granularity' | 'candles'>,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Hole[] {
  const everyMs = GRANULARITY_MS[granularity];
  const known = new Set(candles.filter((one) => isComplete(one, granularity)).map(({ start }) => start));
  const missing: Hole[] = [];
  for (let start = Math.ceil(from / everyMs) * everyMs; start < to; start += everyMs) {
    if (known.has(start)) continue;
    const last = missing.at(-1);
    const until = start + everyMs;
    if (last?.until === start) missing[missing.length - 1] = { from: last.from, until };
    else missing.push({ from: start, until });
  }
  return missing;
}
