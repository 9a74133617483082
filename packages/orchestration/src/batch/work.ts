// A batch while it is decided: what was loaded, what its inputs have changed so far, and what will be written.
import { assert, type Bucket, type Id, type Instant, type Money, type Random } from '@diboas/kernel';
import { type AccountKey, availableUnits, type Book, createBook } from '@diboas/ledger';
import type { Terms } from '../agreement/terms.ts';
import type { Compliance } from '../checks/check.ts';
import type { Profile } from '../checks/profile.ts';
import type { Effect, Facts } from '../decision/decision.ts';
import type { Pace } from '../decision/schedule.ts';
import { HOURS_BY_RULE, type MarketHours } from '../operation/market-hours.ts';
import type { CreateId, Operation } from '../operation/operation.ts';
import { fits, type Room, tightestRoom, type Use, usesByCustomer } from '../operation/use.ts';
import type { Habits } from '../provider/habits.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Expected } from '../store/expected.ts';
import { floatChanges, floatIn } from '../store/floats.ts';
import type { InboxRow } from '../store/inbox.ts';
import type { JournalEntry } from '../store/journal.ts';
import type { KeyUse, Loaded, Writes } from '../store/transactions.ts';
import { ACT_ALONE_MAX, REVIEW_ALONE_MAX } from '../transaction/act.ts';
import type { ItemClosing, OperatorItem } from '../transaction/item.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { lookAt, usesOf } from './look.ts';

/** What is the same for every input of a batch. */
export interface BatchContext {
  readonly bucket: Bucket;
  readonly now: Instant;
  readonly createId: CreateId;
  readonly random: Random;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly pace: Pace;
  readonly habitsOf: (provider: string) => Habits;
  readonly admits: (provider: string) => boolean;
  /** Whether this node can ask providers for offers again. */
  readonly canAsk: boolean;
  /** Whether this node can ask the provider at all: one of another version may not have it. */
  readonly hasDesk: (provider: string) => boolean;
  /** When exchanges are open; by their calendars alone where it is absent. */
  readonly hours?: MarketHours;
  /** The rules that checks go by; without it nothing is looked at. */
  readonly compliance?: Compliance;
  /** The most that an act of one person alone may be about; absent for the usual. */
  readonly actAloneMax?: Money;
}

/** The batch while it is being decided: what was loaded, changed in memory by each input in turn. */
export interface Work {
  readonly context: BatchContext;
  readonly loaded: Loaded;
  readonly book: Book;
  /** What could be promised out of an account before the batch; null for one that no float binds. */
  readonly floatOf: (key: AccountKey) => bigint | null;
  readonly transactions: Map<Id, Transaction>;
  readonly seqs: Map<string, number>;
  readonly keyUses: Map<string, KeyUse>;
  /** By customer, then by transaction: what each that was loaded has begun, this batch included. */
  readonly uses: ReadonlyMap<string, Map<Id, Use>>;
  readonly profiles: Map<string, Profile>;
  readonly newKeyUses: (KeyUse & { readonly at: Instant })[];
  readonly knownEvents: Set<string>;
  readonly journal: JournalEntry[];
  readonly inbox: InboxRow[];
  readonly quotes: Terms[];
  readonly items: OperatorItem[];
  readonly closings: ItemClosing[];
  readonly audit: AuditEntry[];
  readonly effects: { effect: Effect; transaction: Transaction }[];
}

/** The batch before its first input. What these beginners used counts. */
export function openWork(loaded: Loaded, context: BatchContext, beginners: ReadonlySet<string>): Work {
  const floatOf = floatIn(loaded.floats, context.habitsOf);
  return {
    context,
    loaded,
    book: createBook({ accounts: loaded.accounts, holds: loaded.holds, floatOf }),
    floatOf,
    transactions: new Map(loaded.transactions),
    seqs: new Map(),
    keyUses: new Map(loaded.keyUses.map((use) => [`${use.customerId}/${use.key}`, use])),
    uses: usesByCustomer(loaded.uses, beginners),
    profiles: new Map(loaded.profiles),
    newKeyUses: [],
    knownEvents: new Set(loaded.knownEvents),
    journal: [],
    inbox: [],
    quotes: [],
    items: [],
    closings: [],
    audit: [],
    effects: [],
  };
}

