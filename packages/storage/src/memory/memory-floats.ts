import type { Bucket, Id } from '@diboas/kernel';
import type { Hold } from '@diboas/ledger';
import type {
  AuditEntry,
  Float,
  FloatChange,
  FloatKey,
  FloatStanding,
  FloatStore,
} from '@diboas/orchestration';

/** One bucket's shares, by their names. */
export type FloatShelf = Map<string, FloatStanding>;

function nameOf({ provider, asset, network }: FloatKey): string {
  return `${provider}/${asset}/${network}`;
}

export function findFloats(floats: FloatShelf, keys: readonly FloatKey[]): readonly Float[] {
  return keys.flatMap((key) => {
    const found = floats.get(nameOf(key));
    return found ? [shareOf(found)] : [];
  });
}

function shareOf({ promised: _, ...share }: FloatStanding): Float {
  return share;
}

/** What a batch does to them. One that was never opened stays so. */
export function changeFloats(floats: FloatShelf, changes: readonly FloatChange[]): void {
  for (const { units, promised, ...key } of changes) {
    const before = floats.get(nameOf(key));
    if (before)
      floats.set(nameOf(key), {
        ...before,
        free: before.free + units,
        promised: before.promised + promised,
      });
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
  const standings = (bucket: Bucket): readonly FloatStanding[] =>
    [...shelf(bucket).floats.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const parts = new Set<string>();
  return {
    async floats(bucket) {
      return standings(bucket).map(shareOf);
    },
    async floatStandings(bucket) {
      return standings(bucket);
    },
    async fundFloat({ bucket, provider, asset, network, units, audit, part }) {
      const name = part && `${bucket} ${part.actId} ${part.side}`;
      if (name !== undefined && parts.has(name)) return true;
      const { floats, holds, audit: entries } = shelf(bucket);
      const key = { provider, asset, network };
      const before = floats.get(nameOf(key));
      const promised = before ? before.promised : promisedOf(holds.values(), key);
      const free = (before ? before.free : -promised) + units;
      if (units < 0n && (!before || free < 0n)) return false;
      floats.set(nameOf(key), { ...key, bucket, free, promised });
      entries.push(audit);
      if (name !== undefined) parts.add(name);
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
