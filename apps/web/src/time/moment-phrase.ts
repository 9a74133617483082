import type { Text } from '../app/text.ts';
import { formatMoment, isSameDay } from './format-time.ts';

/** "at 2:02 PM" today, "on Monday, November 23 at 2:02 PM" on another day. */
export function momentPhrase(
  instant: string,
  t: Text,
  { region, now }: { region: string; now: number },
): string {
  const time = formatMoment(instant, region, now);
  return t(isSameDay(instant, now) ? 'moment.today' : 'moment.other', { time });
}
