import { bucketOf } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import { createMinuteRows } from '../../counting/minute-rows.ts';
import type { Parts } from '../../parts/parts.ts';

/** Customers of whom refusals are counted at a time. */
const CUSTOMERS_MAX = 20_000;

/** Puts refusals of prices on record, a row a minute and customer. Those that have none are `unrecorded` in the next. */
export function createRefusedQuotes({ store, clock, createId }: Pick<Parts, 'store' | 'clock' | 'createId'>) {
  const rows = createMinuteRows(clock, CUSTOMERS_MAX);
  return {
    note(customerId: string, subject: string, detail: AuditEntry['detail']): Promise<void> {
      return rows.note(customerId, async (unrecorded) => {
        const who = { id: createId(customerId), at: clock.now(), actor: customerId };
        const counted = unrecorded === 0 ? detail : { ...detail, unrecorded };
        await store.append(bucketOf(customerId), [
          { ...who, act: 'quote_refused', subject, detail: counted },
        ]);
      });
    },
  };
}
