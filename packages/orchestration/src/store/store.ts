import type { Bucket, Id, Instant } from '@diboas/kernel';
import type { AccountState, Hold, Transfer } from '@diboas/ledger';
import type { Terms } from '../agreement/terms.ts';
import type { InboxEvent } from '../deciding/input.ts';
import type { Journey } from '../operation/journey.ts';
import type { Use } from '../operation/use.ts';
import type { TransactionEvent } from '../transaction/event.ts';
import type { OperatorItem, Transaction } from '../transaction/transaction.ts';

/** What a batch names: everything it may read or change. All of it lies in one bucket. */
export interface BatchScope {
  readonly transactionIds: readonly Id[];
  /** Customers who start something, known although no transaction of theirs exists yet. */
  readonly customerIds: readonly string[];
  readonly idempotencyKeys: readonly { readonly customerId: string; readonly key: string }[];
  readonly inboxEvents: readonly { readonly provider: string; readonly eventId: string }[];
  /** Whoever starts something, with when what they did before still counts. */
  readonly uses: { readonly customerIds: readonly string[]; readonly since: Instant };
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
  readonly transactions: ReadonlyMap<Id, Transaction>;
  readonly holds: readonly Hold[];
  readonly accounts: readonly AccountState[];
  /** The journeys whose legs the scope names. */
  readonly journeys: ReadonlyMap<Id, Journey>;
  readonly keyUses: readonly KeyUse[];
  /** `provider/eventId` of the events that were received before. */
  readonly knownEvents: ReadonlySet<string>;
  /** The last sequence number of each customer's stream. */
  readonly seqs: ReadonlyMap<string, number>;
  /**
   * What those who start something, and those whose journey may go on, began since the scope's time: newest first and
   * at most `USES_MAX` of each.
   */
  readonly uses: readonly Use[];
}

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

/**
 * `applied`: it changed something. `ignored`: it was old news. `parked`: nothing of ours was found for it.
 * `quarantined`: its signature was good, and nobody could read it. The last two wait for an operator to replay them.
 */
export type InboxDisposition = 'applied' | 'ignored' | 'parked' | 'quarantined';

export interface InboxRow {
  readonly event: InboxEvent;
  readonly transactionId: Id | null;
  readonly disposition: InboxDisposition;
}

/** Who did what to what. Never holds secrets, nor personal data beyond ids. */
export interface AuditEntry {
  readonly id: Id;
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
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
  readonly journeys: readonly { readonly journey: Journey; readonly isNew: boolean }[];
  /** Terms of transactions that others brought about; a person's quotes are there before. */
  readonly quotes: readonly Terms[];
  readonly journal: readonly JournalEntry[];
  /** Every customer of whom anything is changed, with the last place that the batch took in their stream. */
  readonly seqs: ReadonlyMap<string, number>;
  readonly keyUses: readonly (KeyUse & { readonly at: Instant })[];
  readonly inbox: readonly InboxRow[];
  readonly items: readonly OperatorItem[];
  readonly audit: readonly AuditEntry[];
}

/** A resting transaction that this node may work on until `leasedUntil`. */
export interface DueClaim {
  readonly transactionId: Id;
  readonly leasedUntil: Instant;
}

/**
 * Where money state lives. Two implementations pass one contract suite: PostgreSQL, and memory for the simulator.
 */
export interface TransactionStore {
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
  /**
   * Takes up to `limit` transactions of the bucket that are due at `now`, and makes them due again at
   * `leasedUntil`, so that another node takes over should this one die. No two claims take the same one.
   */
  claimDue(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly DueClaim[]>;
  /** Buckets in which something is due at `now`. */
  dueBuckets(now: Instant): Promise<readonly Bucket[]>;
}

/** Reading for screens. What it gives is committed, and at one moment. */
export interface TransactionReader {
  transaction(id: Id): Promise<Transaction | null>;
  /** The customer's transactions, newest first, before (not including) `before`. */
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
  journey(id: Id): Promise<Journey | null>;
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

/** Events that wait to be replayed. What is replayed is a new event of the inbox, named after the first. */
export interface Quarantine {
  /** Keeps a signed event that nobody could read. The same bytes are kept once. */
  quarantine(event: InboxEvent): Promise<void>;
  /**
   * Parked and quarantined events that no replay has applied since, oldest first, at most `limit`: the first ones, or
   * those that follow `after`.
   */
  waitingEvents(limit: number, after?: WaitingEvent): Promise<readonly WaitingEvent[]>;
}

/** An event that waits. Its payload is null once it was erased, or nobody has the key that opens it. */
export type WaitingEvent = Omit<InboxEvent, 'payload'> & { readonly payload: string | null };

/** What a replay of this event is called, so that it too is applied once. */
export function replayIdOf(eventId: string): string {
  return `${REPLAY}${eventId}`;
}

export function isReplay(eventId: string): boolean {
  return eventId.startsWith(REPLAY);
}

const REPLAY = 'replay-of-';

/**
 * Quotes never change. One that nobody confirms may be gone some time after it has expired; one that was confirmed is
 * kept with its transaction, by the commit that confirmed it.
 */
export interface QuoteStore {
  saveQuote(terms: Terms): Promise<void>;
  quote(id: Id): Promise<Terms | null>;
}

/** Customers exist before anything can be locked for them. Making one that exists changes nothing. */
export interface CustomerStore {
  ensureCustomer(customerId: string, at: Instant): Promise<void>;
}

/** What happened outside any transaction: a forged webhook, a sign-in, an event that is about nothing of ours. */
export interface AuditLog {
  append(bucket: Bucket, entries: readonly AuditEntry[]): Promise<void>;
}

/** The database did not answer, or was lost half way. Nothing can be said about a commit that was under way. */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';

  constructor(cause: unknown) {
    super('the store is not available', { cause });
    this.name = 'StoreUnavailableError';
  }
}

/** An unfinished wizard, kept so that it can be gone on with on any device. `state` is the wizard's own. */
export interface Draft {
  readonly id: Id;
  readonly customerId: string;
  readonly wizard: string;
  /** Rises by one with each accepted change. */
  readonly version: number;
  readonly state: unknown;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly expiresAt: Instant;
}

export interface DraftStore {
  /** Keeps the draft unless its customer has that many living ones; counted so that no two at once pass the limit. */
  createDraft(draft: Draft, livingMax: number): Promise<boolean>;
  draft(id: Id): Promise<Draft | null>;
  /** The customer's drafts that have not expired at `now`, last changed first. */
  drafts(customerId: string, now: Instant): Promise<readonly Draft[]>;
  /** Writes the draft if the stored one still has the version before it; answers whether it did. */
  replaceDraft(draft: Draft): Promise<boolean>;
}
