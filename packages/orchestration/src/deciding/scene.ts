import type { Attempt, Transaction } from '../transaction/transaction.ts';
import type { Facts } from './decision.ts';

/** The attempt in question, its transaction, and what is known beside them. */
export interface AttemptScene {
  readonly transaction: Transaction;
  readonly attempt: Attempt;
  readonly facts: Facts;
}
