// Which days of a portfolio are to be written, what there was at the end of each, and what moved. Days are by the time of what moved,
// in the order of the journal: what was committed after its day had been written, by a clock that was behind, is of the next day,
// so nothing is ever left out.
import { addDays, type CalendarDay, endOfDay, localAt, ZONES, type Zone } from '@diboas/calendars';
import { type Instant, MINUTE_MS } from '@diboas/kernel';
import type { HeldBalance } from '../positions/position.ts';
import type { Keeping, PortfolioBooks, PortfolioMovement } from './books.ts';

/** A day is written so long after it was over, when all that was under way then has been committed. */
export const WRITTEN_AFTER_MS = 10 * MINUTE_MS;

/** The most days that are written at once: whoever is further behind goes on in the next turn. */
export const PLANNED_DAYS_MAX = 100;

export interface PlannedDay {
  readonly day: CalendarDay;
  readonly endsAt: Instant;
  /** At its end. */
  readonly held: readonly HeldBalance[];
  readonly movements: readonly PortfolioMovement[];
}

export interface PlannedDays {
  /** Those that are over, in order, with none between them left out. */
  readonly days: readonly PlannedDay[];
  /** How far the journal is in them. */
  readonly seq: number;
  /** When there is more to write. */
  readonly dueAt: Instant;
  /** The day that goes on, up to now; null where nothing has ever moved, or more days are to be written first. */
  readonly running: PlannedDay | null;
}

/** @param writtenAfterMs how long a day must be over to be in `days` */
export function planDays(
  { zone: said, last, seq }: Keeping,
  books: PortfolioBooks,
  { now, writtenAfterMs }: { readonly now: Instant; readonly writtenAfterMs: number },
): PlannedDays {
  const zone = said ?? ZONES.utc;
  const moved = inOrderOfTime(books.movements, last?.endsAt ?? null);
  const first = last === null ? firstDayOf(moved, zone) : addDays(last.day, 1);
  if (first === null) {
    const dueAt = endOfDay(localAt(now, zone).day, zone) + writtenAfterMs;
    return { days: [], seq, dueAt, running: null };
  }
  const ends = endsFrom(first, zone, { after: last?.endsAt ?? null, until: now - writtenAfterMs });
  const planned = ends.map(({ day, endsAt }, index) => {
    return { day, endsAt, ...stateAt(books.held, moved, { from: ends[index - 1]?.endsAt ?? null, endsAt }) };
  });
  const lastEnd = ends.at(-1)?.endsAt ?? last?.endsAt ?? null;
  const later = moved.filter(({ at }) => lastEnd === null || at >= lastEnd);
  const next = addDays(first, ends.length);
  return {
    days: planned,
    seq: later[0] === undefined ? books.seq : Math.max(seq, later[0].seq - 1),
    dueAt: endAfter(next, zone, lastEnd) + writtenAfterMs,
    running:
      ends.length === PLANNED_DAYS_MAX
        ? null
        : { day: next, endsAt: now, held: books.held.filter(isSome), movements: later },
  };
}

/** A clock that was behind may have booked what comes later in the journal at an earlier time. */
function inOrderOfTime(movements: readonly PortfolioMovement[], from: Instant | null): PortfolioMovement[] {
  let latest = from ?? Number.NEGATIVE_INFINITY;
  return movements.map((movement) => {
    latest = Math.max(latest, movement.at);
    return { ...movement, at: latest };
  });
}

function firstDayOf([first]: readonly PortfolioMovement[], zone: Zone): CalendarDay | null {
  return first === undefined ? null : localAt(first.at, zone).day;
}

/** A day that has its end by another zone than the day before may be short, and never ends before it. */
function endAfter(day: CalendarDay, zone: Zone, before: Instant | null): Instant {
  return Math.max(endOfDay(day, zone), before ?? Number.NEGATIVE_INFINITY);
}

function endsFrom(
  first: CalendarDay,
  zone: Zone,
  { after, until }: { readonly after: Instant | null; readonly until: Instant },
): { readonly day: CalendarDay; readonly endsAt: Instant }[] {
  const ends: { day: CalendarDay; endsAt: Instant }[] = [];
  let before = after;
  while (ends.length < PLANNED_DAYS_MAX) {
    const day = addDays(first, ends.length);
    const endsAt = endAfter(day, zone, before);
    if (endsAt > until) break;
    ends.push({ day, endsAt });
    before = endsAt;
  }
  return ends;
}

/** What there is now, less all that moved from a moment on; and what moved in the day before it. */
function stateAt(
  held: readonly HeldBalance[],
  moved: readonly PortfolioMovement[],
  { from, endsAt }: { readonly from: Instant | null; readonly endsAt: Instant },
): Pick<PlannedDay, 'held' | 'movements'> {
  const units = new Map(held.map((balance) => [nameOf(balance), balance]));
  for (const movement of moved.filter(({ at }) => at >= endsAt)) {
    const { network, money } = movement;
    const before = units.get(nameOf(movement))?.money.units ?? 0n;
    units.set(nameOf(movement), { network, money: { ...money, units: before - money.units } });
  }
  return {
    held: [...units.values()].filter(isSome),
    movements: moved.filter(({ at }) => (from === null || at >= from) && at < endsAt),
  };
}

function nameOf({ network, money }: HeldBalance): string {
  return `${money.asset} ${network}`;
}

function isSome({ money }: HeldBalance): boolean {
  return money.units !== 0n;
}
