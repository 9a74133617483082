import type { Bucket, Id } from '@diboas/kernel';
import type { Hold } from '@diboas/ledger';
import type { AuditEntry, Float, FloatChange, FloatKey, FloatStore } from '@diboas/orchestration';

/** One bucket's shares, by their names. */
export type FloatShelf = Map<string, Float>;

function nameOf({ provider, asset, network }: FloatKey): string {
  return `${provider}/${asset}/${network}`;
}

export function findFloats(floats: FloatShelf, keys: readonly FloatKey[]): readonly Float[] {
  return keys.flatMap((key) => floats.get(nameOf(key)) ?? []);
}

/** What a batch does to them. One that was never opened stays so. */
export function changeFloats(floats: FloatShelf, changes: readonly FloatChange[]): void {
  for (const { units, ...key } of changes) {
    const before = floats.get(nameOf(key));
    if (before) floats.set(nameOf(key), { ...before, free: before.free + units });
  }
}

/** What lies with providers, in memory. */
export function createMemoryFloats(
  shelf: (bucket: Bucket) => {
    readonly floats: FloatShelf;
    readonly holds: ReadonlyMap<Id, Hold>;
    readonly audit: AuditEntry[];
  },
): FloatStore {
  return {
    async floats(bucket) {
      return [...shelf(bucket).floats.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
    },
    async fundFloat({ bucket, provider, asset, network, units, audit }) {
      const { floats, holds, audit: entries } = shelf(bucket);
      const key = { provider, asset, network };
      const before = floats.get(nameOf(key));
      const free = (before ? before.free : -promisedOf(holds.values(), key)) + units;
      if (units < 0n && (!before || free < 0n)) return false;
      floats.set(nameOf(key), { ...key, bucket, free });
      entries.push(audit);
      return true;
    },
  };
}

/** What is promised already as a share is opened. */
function promisedOf(holds: Iterable<Hold>, { provider, asset, network }: FloatKey): bigint {
  let promised = 0n;
  for (const { credit, amount } of holds)
    if (credit.kind === `FLOAT:${provider}` && credit.asset === asset && credit.network === network)
      promised += amount;
  return promised;
}
