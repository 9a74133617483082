/** What anybody may ask Kraken: its pairs and their books. */
import { HOUR_MS, SECOND_MS } from '@diboas/kernel';
import { formatDecimal } from '@diboas/sandbox-kit';
import type { Level, Market } from './market.ts';
import { COST_DECIMALS, COST_MIN, LOT_DECIMALS, type Pair } from './pairs.ts';

/** An entry of `AssetPairs`, without what margin and fees of old need. */
export function pairObject(pair: Pair, market: Market): object {
  const { name, shownName, base, priceDecimals, orderMin } = pair;
  return {
    ...{ altname: name, wsname: shownName, aclass_base: 'currency', base, aclass_quote: 'currency' },
    ...{ quote: 'USDC', lot: 'unit', cost_decimals: COST_DECIMALS, pair_decimals: priceDecimals },
    ...{ lot_decimals: LOT_DECIMALS, lot_multiplier: 1, fee_volume_currency: 'ZUSD' },
    ordermin: formatDecimal(orderMin, LOT_DECIMALS),
    costmin: formatDecimal(COST_MIN, COST_DECIMALS),
    tick_size: formatDecimal(1n, priceDecimals),
    status: market.steeredAt(pair).status,
  };
}

/** An entry of `Depth`. */
export function bookObject(pair: Pair, market: Market): object {
  const { book } = market.steeredAt(pair);
  const at = Math.floor((market.lookedAt() - (book === 'old' ? HOUR_MS : 0)) / SECOND_MS);
  const rows = (levels: readonly Level[]): unknown[] =>
    levels.map(({ price, volume }) => [
      formatDecimal(price, pair.priceDecimals),
      formatDecimal(volume, LOT_DECIMALS),
      at,
    ]);
  const [asks, bids] = [market.levels(pair, 'buy'), market.levels(pair, 'sell')];
  if (book === 'crossed') return { asks: rows(bids.toReversed()), bids: rows(asks.toReversed()) };
  return { asks: rows(asks), bids: rows(book === 'empty' ? [] : bids) };
}
