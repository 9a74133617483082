import type { TransactionReader } from '@diboas/orchestration';

export type Balances = Awaited<ReturnType<TransactionReader['balances']>>;

/**
 * Balances that screens read a moment ago, by customer. Whatever changes anything of a customer raises the place in their
 * stream, so at the same place they are the same. A database that went back to an earlier state proves nothing by that:
 * then connections are new, and all is forgotten.
 */
export interface BalanceMemory {
  recall(customerId: string): Balances | undefined;
  keep(customerId: string, balances: Balances): void;
  forgetAll(): void;
}

/** Those that were kept first are forgotten first. */
export function createBalanceMemory(most: number): BalanceMemory {
  const kept = new Map<string, Balances>();
  return {
    recall: (customerId) => kept.get(customerId),
    keep(customerId, balances) {
      kept.delete(customerId);
      kept.set(customerId, balances);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    forgetAll: () => kept.clear(),
  };
}
