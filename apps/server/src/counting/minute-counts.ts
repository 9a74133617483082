import { type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';

/** How often somebody did something, in minutes of their own: the first time begins one. */
export interface MinuteCounts {
  /** How often in the minute that `now` is in. */
  countOf(customerId: string, now: Instant): number;
  add(customerId: string, now: Instant): void;
  /** Seconds until a new minute begins, at least one. */
  secondsLeft(customerId: string, now: Instant): number;
}

interface Minute {
  readonly since: Instant;
  count: number;
}

/** @param customersMax how many customers are remembered; beyond that those whose minute began first are forgotten */
export function createMinuteCounts(customersMax: number): MinuteCounts {
  const known = new Map<string, Minute>();

  function minuteOf(customerId: string, now: Instant): Minute | null {
    const minute = known.get(customerId);
    // A clock that was put back begins a new minute too, or they would wait until it has caught up.
    return minute && now >= minute.since && now - minute.since < MINUTE_MS ? minute : null;
  }

  return {
    countOf: (customerId, now) => minuteOf(customerId, now)?.count ?? 0,
    add(customerId, now) {
      const minute = minuteOf(customerId, now);
      if (minute) {
        minute.count += 1;
        return;
      }
      known.delete(customerId);
      known.set(customerId, { since: now, count: 1 });
      const [oldest] = known.keys();
      if (known.size > customersMax && oldest !== undefined) known.delete(oldest);
    },
    secondsLeft(customerId, now) {
      const minute = minuteOf(customerId, now);
      return minute ? Math.ceil((minute.since + MINUTE_MS - now) / SECOND_MS) : 1;
    },
  };
}
