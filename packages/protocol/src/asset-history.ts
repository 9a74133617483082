import * as z from 'zod/mini';
import { coin } from './traded.ts';
import { route } from './wire/route.ts';
import { asset, decimalText, instant } from './wire/values.ts';

/** How far back a chart goes. */
export const historyRange = z.enum(['1D', '1W', '1M', '1Y', 'ALL']);
export type HistoryRangeView = z.infer<typeof historyRange>;

/** What a coin cost over a time, for a chart. A look: what counts is the price of a quote. */
export const assetHistory = z
  .object({
    /** When this was told. */
    asOf: instant,
    asset: coin,
    /** What prices are counted in: what the coin is paid in where it is traded. */
    quote: asset,
    range: historyRange,
    /** Where the range begins. The first point may be later, which `gaps` say, or with `ALL` where nothing is older. */
    from: instant,
    /** Who told all of these prices, as people read the name. Those of two are not mixed. */
    source: z.string(),
    /** How far apart points are where nothing is missing. */
    everyMs: z.int(),
    /** The oldest first, and one at least. The last is of the interval that runs, and changes until it is over. */
    points: z.array(z.object({ at: instant, price: decimalText })),
    /** Times of which nothing is known, the oldest first: no line is drawn over them. */
    gaps: z.array(z.object({ from: instant, until: instant })),
  })
  .register(z.globalRegistry, { id: 'AssetHistory' });
export type AssetHistoryView = z.infer<typeof assetHistory>;

export const assetHistoryRoutes = {
  assetHistory: route({
    method: 'GET',
    path: '/v1/assets/:asset/history',
    tag: 'Prices',
    says: 'What a coin cost over the last day, week, month or year, or as far back as is known',
    more: 'Where nothing at all is known of the range, `no_provider` says so.',
    params: z.strictObject({ asset: coin }),
    query: z.strictObject({ range: historyRange }),
    answer: assetHistory,
    status: 200,
    refuses: ['no_provider'],
  }),
};
