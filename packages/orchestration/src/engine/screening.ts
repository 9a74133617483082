import type { Screened } from '../checks/check.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** Asks whoever knows addresses about where a transaction goes; null where nobody answered. */
export type ScreenTransaction = (transaction: Transaction) => Promise<Screened | null>;
