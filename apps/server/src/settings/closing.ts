import { CALENDAR_NAMES, type Closing, parseDay } from '@diboas/calendars';
import * as z from 'zod';

/** A calendar and a day on which it is closed though no rule says so: `fed:2027-01-09`. */
export const closing = z.string().transform((text, context): Closing => {
  const [name, written, ...more] = text.split(':');
  const calendar = CALENDAR_NAMES.find((known) => known === name);
  const day = parseDay(written ?? '');
  if (calendar && day && more.length === 0) return { calendar, day };
  context.addIssue(
    'must be calendars and days with commas between them, like fed:2027-01-09,nyse:2027-01-09',
  );
  return z.NEVER;
});
