/** When the exchange of the sandbox trades: on working days from 9:30 to 16:00 by the clock of New York. It knows no holidays. */
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';

const CLOCK = new Intl.DateTimeFormat('en-US', {
  ...{ timeZone: 'America/New_York', weekday: 'short', hourCycle: 'h23', hour: 'numeric', minute: 'numeric' },
});

const OPENS_AT = 9 * 60 + 30;
const CLOSES_AT = 16 * 60;

/** Minutes since midnight in New York, and whether it is a working day there. */
function clockAt(at: Instant): { readonly minutes: number; readonly works: boolean } {
  const parts = Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday = '', hour = '0', minute = '0' } = parts;
  return { minutes: Number(hour) * 60 + Number(minute), works: weekday !== 'Sat' && weekday !== 'Sun' };
}

export function isOpenByClock(at: Instant): boolean {
  const { minutes, works } = clockAt(at);
  return works && minutes >= OPENS_AT && minutes < CLOSES_AT;
}

/** The first moment from then on at which the clock shows an opening, or a close, of a working day. */
export function nextOpening(after: Instant): Instant {
  return nextAt(after, OPENS_AT);
}

export function nextClose(after: Instant): Instant {
  return nextAt(after, CLOSES_AT);
}

/** Looked for by the minute around the day, since clocks are changed. */
function nextAt(after: Instant, minutes: number): Instant {
  const minute = Math.ceil(after / MINUTE_MS) * MINUTE_MS;
  for (let days = 0; days <= 5; days += 1) {
    const guess = minute + days * DAY_MS;
    const shift = (minutes - clockAt(guess).minutes) * MINUTE_MS;
    for (const off of [0, -HOUR_MS, HOUR_MS]) {
      const at = guess + shift + off;
      const shown = clockAt(at);
      if (at >= minute && shown.works && shown.minutes === minutes) return at;
    }
  }
  throw new Error('a working day follows');
}