/** What deciding about the transaction may know, as the batch stands now. */
export function factsFor(work: Work, transactionId: Id, operationName: string): Facts {
  const operation = work.context.operations.get(operationName);
  assert(operation, 'an operation nobody knows', { operation: operationName });
  const { now, bucket, createId, pace, canAsk, habitsOf, admits, random } = work.context;
  return {
    now,
    bucket,
    createId,
    random,
    operation,
    pace,
    canAsk,
    habitsOf,
    admits,
    actAloneMax: work.context.actAloneMax ?? ACT_ALONE_MAX,
    reviewAloneMax: REVIEW_ALONE_MAX,
    holds: work.book.holdsOf(transactionId),
    availableOf: (key) => availableUnits(work.book.balance(key)),
    heldOn(key) {
      const { creditsPosted, debitsPosted } = work.book.balance(key);
      return creditsPosted - debitsPosted;
    },
    refusalOf: (transfers) => work.book.check(transfers),
    look: (terms, known) => lookAt(work, terms, known),
    sessionOf(terms) {
      const market = operation.market?.(terms) ?? null;
      return market && (work.context.hours ?? HOURS_BY_RULE).sessionAt(market, now);
    },
    isOverLimit(terms) {
      if (!operation.limits) return false;
      const room = roomOf(work, terms, usesOf(work, terms.customerId).values());
      return room !== null && !fits(terms, room);
    },
  };
}

/** What is left of the tightest of the operation's limits, given these uses; null where there is none. */
export function roomOf(work: Work, { operation }: Terms, uses: Iterable<Use>): Room | null {
  const limits = work.context.operations.get(operation)?.limits ?? [];
  return tightestRoom(limits, uses, { operation, now: work.context.now });
}

/** A line of the audit, written in the commit of the batch. */
export function addAudit(
  work: Work,
  entry: Pick<AuditEntry, 'actor' | 'act' | 'subject'> & Partial<Pick<AuditEntry, 'detail'>>,
): void {
  const { now: at, createId } = work.context;
  work.audit.push({ id: createId(), at, detail: {}, ...entry });
}

/** Everything the batch has changed, for one commit. */
export function collectWrites(work: Work): Writes {
  const { now: at } = work.context;
  const changed = [...work.transactions.values()].filter(
    (one) => work.loaded.transactions.get(one.id) !== one,
  );
  const transfers = work.book.appliedTransfers();
  const accounts = work.book.changedAccounts();
  return {
    transactions: changed.map((transaction) => ({
      transaction,
      holds: work.book.holdsOf(transaction.id),
      isNew: !work.loaded.transactions.has(transaction.id),
    })),
    accounts,
    floats: floatChanges(accounts, work.floatOf),
    transfers: transfers.map((transfer) => ({ transfer, at })),
    journal: work.journal,
    seqs: work.seqs,
    profiles: [...work.profiles].flatMap(([customerId, profile]) =>
      work.loaded.profiles.get(customerId) === profile ? [] : [{ customerId, profile }],
    ),
    keyUses: work.newKeyUses,
    inbox: work.inbox,
    quotes: work.quotes,
    items: work.items,
    closings: work.closings,
    audit: work.audit,
    expected: changed.flatMap((after) => beginsToWait(work, after)),
    expectedNoMore: changed.flatMap((after) =>
      !expectsSomebody(after) && expectsSomebody(work.loaded.transactions.get(after.id)) ? [after.id] : [],
    ),
  };
}

function expectsSomebody(transaction: Transaction | undefined): boolean {
  return transaction?.wait?.for === 'recipient';
}

/** Whoever is to come to the address of what waits from now on. */
function beginsToWait({ loaded }: Work, after: Transaction): Expected[] {
  const { id: transactionId, customerId, terms, wait } = after;
  if (wait === null || !expectsSomebody(after) || terms.letter === undefined) return [];
  if (expectsSomebody(loaded.transactions.get(transactionId))) return [];
  return [{ transactionId, customerId, address: terms.letter.to, until: wait.until }];
}
