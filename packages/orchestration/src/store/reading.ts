import type { Bucket, Id, Instant } from '@diboas/kernel';
import type { AccountState, Hold } from '@diboas/ledger';
import type { Use } from '../operation/use.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { JournalEntry } from './journal.ts';

/** Reading for screens. What it gives is committed, and at one moment. */
export interface TransactionReader {
  transaction(id: Id): Promise<Transaction | null>;
  /** The customer's transactions, newest first, before (not including) `before`. Legs are left out: their parent tells of them. */
  transactions(
    customerId: string,
    page: { readonly before: Id | null; readonly limit: number },
  ): Promise<readonly Transaction[]>;
  /** Those of the customer that were named, in no order; what is not theirs is left out. */
  transactionsNamed(customerId: string, ids: readonly Id[]): Promise<readonly Transaction[]>;
  transactionByKey(customerId: string, key: string): Promise<Transaction | null>;
  /** One snapshot of the customer's accounts and of the open holds that explain them, with the stream's place. */
  balances(customerId: string): Promise<{
    readonly seq: number;
    readonly accounts: readonly AccountState[];
    readonly holds: readonly Hold[];
    /** Of which of their transactions under way the provider has not got anything yet. */
    readonly unpaid: ReadonlySet<Id>;
  }>;
  /** What the customer began since then, newest first, at most `USES_MAX`. */
  uses(customerId: string, since: Instant): Promise<readonly Use[]>;
  /** Journal entries of the customer after `seq`, in order, at most `limit`. */
  journalAfter(
    customerId: string,
    page: { readonly seq: number; readonly limit: number },
  ): Promise<readonly JournalEntry[]>;
  /** The same places without what happened there: enough to know which transactions to read. */
  changesAfter(
    customerId: string,
    page: { readonly seq: number; readonly limit: number },
  ): Promise<readonly Pick<JournalEntry, 'seq' | 'transactionId' | 'at'>[]>;
  lastSeq(customerId: string): Promise<number>;
  /** The last places of many customers of one bucket at once; 0 for who has none. */
  lastSeqs(bucket: Bucket, customerIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
