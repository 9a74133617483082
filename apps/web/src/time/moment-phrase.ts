import { MINUTE_MS } from '@diboas/kernel';
import type { Text } from '../words/text.ts';
import { formatAge, formatMoment, isSameDay } from './format-time.ts';

/** "at 2:02 PM" today, "on Monday, November 23 at 2:02 PM" on another day. */
export function momentPhrase(
  instant: string,
  t: Text,
  { region, now }: { region: string; now: number },
): string {
  const time = formatMoment(instant, region, now);
  return t(isSameDay(instant, now) ? 'moment.today' : 'moment.other', { time });
}

/** "just now", "2 minutes ago", then the clock time, then the date. */
export function agePhrase(
  instant: string,
  t: Text,
  { region, now }: { region: string; now: number },
): string {
  return now - Date.parse(instant) < MINUTE_MS ? t('moment.justNow') : formatAge(instant, region, now);
}
