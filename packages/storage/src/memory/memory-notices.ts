import { bucketOf, bucketOfId, type Id } from '@diboas/kernel';
import type { Notice, NoticeStore } from '@diboas/orchestration';

/** What people are told, in memory: the store, and how others write into it in the same step as what they tell of. */
export function createMemoryNotices(): {
  readonly store: NoticeStore;
  readonly tell: (told: readonly Notice[]) => void;
} {
  const known = new Map<Id, Notice>();
  const isDue = ({ mailDueAt }: Notice, now: number) => mailDueAt !== null && mailDueAt <= now;
  const ofCustomer = (customerId: string) =>
    [...known.values()]
      .filter((one) => one.customerId === customerId)
      .toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
  const store: NoticeStore = {
    async notices(customerId, limit) {
      return ofCustomer(customerId)
        .filter(({ readAt }) => readAt === null)
        .slice(0, limit);
    },
    async putNoticeAway(customerId, id, at) {
      const notice = known.get(id);
      if (notice?.customerId !== customerId) return false;
      known.set(id, { ...notice, readAt: notice.readAt ?? at });
      return true;
    },
    async newestNotices(bucket, customerIds) {
      const own = customerIds.filter((id) => bucketOf(id) === bucket);
      return new Map(
        own.flatMap((id) =>
          ofCustomer(id)
            .slice(0, 1)
            .map(({ at }) => [id, at]),
        ),
      );
    },
    async noticeBuckets(now) {
      return [
        ...new Set([...known.values()].filter((one) => isDue(one, now)).map(({ id }) => bucketOfId(id))),
      ];
    },
    async claimNotices(bucket, { now, leasedUntil, limit }) {
      const due = [...known.values()].filter((one) => bucketOfId(one.id) === bucket && isDue(one, now));
      const taken = due
        .toSorted((one, other) => (one.mailDueAt ?? 0) - (other.mailDueAt ?? 0))
        .slice(0, limit);
      const leased = taken.map((one) => ({ ...one, mailDueAt: leasedUntil }));
      for (const one of leased) known.set(one.id, one);
      return leased;
    },
    async noteMailed(id) {
      const notice = known.get(id);
      if (notice) known.set(id, { ...notice, mailDueAt: null });
    },
  };
  return { store, tell: (told) => told.forEach((one) => void known.set(one.id, one)) };
}
