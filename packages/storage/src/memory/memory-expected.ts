import { BUCKETS, type Bucket, type Id } from '@diboas/kernel';
import type { Expected, ExpectedStore } from '@diboas/orchestration';

/** Whoever is waited for, by the address that they will sign in by. */
export function createMemoryExpected(
  shelf: (bucket: Bucket) => { readonly expected: ReadonlyMap<Id, Expected> },
): ExpectedStore {
  return {
    async expectedAt(address) {
      return BUCKETS.flatMap((bucket) => [...shelf(bucket).expected.values()])
        .filter((one) => one.address === address)
        .sort(
          (left, right) => left.until - right.until || (left.transactionId < right.transactionId ? -1 : 1),
        )
        .map(({ transactionId }) => transactionId);
    },
  };
}
