import { bankingDaysOf, type Calendars } from '@diboas/calendars';
import { formatInstant, type Instant } from '@diboas/kernel';
import type { Estimate } from '@diboas/orchestration';
import type { EstimateView } from '@diboas/protocol';

/** When what the estimate is of begins: between two moments, such as all that an offer stands. */
export interface Beginning {
  readonly soonest: Instant;
  readonly last: Instant;
}

/** An estimate with the days that banks take by their calendar, from whenever it begins. */
export function showEstimate(
  { fromSeconds, toSeconds, source, banking }: Estimate,
  calendars: Calendars,
  { soonest, last }: Beginning,
): EstimateView {
  const told = { fromSeconds, toSeconds, source };
  if (!banking) return { ...told, days: null };
  const { earliest } = bankingDaysOf(banking, soonest, calendars);
  const { latest, lastAt } = bankingDaysOf(banking, last, calendars);
  return { ...told, days: { from: earliest, to: latest, lastAt: formatInstant(lastAt) } };
}
