import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';

/** A moment as it comes from the server, or in milliseconds of this machine's clock. */
export type Moment = string | number;

export function isSameDay(instant: Moment, now: number): boolean {
  return new Date(now).toDateString() === new Date(instant).toDateString();
}

/** A moment inside a sentence: the clock time today, with the day before it otherwise. */
export function formatMoment(instant: string, region: string, now: number): string {
  return new Date(instant).toLocaleString(region, {
    hour: 'numeric',
    minute: '2-digit',
    ...(isSameDay(instant, now) ? {} : { weekday: 'long', day: 'numeric', month: 'long' }),
  });
}

/** The clock time today, with a short date before it otherwise. */
export function formatShort(instant: Moment, region: string, now: number): string {
  return new Date(instant).toLocaleString(region, {
    hour: 'numeric',
    minute: '2-digit',
    ...(isSameDay(instant, now) ? {} : { day: 'numeric', month: 'short' }),
  });
}

export function formatDay(instant: string, region: string): string {
  return new Date(instant).toLocaleDateString(region, { day: 'numeric', month: 'long' });
}

/** "2 minutes ago" up to an hour, then the clock time, then the date. */
export function formatAge(instant: string, region: string, now: number): string {
  const at = Date.parse(instant);
  const age = now - at;
  if (age >= 0 && age < HOUR_MS) {
    const minutes = Math.floor(age / MINUTE_MS);
    return new Intl.RelativeTimeFormat(region, { numeric: 'auto', style: 'long' }).format(-minutes, 'minute');
  }
  const date = new Date(at);
  if (isSameDay(instant, now)) {
    return date.toLocaleTimeString(region, { hour: 'numeric', minute: '2-digit' });
  }
  const sameYear = new Date(now).getFullYear() === date.getFullYear();
  return date.toLocaleDateString(region, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** To the second and with its zone, for receipts and for whoever points at a shorter time. */
export function formatExact(instant: string, region: string): string {
  return new Date(instant).toLocaleString(region, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}
