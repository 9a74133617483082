import type { QuoteView } from '@diboas/protocol';
import type { Text } from '../words/text.ts';
import { formatWeekday } from './format-time.ts';

/** What takes no longer than this is told as being there at once. */
export const AT_ONCE = 1;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * "at once", "in 1 to 5 minutes", "by Wednesday, December 2". Where banks move it the day is named (R21), so that nobody has to
 * count around a weekend: the last of theirs, as it is by the clock of whoever reads it when banks settle for the last time. Else
 * the unit is the largest one that does not hide the difference.
 */
export function estimateText(
  { fromSeconds, toSeconds, days }: QuoteView['estimate'],
  t: Text,
  region: string,
): string {
  if (days) return t('estimate.day', { day: formatWeekday(Date.parse(days.lastAt) - 1, region) });
  if (toSeconds <= AT_ONCE) return t('estimate.now');
  const [unit, size] = unitOf(toSeconds);
  const from = Math.max(1, Math.floor(fromSeconds / size));
  const to = Math.max(1, Math.ceil(toSeconds / size));
  return from === to ? t(`estimate.${unit}.one`, { to }) : t(`estimate.${unit}.range`, { from, to });
}

function unitOf(seconds: number): readonly ['seconds' | 'minutes' | 'hours', number] {
  if (seconds < 2 * MINUTE) return ['seconds', 1];
  return seconds < 2 * HOUR ? ['minutes', MINUTE] : ['hours', HOUR];
}
