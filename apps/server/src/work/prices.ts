// What assets cost, asked for again and again. Each node asks for itself and keeps the answers in memory: prices that are
// a minute old are of no use to anybody, so nothing is lost with a node.
import { type Asset, type Clock, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { CURRENCIES, type Currency, PRICED_ASSETS, PRICED_FROM_MS, type Rate } from '@diboas/market';
import type { NoRates, PriceFeed } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';
import type { PriceBoard } from './price-board.ts';

export interface PriceWatchOptions {
  /** In the order in which they are asked. */
  readonly feeds: readonly PriceFeed[];
  readonly board: PriceBoard;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'priceAt' | 'errors'>;
}

export interface PriceWatch {
  /** Looks no more; resolves when the look under way is over. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 2 * SECOND_MS;

/** A rate is renewed long before nothing may be priced from it, so that there is time to ask another feed. */
const RENEWED_AFTER_MS = PRICED_FROM_MS / 3;

/** The longest rest of a feed that fails, and the shortest of one that was asked too often. */
const REST_MAX_MS = 5 * MINUTE_MS;
const LIMITED_REST_MS = MINUTE_MS;

/** A feed, and what it has shown of itself. */
interface Known {
  readonly feed: PriceFeed;
  askAt: number;
  failures: number;
  /** The pairs that it told last; null until it told any. Only for these it is worth asking. */
  pairs: ReadonlySet<string> | null;
}

/** Looks at once, and then again and again. Without a feed nothing is ever known, and nothing is asked. */
export function watchPrices(options: PriceWatchOptions): PriceWatch {
  const look = priceLooks(options);
  let stopped = options.feeds.length === 0;
  let timer: NodeJS.Timeout | undefined;
  const goOn = async (): Promise<void> => {
    await look();
    if (stopped) return;
    timer = setTimeout(() => {
      underWay = goOn();
    }, LOOK_EVERY_MS);
    timer.unref();
  };
  let underWay = stopped ? Promise.resolve() : goOn();
  const listening = listenAll(options);
  return {
    async stop() {
      stopped = true;
      for (const one of listening) one.stop();
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** What is told is not asked for while it is new; where nothing comes any more, the looks find it and ask. */
function listenAll({ feeds, ...options }: PriceWatchOptions): readonly { stop(): void }[] {
  return feeds.flatMap(
    (feed) => feed.listen?.(PRICED_ASSETS, CURRENCIES, (rates) => take(rates, options)) ?? [],
  );
}

function take(
  rates: readonly Rate[],
  { board, metrics }: Pick<PriceWatchOptions, 'board' | 'metrics'>,
): void {
  board.take(rates);
  for (const { asset, currency, at } of rates) metrics.priceAt.set({ asset, currency }, at / SECOND_MS);
}

/** Gives what one look does: it asks whoever may be asked and can renew something, and takes what is told. Never rejects. */
export function priceLooks(options: PriceWatchOptions): () => Promise<void> {
  const known = options.feeds.map((feed): Known => ({ feed, askAt: 0, failures: 0, pairs: null }));
  return () => lookAround(known, options);
}

/** From the first feed on, until nothing is left that the next could renew: so each stands in for those before it. */
async function lookAround(known: readonly Known[], options: PriceWatchOptions): Promise<void> {
  const { board, clock } = options;
  for (const one of known) {
    const now = clock.now();
    if (now < one.askAt) continue;
    const stale = stalePairs(board.rates(), now);
    if (![...(one.pairs ?? stale)].some((pair) => stale.has(pair))) continue;
    await askOne(one, options);
  }
}

async function askOne(known: Known, options: PriceWatchOptions): Promise<void> {
  const { feed } = known;
  const { clock, metrics, logger } = options;
  const told = await feed.rates(PRICED_ASSETS, CURRENCIES).catch((err: unknown) => {
    // A feed gives a word for whatever happens to it, so this is a bug of ours, and no price is worth a node.
    metrics.errors.inc({ where: 'prices' });
    logger.error({ err, provider: feed.id }, 'a feed of prices threw');
    return { ok: false, refusal: 'unavailable' } as const;
  });
  const now = clock.now();
  if (!told.ok) return rest(known, told.refusal, { now, logger });
  if (known.failures > 0) logger.info({ provider: feed.id }, 'a feed of prices tells them again');
  Object.assign(known, { askAt: now + feed.everyMs, failures: 0, pairs: new Set(told.value.map(pairOf)) });
  take(told.value, options);
}

/** Like a breaker: each failure in a row doubles the rest, and one answer ends it. */
function rest(
  known: Known,
  refusal: NoRates,
  { now, logger }: { readonly now: number; readonly logger: Logger },
): void {
  known.failures += 1;
  const doubled = Math.min(REST_MAX_MS, Math.max(known.feed.everyMs, LOOK_EVERY_MS) * 2 ** known.failures);
  known.askAt = now + (refusal === 'rate_limited' ? Math.max(LIMITED_REST_MS, doubled) : doubled);
  if (known.failures > 1) return;
  logger.warn({ provider: known.feed.id, refusal }, 'a feed of prices tells none; the next one is asked');
}

/** Of all that we price, what nobody has told, or not lately. */
function stalePairs(rates: readonly Rate[], now: number): Set<string> {
  const stale = new Set(
    PRICED_ASSETS.flatMap((asset) => CURRENCIES.map((currency) => pairOf({ asset, currency }))),
  );
  for (const rate of rates) if (now - rate.at < RENEWED_AFTER_MS) stale.delete(pairOf(rate));
  return stale;
}

function pairOf({ asset, currency }: { readonly asset: Asset; readonly currency: Currency }): string {
  return `${asset}/${currency}`;
}
