import { addDays, type CalendarDay, sameDayInYears } from '@diboas/calendars';

export type HoldingTerm = 'short' | 'long';

/**
 * Long is more than one year. The day after that of acquisition is the first that counts, and the day of disposal the last:
 * what was acquired on 5 February is long from 6 February of the next year on (IRS Publication 550, "Holding Period"). A
 * year ends on the last day of a February however long that is (Rev. Rul. 66-7).
 */
export function termOf(heldFrom: CalendarDay, soldOn: CalendarDay): HoldingTerm {
  return soldOn >= sameDayInYears(addDays(heldFrom, 1), 1) ? 'long' : 'short';
}
