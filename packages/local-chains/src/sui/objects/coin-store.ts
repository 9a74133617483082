// All coins that are, and every version of them that was.

import type { SuiCoin } from './coin-object.ts';

export interface CoinStore {
  /** As it is now; null when it never was or is no more. */
  current(id: string): SuiCoin | null;
  at(id: string, version: bigint): SuiCoin | null;
  /** Of one owner, the largest first. */
  ownedBy(owner: string): readonly SuiCoin[];
  apply(changes: readonly CoinChange[]): void;
}

/** What a transaction does to a coin. A coin that is new has no `before`, one that ends no `after`. */
export interface CoinChange {
  readonly before: SuiCoin | null;
  readonly after: SuiCoin | null;
}

export function createCoinStore(): CoinStore {
  const current = new Map<string, SuiCoin>();
  const versions = new Map<string, SuiCoin>();
  return {
    current: (id) => current.get(id) ?? null,
    at: (id, version) => versions.get(`${id} ${version}`) ?? null,
    ownedBy: (owner) =>
      [...current.values()]
        .filter((coin) => coin.owner === owner)
        .sort((left, right) => Number(right.balance - left.balance) || (left.id < right.id ? -1 : 1)),
    apply(changes) {
      for (const { before, after } of changes) {
        if (before !== null) current.delete(before.id);
        if (after === null) continue;
        current.set(after.id, after);
        versions.set(`${after.id} ${after.version}`, after);
      }
    },
  };
}
