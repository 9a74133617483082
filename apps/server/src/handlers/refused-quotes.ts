import { bucketOf, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import type { Parts } from '../parts.ts';

/** Customers of whom refusals are counted at a time. */
const CUSTOMERS_MAX = 20_000;

interface Counted {
  /** When the row was written that the refusals since are told with. */
  readonly since: Instant;
  count: number;
}

/**
 * Puts refusals of prices on record. The first of a minute is a row; those that follow within it are counted, and told
 * as `unrecorded` in the next row of that customer. Anybody may ask for what is refused as often as they like, and rows
 * of the audit are kept for ever.
 */
export function createRefusedQuotes(parts: Pick<Parts, 'store' | 'clock' | 'createId'>) {
  const known = new Map<string, Counted>();
  return {
    async note(customerId: string, subject: string, detail: AuditEntry['detail']): Promise<void> {
      const now = parts.clock.now();
      const before = known.get(customerId);
      if (before && now - before.since < MINUTE_MS) {
        before.count += 1;
        return;
      }
      known.delete(customerId);
      known.set(customerId, { since: now, count: 0 });
      const [oldest] = known.keys();
      if (known.size > CUSTOMERS_MAX && oldest !== undefined) known.delete(oldest);
      const unrecorded = before?.count ?? 0;
      const entry = {
        id: parts.createId(customerId),
        at: now,
        actor: customerId,
        act: 'quote_refused',
        subject,
      };
      const counted = unrecorded === 0 ? detail : { ...detail, unrecorded };
      await parts.store.append(bucketOf(customerId), [{ ...entry, detail: counted }]);
    },
  };
}
