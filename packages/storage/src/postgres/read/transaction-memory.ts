import type { Id } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';

/**
 * By what it is known that a row is still as it was read: every step raises the version, and a due time is moved
 * without a step only when due work is claimed.
 */
export interface Mark {
  readonly version: number;
  /** Milliseconds, as text. */
  readonly due: string | null;
  readonly reason: string | null;
}

/** Transactions that screens read a moment ago. Most have ended, so they are read, and made out of their rows, once. */
export interface TransactionMemory {
  /** The transaction, if it is still as this mark says. */
  recall(id: Id, mark: Mark): Transaction | null;
  keep(transaction: Transaction): void;
}

/** The least recently used is forgotten first. */
export function createTransactionMemory(most: number): TransactionMemory {
  const kept = new Map<Id, Transaction>();
  return {
    recall(id, mark) {
      const found = kept.get(id);
      if (!found || !isAt(found, mark)) return null;
      kept.delete(id);
      kept.set(id, found);
      return found;
    },
    keep(transaction) {
      kept.delete(transaction.id);
      kept.set(transaction.id, transaction);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}

function isAt({ version, due }: Transaction, mark: Mark): boolean {
  if (version !== mark.version) return false;
  return due === null ? mark.due === null : String(due.at) === mark.due && due.reason === mark.reason;
}
