// From the moment that a payment is handed over to the days that it arrives on. Days are those of the banks that move it: one
// that is handed over after their cut-off, or on a day that they are closed, is as if handed over on their next day.
import type { Instant } from '@diboas/kernel';
import { afterOpenDays, type Calendar, type Calendars, nextOpenDay, openDayFrom } from './calendar.ts';
import type { CalendarDay } from './day.ts';
import { endOfDay, instantAt, type LocalTime, localAt, msShown } from './zone.ts';

/** How long banks take, as whoever hands a payment to them says it. */
export interface BankingTime {
  /** Whose days are counted. */
  readonly calendar: 'fed' | 't2';
  /** What is handed over at this time of their clock, or later, goes on their next day. */
  readonly cutOff: LocalTime;
  /** So many banking days after the day it goes, at the earliest and at the latest; 0 is the same day. */
  readonly fromDays: number;
  readonly toDays: number;
}

/** On which days of the banks it arrives. */
export interface BankingDays {
  readonly earliest: CalendarDay;
  readonly latest: CalendarDay;
  /** When banks settle for the last time on the latest, for whoever names that day by a clock elsewhere. */
  readonly lastAt: Instant;
  /** The first moment after the latest: what is not there by now is late. */
  readonly until: Instant;
}

/**
 * When the last payments of customers settle on a banking day.
 * Source: frbservices.org, "Same Day ACH", 15 January 2020; ecb.europa.eu, "TARGET2 calendar". Wires may be an hour later.
 */
const LAST_SETTLEMENT: LocalTime = '18:00';

/** When what is handed over at a moment arrives. */
export function bankingDaysOf(time: BankingTime, handedOver: Instant, calendars: Calendars): BankingDays {
  const calendar = calendars[time.calendar];
  const goes = dayItGoes(calendar, time.cutOff, handedOver);
  const latest = afterOpenDays(calendar, goes, time.toDays);
  return {
    earliest: afterOpenDays(calendar, goes, time.fromDays),
    latest,
    lastAt: instantAt(latest, LAST_SETTLEMENT, calendar.zone),
    until: endOfDay(latest, calendar.zone),
  };
}

/** The banking day on which banks take what is handed over at a moment: before its cut-off, or the next one. */
export function dayItGoes(calendar: Calendar, cutOff: LocalTime, handedOver: Instant): CalendarDay {
  const { day, ms } = localAt(handedOver, calendar.zone);
  return ms < msShown(cutOff) ? openDayFrom(calendar, day) : nextOpenDay(calendar, day);
}
