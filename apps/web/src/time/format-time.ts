import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { attempt } from '../first/capabilities.ts';

/** A moment as it comes from the server, or in milliseconds of the server's time. */
export type Moment = string | number;

type DateStyle = Intl.DateTimeFormatOptions;

const CLOCK: DateStyle = { hour: 'numeric', minute: '2-digit' };

export function isSameDay(instant: Moment, now: number): boolean {
  return new Date(now).toDateString() === new Date(instant).toDateString();
}

/** A moment inside a sentence: the clock time today, with the day before it otherwise. */
export function formatMoment(instant: Moment, region: string, now: number): string {
  return format(instant, region, {
    ...CLOCK,
    ...(isSameDay(instant, now) ? {} : { weekday: 'long', day: 'numeric', month: 'long' }),
  });
}

/** The same to the second, for what changes by the second. */
export function formatToSecond(instant: Moment, region: string, now: number): string {
  return format(instant, region, {
    ...CLOCK,
    second: '2-digit',
    ...(isSameDay(instant, now) ? {} : { day: 'numeric', month: 'short' }),
  });
}

/** The clock time today, with a short date before it otherwise. */
export function formatShort(instant: Moment, region: string, now: number): string {
  return format(instant, region, {
    ...CLOCK,
    ...(isSameDay(instant, now) ? {} : { day: 'numeric', month: 'short' }),
  });
}

export function formatDay(instant: Moment, region: string): string {
  return format(instant, region, { day: 'numeric', month: 'long' });
}

/** The zone of this device, as the tz database calls it; nothing where a browser does not say. */
export function deviceZone(): string | undefined {
  return attempt(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** "Nov 23, 2026": a day by itself. */
export function formatDate(instant: Moment, region: string): string {
  return format(instant, region, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "Wednesday, December 2". */
export function formatWeekday(instant: Moment, region: string): string {
  return format(instant, region, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "5 Jan 2024", of a day as 2024-01-05, which is the same wherever it is read. */
export function formatCalendarDay(day: string, region: string): string {
  const style: DateStyle = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
  return format(`${day}T00:00:00.000Z`, region, style);
}

/** "Monday, December 7", of a day as 2026-12-07. */
export function formatNamedDay(day: string, region: string): string {
  return format(`${day}T00:00:00.000Z`, region, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
}

/** "November 2026", of a month as 2026-11. */
export function formatMonth(month: string, region: string): string {
  return format(`${month}-01T00:00:00.000Z`, region, { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** "2 minutes ago" up to an hour, then the clock time, then the date. */
export function formatAge(instant: string, region: string, now: number): string {
  const age = now - new Date(instant).getTime();
  if (age >= 0 && age < HOUR_MS) {
    const minutes = Math.floor(age / MINUTE_MS);
    const words = attempt(() =>
      new Intl.RelativeTimeFormat(timesOf(region).locale, { numeric: 'auto' }).format(-minutes, 'minute'),
    );
    if (words !== undefined) return words;
  }
  if (isSameDay(instant, now)) return format(instant, region, CLOCK);
  const sameYear = new Date(now).getFullYear() === new Date(instant).getFullYear();
  return format(instant, region, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** To the second and with its zone, for receipts and for whoever points at a shorter time. */
export function formatExact(instant: string, region: string): string {
  return format(instant, region, {
    ...CLOCK,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** In the region's own way, or in the plainest there is where a browser cannot write that. */
function format(instant: Moment, region: string, style: DateStyle): string {
  const date = new Date(instant);
  const { locale, hourCycle } = timesOf(region);
  const all: DateStyle = {
    ...style,
    // Names of days stand among our words, so they are counted as our words count them.
    calendar: 'gregory',
    numberingSystem: 'latn',
    ...(style.hour === undefined || hourCycle === undefined ? {} : { hourCycle }),
  };
  return (
    attempt(() => new Intl.DateTimeFormat(locale, all).format(date)) ??
    attempt(() => new Intl.DateTimeFormat('en-US', style).format(date)) ??
    date.toString()
  );
}

/**
 * The language that days and months are named in is the words' (see `Locale.region`); whether the clock counts to
 * twelve or to twenty-four is the region's.
 */
function timesOf(region: string): { locale: string; hourCycle: DateStyle['hourCycle'] } {
  const [own = region, language] = region.split('-x-');
  const hourCycle = attempt(
    () => new Intl.DateTimeFormat(own, { hour: 'numeric' }).resolvedOptions().hourCycle,
  );
  if (language === undefined) return { locale: own, hourCycle };
  const country = /-([a-z]{2}|\d{3})(?:-|$)/i.exec(own)?.[1] ?? '';
  const mixed = `${language.split('-', 1)[0]}-${country}`;
  const known = attempt(() => new Intl.DateTimeFormat(mixed).resolvedOptions().locale);
  // English without a country of its own puts the month first, as hardly anybody outside America does.
  return { locale: known === 'en' ? 'en-GB' : mixed, hourCycle };
}
