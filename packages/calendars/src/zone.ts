// Which day it is, and what the clock shows, where the banks are, and where days are those of nobody's place. Clocks are changed twice a year, so a time of day is never
// reckoned by adding hours to a moment: the zone's own rules are asked, which every JavaScript engine brings along as `Intl`.
import { DAY_MS, type Instant } from '@diboas/kernel';
import { addDays, type CalendarDay, dayAt, startOf } from './day.ts';

declare const isZone: unique symbol;

/** A zone of the tz database, by its name there. What comes from outside is one once `parseZone` took it. */
export type Zone = string & { readonly [isZone]: true };

/** Zones of the banks and of the exchange, and the one of the networks. */
export const ZONES = {
  newYork: zoneOf('America/New_York'),
  frankfurt: zoneOf('Europe/Berlin'),
  utc: zoneOf('UTC'),
} as const;

/** What the clock of a zone shows, in 24 hours: 16:45. */
export type LocalTime = `${number}:${number}`;

/** A moment as whoever lives in a zone writes it down. `ms` is what their clock shows, since midnight. */
export interface LocalMoment {
  readonly day: CalendarDay;
  readonly ms: number;
}

/** Clocks that were made: each takes a thousandth of a second, is always the same, and there are no more than zones. */
const CLOCKS = new Map<Zone, Intl.DateTimeFormat>();

/** Names of the tz database have no more letters; an offset such as +05:30 has no rules of its own and is none. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Of a name as it comes from outside; null for one that names no zone. Whatever letters are large: it is kept as it came. */
export function parseZone(name: string): Zone | null {
  if (!ZONE_NAME.test(name)) return null;
  try {
    clockIn(zoneOf(name));
    return zoneOf(name);
  } catch {
    // There is no other way to ask an engine whether it knows a zone.
    return null;
  }
}

function zoneOf(name: string): Zone {
  return name as Zone;
}

export function localAt(instant: Instant, zone: Zone): LocalMoment {
  const local = instant + offsetAt(instant, zone);
  const day = dayAt(local);
  return { day, ms: local - startOf(day) };
}

/**
 * When the clock of the zone shows this time on this day. What it shows twice, as clocks are put back, is the first of both;
 * what it never shows, as they are put forward, is as long after midnight as if they had not been.
 */
export function instantAt(day: CalendarDay, time: LocalTime, zone: Zone): Instant {
  const local = startOf(day) + msShown(time);
  const before = local - offsetAt(local - DAY_MS, zone);
  const after = local - offsetAt(local + DAY_MS, zone);
  const shown = [before, after].find((instant) => instant + offsetAt(instant, zone) === local);
  return shown ?? before;
}

/** The first moment that is not of this day any more. */
export function endOfDay(day: CalendarDay, zone: Zone): Instant {
  return instantAt(addDays(day, 1), '00:00', zone);
}

/** Milliseconds since midnight that a clock has counted when it shows this time. */
export function msShown(time: LocalTime): number {
  return Date.parse(`1970-01-01T${time}:00Z`);
}

/** What the clock of the zone is ahead of UTC at a moment, in milliseconds: below zero in America. */
function offsetAt(instant: Instant, zone: Zone): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clockIn(zone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  const wholeSecond = Math.floor(instant / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

function clockIn(zone: Zone): Intl.DateTimeFormat {
  const clock = CLOCKS.get(zone) ?? clockOf(zone);
  CLOCKS.set(zone, clock);
  return clock;
}

function clockOf(timeZone: Zone): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
