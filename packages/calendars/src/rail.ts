// The rails that banks pay each other by, with the deadlines of the networks themselves. Whoever hands a payment to a bank
// has an earlier cut-off, the bank's own: that is a provider's word, a `BankingTime`.
import type { Instant } from '@diboas/kernel';
import { type BankingDays, type BankingTime, bankingDaysOf, dayItGoes } from './banking-days.ts';
import { afterOpenDays, type Calendars } from './calendar.ts';
import { addDays } from './day.ts';
import { instantAt, type LocalTime } from './zone.ts';

/** What is in by its deadline settles together, at a time of the same banking day or of one after it. */
interface AchWindow {
  readonly by: LocalTime;
  readonly settles: LocalTime;
  readonly daysAfter: number;
}

type Rail = {
  /** Whose days it goes by, its last deadline, and the days that it may take until the money is on the account. */
  readonly time: BankingTime;
} & (
  | { readonly windows: readonly [AchWindow, ...AchWindow[]] }
  /** One by one, from a time of the day itself or of the evening before. */
  | { readonly opens: LocalTime; readonly onDayBefore: boolean }
);

export type RailName = 'ach' | 'ach_same_day' | 'wire' | 'sepa';

/**
 * Sources. Same-day ACH: frbservices.org, "Same Day ACH", 15 January 2020, for 16:45 and 18:00; 10:30 and 14:45, which settle at
 * 13:00 and 17:00, by others who quote Nacha. A payment is of $1,000,000 at most. ACH: what is in by 22:45 settles at 8:30 of the
 * next banking day (corporateone.coop, "August 2022 ACH"), and is on the account in one or two; a later deadline at night is left
 * out, so who misses the evening's is told a day more, never less. Wire: federalreserve.gov, "Fedwire Funds Services": from 21:00
 * of the calendar day before; for customers of banks until 18:45 (84 FR 71940, since March 2021). SEPA: ecb.europa.eu, "TARGET2
 * calendar": customers' payments from 7:00 to 17:00; on the account on the next banking day at the latest, Directive (EU)
 * 2015/2366, article 83.
 */
const RAILS: Readonly<Record<RailName, Rail>> = {
  ach: {
    time: { calendar: 'fed', cutOff: '22:45', fromDays: 1, toDays: 2 },
    windows: [{ by: '22:45', settles: '08:30', daysAfter: 1 }],
  },
  ach_same_day: {
    time: { calendar: 'fed', cutOff: '16:45', fromDays: 0, toDays: 0 },
    windows: [
      { by: '10:30', settles: '13:00', daysAfter: 0 },
      { by: '14:45', settles: '17:00', daysAfter: 0 },
      { by: '16:45', settles: '18:00', daysAfter: 0 },
    ],
  },
  wire: {
    time: { calendar: 'fed', cutOff: '18:45', fromDays: 0, toDays: 0 },
    opens: '21:00',
    onDayBefore: true,
  },
  sepa: {
    time: { calendar: 't2', cutOff: '17:00', fromDays: 0, toDays: 1 },
    opens: '07:00',
    onDayBefore: false,
  },
};

/** When what a bank hands to a rail at a moment arrives: the days, and the first moment that it may have settled. */
export function bankingDaysBy(
  rail: RailName,
  handedOver: Instant,
  calendars: Calendars,
): BankingDays & { readonly settles: Instant } {
  const { time, ...way } = RAILS[rail];
  const calendar = calendars[time.calendar];
  const goes = dayItGoes(calendar, time.cutOff, handedOver);
  const at = (of: LocalTime, day = goes): Instant => instantAt(day, of, calendar.zone);
  const days = bankingDaysOf(time, handedOver, calendars);
  if ('opens' in way) {
    const opens = at(way.opens, way.onDayBefore ? addDays(goes, -1) : goes);
    return { ...days, settles: Math.max(handedOver, opens) };
  }
  const { windows } = way;
  const window = windows.find(({ by }) => handedOver < at(by)) ?? windows[0];
  return { ...days, settles: at(window.settles, afterOpenDays(calendar, goes, window.daysAfter)) };
}

/** The cut-off of the last window of the same day: what to count by where somebody names no cut-off of their own. */
export const USUAL_CUT_OFF: LocalTime = RAILS.ach_same_day.time.cutOff;
