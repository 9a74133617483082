// Writes days of portfolios once they are over. Whose turn has come stands in a row of theirs, so a night on which nobody worked is
// caught up with, by any node; and whoever is not due costs nothing. What a day was worth is by the prices that were kept of its end,
// never by those of now.
import { type Clock, MINUTE_MS } from '@diboas/kernel';
import {
  type Keeping,
  type KeptDay,
  marketThen,
  markTimesAround,
  momentsOfDays,
  type PortfolioMovementKind,
  type PortfolioStore,
  planDays,
  priceDays,
  WRITTEN_AFTER_MS,
} from '@diboas/portfolio';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';

export interface DayKeepingOptions {
  readonly portfolios: PortfolioStore;
  readonly clock: Clock;
  readonly kindOf: (operation: string) => PortfolioMovementKind;
  readonly metrics: Pick<Metrics, 'errors'>;
  readonly logger: Logger;
}

export interface DayKeeping {
  /** Writes the days of portfolios that are due, of at most so many of them, and answers of how many. */
  lookOnce(): Promise<number>;
}

/** Portfolios that are taken at a time. Each takes some thousandths of a second. */
const TAKEN_MAX = 200;

/** How many of them are worked on at once. */
const AT_ONCE = 4;

/** How long what a node took is left to it. */
const LEASE_MS = 5 * MINUTE_MS;

/** What moved in a portfolio since its last day: more is a bug, or a machine that trades without end. */
const MOVEMENTS_MAX = 50_000;

export function createDayKeeping(options: DayKeepingOptions): DayKeeping {
  const { portfolios, clock } = options;
  return {
    async lookOnce() {
      const now = clock.now();
      const taken: Keeping[] = [];
      for (const bucket of await portfolios.portfolioBuckets(now)) {
        const limit = TAKEN_MAX - taken.length;
        if (limit === 0) break;
        taken.push(
          ...(await portfolios.claimPortfolios(bucket, { now, leasedUntil: now + LEASE_MS, limit })),
        );
      }
      for (let first = 0; first < taken.length; first += AT_ONCE)
        await Promise.all(taken.slice(first, first + AT_ONCE).map((one) => keepOne(options, one)));
      return taken.length;
    },
  };
}

/** Never rejects: what failed is due again when its lease is over, and holds up nobody else. */
async function keepOne(options: DayKeepingOptions, keeping: Keeping): Promise<void> {
  const { metrics, logger } = options;
  try {
    const became = await writeDaysOf(options, keeping);
    if (became === 'written' || became === 'elsewhere') return;
    metrics.errors.inc({ where: 'portfolios' });
    logger.error({ customerId: keeping.customerId, became }, 'days of a portfolio were not written');
  } catch (err) {
    metrics.errors.inc({ where: 'portfolios' });
    logger.error({ err, customerId: keeping.customerId }, 'days of a portfolio were not written');
  }
}

async function writeDaysOf({ portfolios, clock, kindOf }: DayKeepingOptions, keeping: Keeping) {
  const books = await portfolios.portfolioBooks(keeping, MOVEMENTS_MAX);
  if (books === null) return 'too_many_movements';
  const planned = planDays(keeping, books, { now: clock.now(), writtenAfterMs: WRITTEN_AFTER_MS });
  const marks = await portfolios.marks(markTimesAround(momentsOfDays(planned.days)));
  const before = keeping.last && (await lastDayOf(portfolios, keeping));
  const priced = { market: marketThen(marks, null), kindOf, before: before?.crossed ?? null };
  const days = priceDays(planned.days, priced);
  return portfolios.writeDays(keeping, { days, seq: planned.seq, dueAt: planned.dueAt });
}

async function lastDayOf(
  portfolios: PortfolioStore,
  { customerId }: Pick<Keeping, 'customerId'>,
): Promise<KeptDay | null> {
  const [last] = await portfolios.keptDays(customerId, 1);
  return last ?? null;
}
