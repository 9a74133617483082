import { assert, bucketOfId, type Id } from '@diboas/kernel';
import type { Notice, RecurringBuy, RecurringBuyStore } from '@diboas/orchestration';

/** Rules by which people buy again and again in memory, with the constraints that the database would check. */
export function createMemoryRecurringBuys(tell: (told: readonly Notice[]) => void): RecurringBuyStore {
  const known = new Map<Id, RecurringBuy>();
  const isDue = ({ dueAt }: RecurringBuy, now: number) => dueAt !== null && dueAt <= now;
  return {
    async offerRecurringBuy(buy, most) {
      assert(!known.has(buy.id), 'a recurring buy is offered once', { id: buy.id });
      const counted = [...known.values()].filter(
        ({ customerId, state }) =>
          customerId === buy.customerId && (state === 'active' || state === 'paused'),
      );
      if (counted.length >= most) return false;
      known.set(buy.id, buy);
      return true;
    },
    async recurringBuys(customerId) {
      const own = [...known.values()].filter(
        (one) => one.customerId === customerId && one.state !== 'offered',
      );
      return own.toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
    },
    recurringBuy: async (id) => known.get(id) ?? null,
    async noteRecurringBuy(buy, told) {
      if (known.get(buy.id)?.version !== buy.version) return null;
      const noted = { ...buy, version: buy.version + 1 };
      known.set(buy.id, noted);
      tell(told);
      return noted;
    },
    async forgetRecurringOffer(id) {
      if (known.get(id)?.state === 'offered') known.delete(id);
    },
    async recurringBuckets(now) {
      return [
        ...new Set([...known.values()].filter((one) => isDue(one, now)).map(({ id }) => bucketOfId(id))),
      ];
    },
    async claimRecurringBuys(bucket, { now, leasedUntil, limit }) {
      const due = [...known.values()].filter((one) => bucketOfId(one.id) === bucket && isDue(one, now));
      const taken = due.toSorted((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0)).slice(0, limit);
      const leased = taken.map((one) => ({ ...one, dueAt: leasedUntil }));
      for (const one of leased) known.set(one.id, one);
      return leased;
    },
  };
}
