import type { QuoteView } from '@diboas/protocol';
import type { Text } from '../app/text.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "1 to 5 minutes", "1 to 3 business days". The unit is the largest one that does not hide the difference. */
export function estimateText({ fromSeconds, toSeconds }: QuoteView['estimate'], t: Text): string {
  const [unit, size] = unitOf(toSeconds);
  const from = Math.max(1, Math.floor(fromSeconds / size));
  const to = Math.max(1, Math.ceil(toSeconds / size));
  return from === to ? t(`estimate.${unit}.one`, { to }) : t(`estimate.${unit}.range`, { from, to });
}

function unitOf(seconds: number): readonly ['seconds' | 'minutes' | 'hours' | 'days', number] {
  if (seconds < 2 * MINUTE) return ['seconds', 1];
  if (seconds < 2 * HOUR) return ['minutes', MINUTE];
  if (seconds < DAY) return ['hours', HOUR];
  return ['days', DAY];
}
