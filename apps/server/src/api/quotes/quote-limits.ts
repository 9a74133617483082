import type { Instant } from '@diboas/kernel';
import { createMinuteCounts } from '../../counting/minute-counts.ts';

/** Prices that one customer may wait for at a time. */
const AT_A_TIME = 3;
/** Customers of whom a node remembers what they asked. */
const CUSTOMERS_MAX = 20_000;

/** What was asked for may go on, or must wait for so many seconds. */
export type Turn =
  | { readonly kind: 'yes'; readonly end: () => void }
  | { readonly kind: 'wait'; readonly seconds: number };

/**
 * How often one customer is given a price: so many a minute, few at a time. Each costs calls to providers, whose patience
 * is shared by everybody. Counted by each node for itself, so a customer of several nodes is given a little more.
 */
export function createQuoteLimits(perMinute: number): { begin(customerId: string, now: Instant): Turn } {
  const asked = createMinuteCounts(CUSTOMERS_MAX);
  /** By customer, for as long as they wait for any. */
  const waiting = new Map<string, number>();

  function end(customerId: string): void {
    const left = (waiting.get(customerId) ?? 1) - 1;
    if (left > 0) waiting.set(customerId, left);
    else waiting.delete(customerId);
  }

  return {
    begin(customerId, now) {
      if (asked.countOf(customerId, now) >= perMinute)
        return { kind: 'wait', seconds: asked.secondsLeft(customerId, now) };
      const already = waiting.get(customerId) ?? 0;
      if (already >= AT_A_TIME) return { kind: 'wait', seconds: 1 };
      asked.add(customerId, now);
      waiting.set(customerId, already + 1);
      return { kind: 'yes', end: () => end(customerId) };
    },
  };
}
