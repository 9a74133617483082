import type { Transaction } from '../transaction/transaction.ts';
import type { Screened } from './check.ts';

/** Asks whoever knows addresses about where a transaction goes; null where nobody answered. */
export type ScreenTransaction = (transaction: Transaction) => Promise<Screened | null>;
