import type { Screened } from '../checks/check.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** Asks whoever knows lists and addresses about who gets what a transaction sends; null where nobody answered. */
export type ScreenTransaction = (transaction: Transaction) => Promise<Screened | null>;
