import { bucketOfId, type Id } from '@diboas/kernel';
import { NEW_PROFILE, type Profile, type Verification, type VerificationStore } from '@diboas/orchestration';

/** Tries to find out who people are in memory, with the constraints that the database would check. */
export function createMemoryVerifications(
  profileOf: (customerId: string) => Profile | undefined,
): VerificationStore {
  const known = new Map<Id, Verification>();
  const isDue = ({ dueAt }: Verification, now: number) => dueAt !== null && dueAt <= now;
  return {
    profile: async (customerId) => profileOf(customerId) ?? NEW_PROFILE,
    async addVerification(one) {
      const { customerId, number } = one;
      const before = [...known.values()].find(
        (other) => other.customerId === customerId && other.number === number,
      );
      if (before) return before;
      known.set(one.id, one);
      return one;
    },
    async verifications(customerId) {
      const own = [...known.values()].filter((one) => one.customerId === customerId);
      return own.toSorted((left, right) => left.number - right.number);
    },
    async noteVerification(one) {
      const { provider, reference, stage, reason, person, version, changedAt } = one;
      const before = known.get(one.id);
      if (before?.version !== version) return null;
      const noted = {
        ...{ ...before, provider, reference, stage, reason, person, changedAt },
        version: version + 1,
      };
      known.set(one.id, noted);
      return noted;
    },
    async settleVerification({ id, version, dueAt: readDue }, dueAt) {
      const before = known.get(id);
      if (before?.version !== version) return false;
      if (before.dueAt === readDue) known.set(id, { ...before, dueAt });
      return true;
    },
    async hastenVerification({ provider, reference }, at) {
      const named = [...known.values()].filter(
        (one) => one.provider === provider && one.reference === reference,
      );
      for (const one of named) known.set(one.id, { ...one, dueAt: Math.min(one.dueAt ?? at, at) });
      return named.length > 0;
    },
    async verificationBuckets(now) {
      const due = [...known.values()].filter((one) => isDue(one, now));
      return [...new Set(due.map(({ id }) => bucketOfId(id)))];
    },
    async claimVerifications(bucket, { now, leasedUntil, limit }) {
      const due = [...known.values()].filter((one) => bucketOfId(one.id) === bucket && isDue(one, now));
      const taken = due.toSorted((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0)).slice(0, limit);
      const leased = taken.map((one) => ({ ...one, dueAt: leasedUntil }));
      for (const one of leased) known.set(one.id, one);
      return leased;
    },
  };
}
