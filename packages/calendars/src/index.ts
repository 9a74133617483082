export { type BankingDays, type BankingTime, bankingDaysOf } from './banking-days.ts';
export {
  afterOpenDays,
  CALENDAR_NAMES,
  type Calendar,
  type CalendarName,
  type Calendars,
  type Closing,
  createCalendars,
  nextOpenDay,
  openDayFrom,
} from './calendar.ts';
export {
  addDays,
  addMonths,
  type CalendarDay,
  dayAt,
  dayOf,
  daysBetween,
  parseDay,
  sameDayInYears,
  startOf,
  yearOf,
} from './day.ts';
export { bankingDaysBy, type RailName, USUAL_CUT_OFF } from './rail.ts';
export { type TradingHours, tradingHours } from './trading-hours.ts';
export {
  type LimitOrdersIn,
  type SessionName,
  type TradingSession,
  whenTraded,
} from './trading-session.ts';
export { endOfDay, instantAt, type LocalTime, localAt, parseZone, ZONES, type Zone } from './zone.ts';
