// What strategies earn and how they stand, looked at again and again, once for all people: their own providers every few minutes, whose
// first word of a day is kept, and what others say of them every hour. Whose turn it is, of all nodes, the store says. What there is
// to be told of a strategy becomes an item for operators, which goes with its cause.
import { dayAt } from '@diboas/calendars';
import {
  type LiveFlag,
  lookAtFlags,
  riskFileOf,
  type StrategyDay,
  type StrategyDayStore,
  type StrategyItemStore,
} from '@diboas/defi';
import { DAY_MS, HOUR_MS, type Id, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { CandleStore } from '@diboas/market';
import type { YieldSource } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import { type KnownBy, knowStrategies } from './known.ts';
import type { OfferedStrategy, StrategyShelf } from './shelf.ts';

export interface StrategyWatchOptions extends Pick<KnownBy, 'rates' | 'clock'> {
  readonly strategies: Pick<StrategyShelf, 'list'>;
  readonly kept: StrategyDayStore & StrategyItemStore;
  readonly turns: Pick<CandleStore, 'claimTurn'>;
  /** Who says besides what is earned where. */
  readonly yields: readonly YieldSource[];
  /** A new id in the bucket of a strategy. */
  readonly createId: (strategy: string) => Id;
  readonly logger: Pick<Logger, 'warn' | 'error' | 'info'>;
}

const OWN_EVERY_MS = 5 * MINUTE_MS;
const YIELDS_EVERY_MS = HOUR_MS;

/** How far back others are asked: what they tell of days that we did not see is as good as what we would have kept. */
const PAST_MS = 400 * DAY_MS;

/** What flags go by: yesterday, or the day before. */
const FLAG_DAYS = 3;

/** Gives what one look does: it asks whoever has their turn. @returns how many were asked */
export function createStrategyWatch(options: StrategyWatchOptions): { lookOnce(): Promise<number> } {
  const { turns, clock, yields } = options;
  const isTurn = (name: string, everyMs: number) => {
    const now = clock.now();
    return turns.claimTurn(name, { now, nextAt: now + everyMs });
  };
  // What was offered when this node looked last: others are asked of nothing else.
  let seen: readonly string[] = [];
  return {
    async lookOnce() {
      if (await isTurn('strategies', OWN_EVERY_MS)) {
        const offered = await options.strategies.list();
        seen = offered.map(({ facts }) => facts.id);
        await lookAtOffered(options, offered);
        return 1;
      }
      for (const strategy of seen)
        for (const source of yields)
          if (await isTurn(`yields ${source.id} ${strategy}`, YIELDS_EVERY_MS))
            return await askBesides(options, source, strategy);
      return 0;
    },
  };
}

async function lookAtOffered(
  options: StrategyWatchOptions,
  offered: readonly OfferedStrategy[],
): Promise<void> {
  const { kept, clock } = options;
  await kept.keepStrategyDays(offered.map((one) => todayOf(one, clock.now())));
  const known = await knowStrategies({ ...options, strategyPast: kept }, offered, FLAG_DAYS);
  for (const { facts, flags } of known) await askOperators(options, facts.id, flags);
}

function todayOf({ provider, facts }: OfferedStrategy, now: Instant): StrategyDay {
  return {
    ...{ strategy: facts.id, source: provider, day: dayAt(now), total: facts.total },
    ...{ ratePpm: facts.rate?.ppm ?? null, at: facts.rate?.at ?? facts.at },
  };
}

async function askOperators(
  { kept, clock, createId, logger }: StrategyWatchOptions,
  strategy: string,
  flags: readonly LiveFlag[],
): Promise<void> {
  const items = await kept.strategyItems();
  const look = lookAtFlags({
    ...{ strategy, flags, items, now: clock.now() },
    createId: () => createId(strategy),
  });
  await kept.keepFlagLook(look);
  for (const { cause, detail } of look.opened)
    logger.error({ strategy, cause, detail }, 'operators are asked about a strategy');
  for (const { cause } of look.closed) logger.info({ strategy, cause }, 'a strategy is well again');
}

/** What another source tells of the days up to now; what it told of a day before stays. */
async function askBesides(
  { kept, clock, logger }: StrategyWatchOptions,
  source: YieldSource,
  strategy: string,
): Promise<number> {
  const pool = riskFileOf(strategy)?.yieldPool ?? null;
  if (pool === null) return 0;
  const told = await source.poolDays(pool, clock.now() - PAST_MS);
  if (!told.ok) {
    logger.warn(
      { provider: source.id, strategy, refusal: told.refusal },
      'what a strategy earns was not told besides; it is asked again at its turn',
    );
    return 1;
  }
  const days = told.value.map(({ at, ratePpm, total }) => ({
    ...{ strategy, source: source.id, day: dayAt(at), ratePpm, total, at },
  }));
  await kept.keepStrategyDays(days);
  return 1;
}
