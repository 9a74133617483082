import { formatInstant, type Instant } from '@diboas/kernel';
import { type Chart, formatFraction, HISTORY_QUOTE } from '@diboas/market';
import type { AssetHistoryView } from '@diboas/protocol';

/** As many digits as the smallest unit of any asset has. */
const DIGITS = 18;

/** A chart in the words of the wire. */
export function showHistory(
  {
    from,
    now,
    ...asked
  }: Pick<AssetHistoryView, 'asset' | 'range' | 'source'> & { readonly from: Instant; readonly now: Instant },
  { points, gaps, everyMs }: Chart,
): AssetHistoryView {
  return {
    ...{ ...asked, asOf: formatInstant(now), quote: HISTORY_QUOTE, from: formatInstant(from), everyMs },
    points: points.map(({ at, price }) => ({
      at: formatInstant(at),
      price: formatFraction(price, { digits: DIGITS, rounding: 'half_up' }),
    })),
    gaps: gaps.map((gap) => ({ from: formatInstant(gap.from), until: formatInstant(gap.until) })),
  };
}
