// When what is traded on an exchange may be sent to a venue: in the exchange's regular session. Its calendar tells holidays and half
// days beforehand; what no calendar tells, a halt of all trading or a day of mourning, venues say by their own clocks.
import { type Calendars, createCalendars, whenTraded } from '@diboas/calendars';
import { type Instant, MINUTE_MS } from '@diboas/kernel';

/** An exchange whose hours something is traded in. */
export type MarketName = 'nyse';

export interface MarketSession {
  readonly isOpen: boolean;
  /** The first moment that this is no longer so, as far as is known now. */
  readonly until: Instant;
}

/** What a venue says of the exchange at a moment, in an answer of that moment. */
export interface ToldSession extends MarketSession {
  readonly at: Instant;
}

export interface MarketHours {
  sessionAt(market: MarketName, now: Instant): MarketSession;
}

/** What a venue said longer ago says nothing of now. */
const TOLD_LASTS_MS = 5 * MINUTE_MS;
/** A venue that is closed and does not know for how long is looked at again. */
const LOOK_AGAIN_MS = 5 * MINUTE_MS;

/**
 * Open when the calendar says so and no venue has just said otherwise: `told` gives what each said last. A venue that is open
 * while the calendar is closed changes nothing, since waiting harms nobody.
 */
export function createMarketHours(
  { nyse }: Pick<Calendars, 'nyse'>,
  told: () => readonly ToldSession[] = () => [],
): MarketHours {
  return {
    sessionAt(_market, now) {
      const { takes, until, opensAt } = whenTraded(nyse, now, 'regular');
      if (takes !== 'any') return { isOpen: false, until: opensAt };
      const fresh = told().filter(({ at }) => at <= now && now < at + TOLD_LASTS_MS);
      const closed = fresh.filter(({ isOpen }) => !isOpen);
      if (closed.length === 0) return { isOpen: true, until: earliest(fresh, now, until) };
      return { isOpen: false, until: Math.max(now + LOOK_AGAIN_MS, ...closed.map((one) => one.until)) };
    },
  };
}

/** A venue may know of an early end that the calendar does not. */
function earliest(told: readonly ToldSession[], now: Instant, until: Instant): Instant {
  return Math.min(until, ...told.map((one) => one.until).filter((end) => end > now));
}

/** By the calendar alone. */
export const HOURS_BY_RULE = createMarketHours(createCalendars([]));
