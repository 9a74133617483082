// The past of what is traded, fetched once for all people: stretches that are missing are asked for until they are there, and the
// interval that runs again and again. Whose turn it is, of all nodes, the store says.
import { type Clock, HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import {
  type CandleStore,
  CHARTED_ASSETS,
  FETCHED_MS,
  type FetchedGranularity,
  GRANULARITY_MS,
  HISTORY_QUOTE,
  missingIn,
  type TradingPair,
} from '@diboas/market';
import type { MarketData } from '@diboas/providers-kit';
import type { Logger } from 'pino';

export interface HistoryLooksOptions {
  /** In the order in which they are asked: each stands in for those before it. */
  readonly sources: readonly MarketData[];
  readonly candles: CandleStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** Whether the node is about to end: then nothing more is asked for. What is missing is, by whoever comes next. */
  readonly isStopping: () => boolean;
}

interface Series {
  readonly pair: TradingPair;
  readonly granularity: FetchedGranularity;
}

/** How often what runs is asked for: three times an interval, and every quarter of an hour where that is long. */
const TAIL_EVERY_MAX_MS = 15 * MINUTE_MS;

/** An interval without a trade has no candle, so what is missing before the last is asked for more seldom. */
const HOLES_EVERY_MS = HOUR_MS;

const SERIES: readonly Series[] = CHARTED_ASSETS.flatMap((base) =>
  // What is fetched has its names here, as keys.
  (Object.keys(FETCHED_MS) as FetchedGranularity[]).map((granularity) => ({
    pair: { base, quote: HISTORY_QUOTE },
    granularity,
  })),
);

/** Gives what one look does: it asks for whatever has its turn. @returns how many series had it */
export function historyLooks(options: HistoryLooksOptions): () => Promise<number> {
  const { sources, candles, clock } = options;
  return async () => {
    if (sources.length === 0) return 0;
    let looked = 0;
    for (const series of SERIES) {
      if (options.isStopping()) break;
      const now = clock.now();
      if (!(await candles.claimTurn(nameOf(series), { now, nextAt: now + tailEveryMs(series) }))) continue;
      looked += 1;
      await fetchMissing(series, options);
    }
    return looked;
  };
}

/** From the first source that tells all there is to ask it; what another one told meanwhile stays its own. */
async function fetchMissing(series: Series, options: HistoryLooksOptions): Promise<void> {
  const { sources, candles, clock, logger } = options;
  const now = clock.now();
  const turn = { now, nextAt: now + HOLES_EVERY_MS };
  const withHoles = await candles.claimTurn(`${nameOf(series)} holes`, turn);
  for (const source of sources) {
    const refusal = await fetchFrom(source, { series, now, withHoles }, options);
    if (refusal === null) return;
    logger.warn(
      { provider: source.id, refusal, series: nameOf(series) },
      'the past was not told; the next source is asked, and this one again at its turn',
    );
  }
}

/** Null once everything was told that was asked for. */
async function fetchFrom(
  source: MarketData,
  { series, now, withHoles }: { series: Series; now: Instant; withHoles: boolean },
  { candles, isStopping }: Pick<HistoryLooksOptions, 'candles' | 'isStopping'>,
) {
  const window = { from: now - FETCHED_MS[series.granularity], to: now };
  const known = (await candles.candles({ ...series, ...window })).find((one) => one.source === source.id);
  const missing = missingIn({ granularity: series.granularity, candles: known?.candles ?? [] }, window);
  for (const { from, until } of withHoles ? missing : missing.slice(-1)) {
    if (isStopping()) break;
    const told = await source.candles({ ...series, from, to: until });
    if (!told.ok) return told.refusal;
    await candles.keepCandles(told.value);
  }
  return null;
}

function tailEveryMs({ granularity }: Series): number {
  return Math.min(TAIL_EVERY_MAX_MS, GRANULARITY_MS[granularity] / 3);
}

function nameOf({ pair: { base, quote }, granularity }: Series): string {
  return `${base}/${quote} ${granularity}`;
}
