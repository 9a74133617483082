import type { Id, Instant } from '@diboas/kernel';
import type { TransactionEvent } from '../transaction/event.ts';

/** One input's lasting trace in the customer's stream. */
export interface JournalEntry {
  readonly customerId: string;
  readonly seq: number;
  readonly transactionId: Id;
  readonly at: Instant;
  /** What kind of input it was. */
  readonly cause: string;
  readonly events: readonly TransactionEvent[];
}
