// When the occurrences of a recurring buy are: at noon by the clock of its person's zone, which no change of clocks leaves out or
// shows twice. All are counted from one day, so none moves because the one before was late, short or never there.
import {
  addDays,
  addMonths,
  type CalendarDay,
  instantAt,
  localAt,
  parseZone,
  type Zone,
} from '@diboas/calendars';
import { assert, DAY_MS, type Instant, unreachable } from '@diboas/kernel';
import type { BuyEvery, BuySchedule } from '@diboas/orchestration';

const AT = '12:00';

/** How long before it is bought an occurrence is announced. */
const ANNOUNCED_MS = DAY_MS;

/** How long an occurrence may still be bought: as long as the next one, a week later, is not announced. */
const OPEN_MS = 6 * DAY_MS;

/** The day of an occurrence. Of a month that has no such day, the last one. */
export function dayOfOccurrence(
  { every, anchorOn, anchorNumber }: Omit<BuySchedule, 'zone'>,
  number: number,
): CalendarDay {
  return dayAfter(every, anchorOn, number - anchorNumber);
}

function dayAfter(every: BuyEvery, from: CalendarDay, count: number): CalendarDay {
  switch (every) {
    case 'week':
      return addDays(from, 7 * count);
    case 'two_weeks':
      return addDays(from, 14 * count);
    case 'month':
      return addMonths(from, count);
    default:
      return unreachable(every);
  }
}

/** When an occurrence is announced, bought and over. */
export interface OccurrenceTimes {
  readonly on: CalendarDay;
  /** From then on it is announced. */
  readonly announceAt: Instant;
  /** When it is bought, announced in time. */
  readonly at: Instant;
  /** From then on it is not bought any more. */
  readonly endsAt: Instant;
}

export function timesOfOccurrence(schedule: BuySchedule, number: number): OccurrenceTimes {
  const on = dayOfOccurrence(schedule, number);
  const at = instantAt(on, AT, zoneOf(schedule));
  return { on, announceAt: at - ANNOUNCED_MS, at, endsAt: at + OPEN_MS };
}

/** When what was announced at a moment is bought: a day later at least. */
export function buyAtOf({ at }: OccurrenceTimes, announcedAt: Instant): Instant {
  return Math.max(at, announcedAt + ANNOUNCED_MS);
}

/** The day that a person's clock shows at a moment. */
export function dayInZone(zone: Pick<BuySchedule, 'zone'>, instant: Instant): CalendarDay {
  return localAt(instant, zoneOf(zone)).day;
}

function zoneOf({ zone: name }: Pick<BuySchedule, 'zone'>): Zone {
  const zone = parseZone(name);
  assert(zone, 'a recurring buy is in a zone that there is', { name });
  return zone;
}
