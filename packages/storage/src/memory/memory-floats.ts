import type { Bucket } from '@diboas/kernel';
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
  shelf: (bucket: Bucket) => { readonly floats: FloatShelf; readonly audit: AuditEntry[] },
): FloatStore {
  return {
    async floats(bucket) {
      return [...shelf(bucket).floats.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
    },
    async fundFloat({ bucket, provider, asset, network, units, audit }) {
      const { floats, audit: entries } = shelf(bucket);
      const key = { provider, asset, network };
      const before = floats.get(nameOf(key))?.free;
      const free = (before ?? 0n) + units;
      if (units < 0n && (before === undefined || free < 0n)) return false;
      floats.set(nameOf(key), { ...key, free });
      entries.push(audit);
      return true;
    },
  };
}
