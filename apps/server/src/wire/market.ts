import { isAsset, SECOND_MS } from '@diboas/kernel';
import { type Desks, desksOf } from '@diboas/providers-kit';
import { createPostgresCandles, createPostgresStrategies } from '@diboas/storage';
import type { Pool } from 'pg';
import { showPriceOf } from '../api/prices/view.ts';
import type { PriceSource } from '../live/price-topics.ts';
import type { Parts } from '../parts/parts.ts';
import type { Settings } from '../settings/shape.ts';
import { createStrategyWatch, type StrategyWatchOptions } from '../strategies/watch.ts';
import { measureFeed } from '../telemetry/measured.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createBooks } from '../work/books.ts';
import { historyLooks } from '../work/history.ts';
import { createPriceBoard, type PriceBoard } from '../work/price-board.ts';
import { type PriceWatchOptions, watchPrices } from '../work/prices.ts';
import { type Rounds, startRounds } from '../work/rounds.ts';
import { chainNodesOf } from './chains.ts';
import { type WiredHours, wireHours } from './hours.ts';
import { openProviders } from './open-providers.ts';

/** How often it is looked for whose turn has come. */
const TURNS_EVERY_MS = 5 * SECOND_MS;

/** What is known of the market, and the desks of the providers, which are opened with it. */
export async function openDesks({
  settings,
  clock,
  store,
  ...watched
}: Pick<Parts, 'clock' | 'store' | 'logger' | 'metrics'> & { readonly settings: Settings }): Promise<{
  readonly board: PriceBoard;
  readonly exchangeHours: WiredHours;
  readonly desks: readonly Partial<Desks>[];
}> {
  const board = createPriceBoard(clock);
  const world = { chains: chainNodesOf(settings), claims: store };
  const desks = await openProviders(settings, { ...watched, ...world, now: clock.now, worth: board.worth });
  return { board, desks, exchangeHours: wireHours(settings, { desks, clock, logger: watched.logger }) };
}

/** What handlers are told of the past and of books, and who may have told it. */
export function wirePast(
  pool: Pool,
  { desks, clock }: Pick<Parts, 'clock'> & { readonly desks: readonly Partial<Desks>[] },
): Pick<Parts, 'past' | 'books' | 'strategyPast'> {
  const sources = desksOf(desks, 'marketData');
  const names = new Map([...sources, ...desksOf(desks, 'yields')].map(({ id, name }) => [id, name]));
  // Who told it may be set up no more.
  const nameOf = (source: string) => names.get(source) ?? source;
  return {
    books: createBooks({ sources, clock }),
    past: { candles: createPostgresCandles(pool).candles, nameOf },
    strategyPast: { strategyDays: createPostgresStrategies(pool).strategyDays, nameOf },
  };
}

/** What live streams tell prices by: what handlers tell them by. */
export function priceSourceOf({ rates, clock }: Pick<Parts, 'rates' | 'clock'>): PriceSource {
  return {
    priceOf: (asset, currency) =>
      isAsset(asset) ? showPriceOf(asset, currency, { rates: rates(), now: clock.now() }) : null,
  };
}

/** Keeps what is known of the market new: what everything costs now, and what it cost. */
export function startMarket({
  desks,
  pool,
  ...shared
}: Pick<PriceWatchOptions, 'board' | 'clock' | 'logger'> &
  Pick<StrategyWatchOptions, 'strategies' | 'createId'> & {
    readonly desks: readonly Partial<Desks>[];
    readonly pool: Pool;
    readonly metrics: Metrics;
  }): Rounds {
  const feeds = desksOf(desks, 'prices').map((feed) => measureFeed(feed, shared.metrics));
  const prices = watchPrices({ ...shared, feeds });
  let isStopping = false;
  const lookOnce = historyLooks({
    ...shared,
    isStopping: () => isStopping,
    sources: desksOf(desks, 'marketData'),
    candles: createPostgresCandles(pool),
  });
  const history = startRounds({ ...shared, lookOnce, where: 'history', everyMs: TURNS_EVERY_MS });
  const watch = createStrategyWatch({
    ...{ ...shared, rates: shared.board.rates, yields: desksOf(desks, 'yields') },
    kept: createPostgresStrategies(pool),
    turns: createPostgresCandles(pool),
  });
  const strategies = startRounds({ ...shared, ...watch, where: 'strategies', everyMs: TURNS_EVERY_MS });
  return {
    async stop() {
      isStopping = true;
      await Promise.all([prices, history, strategies].map((one) => one.stop()));
    },
  };
}
