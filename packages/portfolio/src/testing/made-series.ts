import { addDays, type CalendarDay, ZONES } from '@diboas/calendars';
import type { Day, DayFlow } from '../days/day-row.ts';
import type { DaySeries } from '../days/day-series.ts';

/** A day in whole units: what was there in the evening, what came in and what went out. */
export interface MadeDay {
  readonly value: bigint | null;
  readonly cameIn?: bigint | null;
  readonly wentOut?: bigint | null;
}

/** A row of one asset. */
export function madeRow(day: CalendarDay, { value, cameIn = 0n, wentOut = 0n }: MadeDay): Day {
  const flow = (way: DayFlow['way'], worth: bigint | null): DayFlow[] =>
    worth === 0n ? [] : [{ asset: 'BTC', kind: 'external', way, worth }];
  return {
    ...{ day, currency: 'USD' },
    holdings: [{ asset: 'BTC', quantity: 1n, value, at: null }],
    flows: [...flow('in', cameIn), ...flow('out', wentOut)],
  };
}

/** Days one after the other, the first of them given. */
export function madeSeries(
  first: CalendarDay,
  days: readonly MadeDay[],
  before: DaySeries['before'] = 'unknown',
): DaySeries {
  const rows = days.map((made, index) => madeRow(addDays(first, index), made));
  return { currency: 'USD', zone: ZONES.utc, before, days: rows };
}
