import { afterBankDays, type CalendarDay } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import type { Text } from '../words/text.ts';
import { formatWeekday, type Moment } from './format-time.ts';

/** What takes no longer than this is told as being there at once. */
export const AT_ONCE = 1;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * "at once", "in 1 to 5 minutes", "by Wednesday, December 2". The unit is the largest one that does not hide the difference. What
 * takes days is moved by banks, so its days are bank days, and the day is named (R21): nobody has to count around a
 * weekend.
 *
 * @param from when the time begins to run: the quote's or the transaction's own beginning
 */
export function estimateText(
  { fromSeconds, toSeconds }: QuoteView['estimate'],
  t: Text,
  { region, from: begins }: { readonly region: string; readonly from: Moment },
): string {
  if (toSeconds <= AT_ONCE) return t('estimate.now');
  const [unit, size] = unitOf(toSeconds);
  if (unit === 'days') {
    const day = afterBankDays(calendarDayOf(begins), Math.max(1, Math.ceil(toSeconds / DAY)));
    return t('estimate.day', { day: formatWeekday(day, region) });
  }
  const from = Math.max(1, Math.floor(fromSeconds / size));
  const to = Math.max(1, Math.ceil(toSeconds / size));
  return from === to ? t(`estimate.${unit}.one`, { to }) : t(`estimate.${unit}.range`, { from, to });
}

/** The day as the person's own calendar has it. */
function calendarDayOf(moment: Moment): CalendarDay {
  const date = new Date(moment);
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}

function unitOf(seconds: number): readonly ['seconds' | 'minutes' | 'hours' | 'days', number] {
  if (seconds < 2 * MINUTE) return ['seconds', 1];
  if (seconds < 2 * HOUR) return ['minutes', MINUTE];
  if (seconds < DAY) return ['hours', HOUR];
  return ['days', DAY];
}
