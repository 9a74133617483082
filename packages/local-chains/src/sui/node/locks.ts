// Which transaction a coin at one version is for. Validators promise a version to the first transaction that names it;
// two that name the same while neither is final take it from each other, and nobody can use it until the epoch ends.

import type { CoinReference } from '../objects/coin-object.ts';

export interface CoinLocks {
  /** The coin that is promised to another transaction, and to which; null when none is. */
  conflict(references: readonly CoinReference[], digest: string): LockConflict | null;
  promise(references: readonly CoinReference[], digest: string): void;
  /** Nobody can use what was promised to this transaction: it and another wanted the same. */
  spoil(digest: string): void;
  isSpoilt(references: readonly CoinReference[]): boolean;
  /** At the end of an epoch all promises are. */
  clear(): void;
}

export interface LockConflict {
  readonly reference: CoinReference;
  readonly digest: string;
}

export function createCoinLocks(): CoinLocks {
  const promised = new Map<string, string>();
  const spoilt = new Set<string>();
  const nameOf = ({ id, version }: CoinReference) => `${id} ${version}`;
  return {
    conflict(references, digest) {
      for (const reference of references) {
        const other = promised.get(nameOf(reference));
        if (other !== undefined && other !== digest) return { reference, digest: other };
      }
      return null;
    },
    promise(references, digest) {
      for (const reference of references) promised.set(nameOf(reference), digest);
    },
    spoil(digest) {
      for (const [name, holder] of promised) {
        if (holder === digest) spoilt.add(name);
      }
    },
    isSpoilt: (references) => references.some((reference) => spoilt.has(nameOf(reference))),
    clear() {
      promised.clear();
      spoilt.clear();
    },
  };
}
