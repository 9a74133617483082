import { accept, refuse } from '@diboas/kernel';
import { chartOf, HISTORY_QUOTE, rangeStretch } from '@diboas/market';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showHistory } from './view.ts';

export function createAssetHistoryHandlers({
  past,
  clock,
}: Pick<Parts, 'past' | 'clock'>): Pick<ApiHandlers, 'assetHistory'> {
  return {
    async assetHistory({ params: { asset }, query: { range } }) {
      const now = clock.now();
      const stretch = rangeStretch({ base: asset, quote: HISTORY_QUOTE }, range, now);
      const chart = chartOf(await past.candles(stretch), { range, from: stretch.from, now });
      if (chart === null)
        return refuse({ code: 'no_provider', detail: 'nobody has told what this cost at that time' });
      const source = past.nameOf(chart.source);
      return accept({ body: showHistory({ asset, range, from: stretch.from, now, source }, chart) });
    },
  };
}
