import { type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';

/** Prices that one customer may wait for at a time. */
const AT_A_TIME = 3;
/** Customers of whom a node remembers what they asked; beyond that the ones that asked first are forgotten. */
const CUSTOMERS_MAX = 20_000;

interface Asked {
  /** When this minute of theirs began, and what they asked since. */
  since: Instant;
  count: number;
  waiting: number;
}

/** What was asked for may go on, or must wait for so many seconds. */
export type Turn =
  | { readonly kind: 'yes'; readonly end: () => void }
  | { readonly kind: 'wait'; readonly seconds: number };

/**
 * How often one customer is given a price: so many a minute, few at a time. Each costs calls to providers, whose patience
 * is shared by everybody. Counted by each node for itself, so a customer of several nodes is given a little more.
 */
export function createQuoteLimits(perMinute: number): { begin(customerId: string, now: Instant): Turn } {
  const known = new Map<string, Asked>();

  function askedBy(customerId: string, now: Instant): Asked {
    const asked = known.get(customerId) ?? { since: now, count: 0, waiting: 0 };
    // A clock that was put back begins a new minute too, or they would wait until it has caught up.
    if (now >= asked.since && now - asked.since < MINUTE_MS && known.has(customerId)) return asked;
    // The same counter goes on: what still waits is counted out of it when it ends.
    asked.since = now;
    asked.count = 0;
    known.delete(customerId);
    known.set(customerId, asked);
    const [oldest] = known.keys();
    if (known.size > CUSTOMERS_MAX && oldest !== undefined) known.delete(oldest);
    return asked;
  }

  return {
    begin(customerId, now) {
      const asked = askedBy(customerId, now);
      if (asked.count >= perMinute)
        return { kind: 'wait', seconds: Math.ceil((asked.since + MINUTE_MS - now) / SECOND_MS) };
      if (asked.waiting >= AT_A_TIME) return { kind: 'wait', seconds: 1 };
      asked.count += 1;
      asked.waiting += 1;
      return {
        kind: 'yes',
        end() {
          asked.waiting -= 1;
        },
      };
    },
  };
}
