import type { Bucket, Id, Instant } from '@diboas/kernel';
import type { AccountState, Hold, Transfer } from '@diboas/ledger';
import type { Terms } from '../agreement/terms.ts';
import type { Profile } from '../checks/profile.ts';
import type { Use } from '../operation/use.ts';
import type { ItemClosing, OperatorItem } from '../transaction/item.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { AuditEntry } from './audit.ts';
import type { Standing } from './customers.ts';
import type { DueStore } from './due.ts';
import type { Expected } from './expected.ts';
import type { Float, FloatChange, FloatKey } from './floats.ts';
import type { InboxRow } from './inbox.ts';
import type { JournalEntry } from './journal.ts';

/** What a batch names: everything it may read or change. All of it lies in one bucket. */
export interface BatchScope {
  readonly transactionIds: readonly Id[];
  /** Customers who start something, known although no transaction of theirs exists yet. */
  readonly customerIds: readonly string[];
  readonly idempotencyKeys: readonly { readonly customerId: string; readonly key: string }[];
  readonly inboxEvents: readonly { readonly provider: string; readonly eventId: string }[];
  /** Whoever starts something, with when what they did before still counts. */
  readonly uses: { readonly customerIds: readonly string[]; readonly since: Instant };
  /** The shares of floats that the batch may change, once what the scope names is read. */
  readonly floatsOf: (named: Iterable<Transaction>) => readonly FloatKey[];
}

/** A use of an idempotency key: what was asked, and what came of it. */
export interface KeyUse {
  readonly customerId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly transactionId: Id;
}

/** What the scope holds, read after its customers were locked, so nobody else can change it until the commit. */
export interface Loaded {
  /** Those that the scope names; of a leg its parent too, and of a parent what is under way of its legs. */
  readonly transactions: ReadonlyMap<Id, Transaction>;
  readonly holds: readonly Hold[];
  readonly accounts: readonly AccountState[];
  readonly keyUses: readonly KeyUse[];
  /** `provider/eventId` of the events that were received before. */
  readonly knownEvents: ReadonlySet<string>;
  /** The last sequence number of each customer's stream. */
  readonly seqs: ReadonlyMap<string, number>;
  /** Those of the customers who begin nothing and are given nothing. */
  readonly barred: ReadonlyMap<string, Exclude<Standing, 'open'>>;
  /** What is known of the customers; of whom nothing is there yet, there is no entry. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /**
   * What those who start something, those of whom a further leg may begin and those whose checks are looked at again began since the scope's time: newest first and
   * at most `USES_MAX` of each.
   */
  readonly uses: readonly Use[];
  /** Those of the scope's shares that there are, locked like its customers. */
  readonly floats: readonly Float[];
}

/** A transaction with its open holds. */
export interface HeldTransaction {
  readonly transaction: Transaction;
  readonly holds: readonly Hold[];
}

/** Everything a batch leaves behind. It is written in one database transaction or not at all. */
export interface Writes {
  /** As they are after the batch. `isNew` tells an insert from an update. */
  readonly transactions: readonly (HeldTransaction & { readonly isNew: boolean })[];
  readonly accounts: readonly AccountState[];
  readonly transfers: readonly { readonly transfer: Transfer; readonly at: Instant }[];
  /** Terms of transactions that others brought about; a person's quotes are there before. */
  readonly quotes: readonly Terms[];
  readonly journal: readonly JournalEntry[];
  /** Every customer of whom anything is changed, with the last place that the batch took in their stream. */
  readonly seqs: ReadonlyMap<string, number>;
  readonly profiles: readonly { readonly customerId: string; readonly profile: Profile }[];
  readonly keyUses: readonly (KeyUse & { readonly at: Instant })[];
  readonly inbox: readonly InboxRow[];
  readonly items: readonly OperatorItem[];
  /** Of items that were open before the batch. */
  readonly closings: readonly ItemClosing[];
  readonly audit: readonly AuditEntry[];
  /** What waits from now on for whoever signs in by an address, and what does so no more. */
  readonly expected: readonly Expected[];
  readonly expectedNoMore: readonly Id[];
  /** What becomes of the scope's shares of floats. One that was never opened stays so. */
  readonly floats: readonly FloatChange[];
}

/** What a batch leaves behind that only looks, and what one that writes little begins with. */
export const NO_WRITES: Writes = {
  transactions: [],
  accounts: [],
  transfers: [],
  quotes: [],
  journal: [],
  seqs: new Map(),
  profiles: [],
  keyUses: [],
  inbox: [],
  items: [],
  closings: [],
  audit: [],
  expected: [],
  expectedNoMore: [],
  floats: [],
};

/**
 * Where money state lives. Two implementations pass one contract suite: PostgreSQL, and memory for the simulator.
 */
export interface TransactionStore extends DueStore {
  /**
   * One batch of one bucket: locks the customers of the scope in sorted order, reads, lets `decide` work out what
   * to write, writes all of it and commits. If `decide` throws, or the database refuses, nothing is written and
   * the error passes through.
   */
  commit<Result>(
    bucket: Bucket,
    scope: BatchScope,
    decide: (loaded: Loaded) => { readonly writes: Writes; readonly result: Result },
  ): Promise<Result>;
}
