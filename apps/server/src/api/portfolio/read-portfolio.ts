// What a portfolio is made of at one moment: the days that were written, those that are over and not written yet, and the one that
// goes on, all in one series, so that everything that is told is up to now.
import { type CalendarDay, endOfDay, ZONES } from '@diboas/calendars';
import type { Instant } from '@diboas/kernel';
import { type Currency, isOld, type Rate } from '@diboas/market';
import {
  beginningOf,
  type Crossed,
  type DaySeries,
  dayIn,
  type HeldBalance,
  type InCurrencies,
  type Keeping,
  type KeptDay,
  marketThen,
  markTimesAround,
  momentsOfDays,
  type PortfolioBooks,
  planDays,
  priceDays,
  type ReturnSpan,
  spanOfPeriod,
} from '@diboas/portfolio';
import type { HistoryRangeView } from '@diboas/protocol';
import type { Parts } from '../../parts/parts.ts';
import { portfolioMovementKind } from '../../parts/portfolio-movement-kind.ts';

export type PortfolioParts = Pick<Parts, 'store' | 'clock' | 'rates' | 'operations'>;

export interface ReadPortfolio {
  readonly now: Instant;
  readonly zone: string | null;
  readonly held: readonly HeldBalance[];
  readonly rates: readonly Rate[];
  readonly series: DaySeries;
  /** From when to now, in days; null where nothing has ever moved. */
  readonly span: ReturnSpan | null;
  readonly endOf: (day: CalendarDay) => Instant;
  /** What crossed its border up to now; null where nothing has ever moved. */
  readonly crossed: InCurrencies<Crossed> | null;
}

/** How many days a range goes back, with the one before it, whose end it begins at: the most that are read. */
const DAYS_READ: Readonly<Record<HistoryRangeView, number>> = {
  '1D': 2,
  '1W': 8,
  '1M': 32,
  '1Y': 367,
  ALL: 3_660,
};

/** Since the last day that was written: who has more in a day is told of no day that goes on. */
const MOVEMENTS_MAX = 5_000;

export async function readPortfolio(
  { store, clock, rates, operations }: PortfolioParts,
  customerId: string,
  { range, currency }: { readonly range: HistoryRangeView; readonly currency: Currency },
): Promise<ReadPortfolio> {
  const now = clock.now();
  const known = rates();
  const keeping = await store.keeping(customerId);
  if (keeping === null) return nothingKept({ now, rates: known, currency });
  const [books, kept] = await Promise.all([
    store.portfolioBooks(keeping, MOVEMENTS_MAX),
    store.keptDays(customerId, DAYS_READ[range]),
  ]);
  // Days that were written since are in the books as well.
  const written = kept.filter(({ day }) => keeping.last !== null && day <= keeping.last.day);
  const later = books ? await daysSince(keeping, books, { now, known, written, store, operations }) : [];
  const days = [...written, ...later];
  const isWhole = kept.length < DAYS_READ[range];
  const zone = keeping.zone ?? ZONES.utc;
  const series: DaySeries = {
    ...{ currency, zone, before: isWhole ? 'nothing' : 'unknown' },
    days: days.map((day) => dayIn(day, currency)),
  };
  const ends = new Map(days.map(({ day, endsAt }) => [day, endsAt]));
  return {
    ...{ now, zone: keeping.zone, held: books?.held ?? [], rates: known, series },
    span: spanOf(series, range),
    endOf: (day) => ends.get(day) ?? endOfDay(day, zone),
    crossed: days.at(-1)?.crossed ?? null,
  };
}

/** Of whoever began within the range it is since they began. */
function spanOf(series: DaySeries, range: HistoryRangeView): ReturnSpan | null {
  const [to, beginning] = [series.days.at(-1)?.day, beginningOf(series)];
  const span = to === undefined ? null : spanOfPeriod(range, to, series);
  if (span === null || beginning === null || series.before === 'unknown') return span;
  return span.from < beginning ? { ...span, from: beginning } : span;
}

async function daysSince(
  keeping: Keeping,
  books: PortfolioBooks,
  {
    now,
    known,
    written,
    store,
    operations,
  }: Pick<PortfolioParts, 'store' | 'operations'> & {
    readonly now: Instant;
    readonly known: readonly Rate[];
    readonly written: readonly KeptDay[];
  },
): Promise<KeptDay[]> {
  const { days, running } = planDays(keeping, books, { now, writtenAfterMs: 0 });
  const planned = running ? [...days, running] : days;
  const moments = momentsOfDays(planned).filter((moment) => moment !== now);
  const marks = await store.marks(markTimesAround(moments));
  // What a day is worth now is told by prices of now, or not at all.
  const current = { at: now, rates: known.filter(({ at }) => !isOld(at, now)) };
  const market = marketThen(marks, current);
  const before = written.at(-1)?.crossed ?? null;
  return priceDays(planned, { market, kindOf: portfolioMovementKind(operations), before });
}

function nothingKept({
  now,
  rates,
  currency,
}: {
  readonly now: Instant;
  readonly rates: readonly Rate[];
  readonly currency: Currency;
}): ReadPortfolio {
  const series: DaySeries = { currency, zone: ZONES.utc, before: 'nothing', days: [] };
  const endOf = (day: CalendarDay) => endOfDay(day, ZONES.utc);
  return { now, zone: null, held: [], rates, series, span: null, endOf, crossed: null };
}
