import {
  assert,
  BUCKETS,
  type Bucket,
  BugError,
  bucketOf,
  bucketOfId,
  type Id,
  type Instant,
} from '@diboas/kernel';
import {
  type AccountState,
  accountName,
  availableUnits,
  type Hold,
  isCustomerAccount,
  type Transfer,
} from '@diboas/ledger';
import {
  type AuditEntry,
  type BatchScope,
  countsEarlier,
  type Draft,
  type Expected,
  type HealthStore,
  type InboxRow,
  isFinal,
  isOfLegs,
  isReplay,
  type JournalEntry,
  type KeyUse,
  type Loaded,
  type OperatorItem,
  type Profile,
  type ProviderHealth,
  parentOf,
  type Quarantine,
  replayIdOf,
  runningOf,
  type Standing,
  type StandingStore,
  type Terms,
  type Transaction,
  USES_MAX,
  type Use,
  useOf,
  type WaitingEvent,
  type Writes,
} from '@diboas/orchestration';
import { assertSequenced } from '../port/sequenced.ts';
import type { Store } from '../port/store.ts';
import { createMemoryAddressRecipients } from './memory-address-recipients.ts';
import { createMemoryBankAccounts } from './memory-bank-accounts.ts';
import { createMemoryCoinClaims } from './memory-coin-claims.ts';
import { createMemoryExpected } from './memory-expected.ts';
import { changeFloats, createMemoryFloats, type FloatShelf, findFloats } from './memory-floats.ts';
import { assertClosedOnce } from './memory-items.ts';
import { createMemoryPortfolios } from './memory-portfolios.ts';
import { createMemoryRecipients } from './memory-recipients.ts';
import { createMemoryRules } from './memory-rules.ts';
import { createMemorySayings } from './memory-sayings.ts';
import { createMemoryUnscreened } from './memory-unscreened-recipients.ts';
import { createMemoryVerifications } from './memory-verifications.ts';
import { createMemoryWallets } from './memory-wallets.ts';

/** One bucket's rows. Values are immutable, so handing them out is safe. */
interface Shelf {
  readonly customers: Map<string, number>;
  readonly barred: Map<string, Exclude<Standing, 'open'>>;
  readonly profiles: Map<string, Profile>;
  readonly offers: Map<Id, Terms>;
  readonly quotes: Map<Id, Terms>;
  readonly transactions: Map<Id, Transaction>;
  readonly accounts: Map<string, AccountState>;
  readonly holds: Map<Id, Hold>;
  readonly transfers: Map<Id, Transfer>;
  readonly journal: Map<string, JournalEntry[]>;
  readonly keys: Map<string, KeyUse>;
  readonly inbox: Map<string, InboxRow>;
  readonly expected: Map<Id, Expected>;
  readonly items: Map<Id, OperatorItem & { readonly closedAt: Instant | null }>;
  readonly audit: AuditEntry[];
  readonly drafts: Map<Id, Draft>;
  readonly floats: FloatShelf;
}

/** What a test may look at beside the ports. */
export interface MemoryStore extends Store {
  /** Everything the store holds of one kind, over all buckets. */
  all<
    Kind extends
      | 'transactions'
      | 'accounts'
      | 'holds'
      | 'transfers'
      | 'items'
      | 'inbox'
      | 'expected'
      | 'floats',
  >(kind: Kind): readonly (Shelf[Kind] extends Map<string, infer Row> ? Row : never)[];
  journal(): readonly JournalEntry[];
  audit(): readonly AuditEntry[];
}

/**
 * The store in memory, for the simulator and for tests without a database. A commit runs at once, so it needs no
 * locks; it checks the constraints that the database would check.
 */
export function createMemoryStore(): MemoryStore {
  const shelves: readonly Shelf[] = BUCKETS.map(createShelf);
  const shelf = (bucket: Bucket): Shelf => {
    const found = shelves[bucket];
    assert(found, 'a bucket that does not exist', { bucket });
    return found;
  };
  const unscreened = createMemoryUnscreened();
  const portfolios = createMemoryPortfolios(shelf);
  return {
    async commit(bucket, scope, decide) {
      const rows = shelf(bucket);
      const { writes, result } = decide(load(rows, scope));
      checkConstraints(rows, writes);
      portfolios.note(writes);
      write(rows, writes);
      return result;
    },
    async claimDue(bucket, { now, leasedUntil, limit }) {
      const { transactions } = shelf(bucket);
      const due = [...transactions.values()]
        .flatMap((one) =>
          one.due && one.due.at <= now ? [{ one, at: one.due.at, reason: one.due.reason }] : [],
        )
        .sort((left, right) => left.at - right.at)
        .slice(0, limit);
      for (const { one, reason } of due)
        transactions.set(one.id, { ...one, due: { at: leasedUntil, reason } });
      return due.map(({ one }) => ({ transactionId: one.id, leasedUntil }));
    },
    async dueBuckets(now) {
      return BUCKETS.filter((bucket) => isAnyDue(shelf(bucket), now));
    },
    ...createReader(shelf),
    ...createRecords(shelf),
    ...createMemorySayings(),
    ...createMemoryRecipients(unscreened.list()),
    ...createMemoryAddressRecipients(unscreened.list()),
    ...unscreened.store,
    ...createMemoryBankAccounts(),
    ...createMemoryVerifications((id) => shelf(bucketOf(id)).profiles.get(id)),
    ...createMemoryRules(),
    ...createMemoryWallets((bucket, entry) => shelf(bucket).audit.push(entry)),
    ...createStandings(shelf),
    ...createMemoryFloats(shelf),
    ...portfolios.store,
    ...createMemoryCoinClaims(),
    ...createMemoryExpected(shelf),
    ...createHealths(),
    ...createQuarantine(shelf),
    all(kind) {
      const found: unknown[] = [];
      for (const rows of shelves) for (const row of rows[kind].values()) found.push(row);
      return found as never;
    },
    journal: () => shelves.flatMap((rows) => [...rows.journal.values()].flat()),
    audit: () => shelves.flatMap((rows) => rows.audit),
  };
}

function createShelf(): Shelf {
  return {
    customers: new Map(),
    barred: new Map(),
    profiles: new Map(),
    offers: new Map(),
    quotes: new Map(),
    transactions: new Map(),
    accounts: new Map(),
    holds: new Map(),
    transfers: new Map(),
    journal: new Map(),
    keys: new Map(),
    inbox: new Map(),
    expected: new Map(),
    items: new Map(),
    audit: [],
    drafts: new Map(),
    floats: new Map(),
  };
}

function isAnyDue({ transactions }: Shelf, now: Instant): boolean {
  return [...transactions.values()].some(({ due }) => due !== null && due.at <= now);
}

function load(rows: Shelf, scope: BatchScope): Loaded {
  const transactions = new Map<Id, Transaction>();
  const customerIds = new Set(scope.customerIds);
  for (const id of scope.transactionIds) {
    const transaction = rows.transactions.get(id);
    if (!transaction) continue;
    transactions.set(id, transaction);
    customerIds.add(transaction.customerId);
  }
  for (const one of relativesOf(rows, [...transactions.values()])) transactions.set(one.id, one);
  for (const id of customerIds) {
    if (!rows.customers.has(id))
      throw new BugError('a customer must exist before anything is started for them', { id });
  }
  return {
    transactions,
    holds: [...rows.holds.values()].filter((hold) => transactions.has(hold.transactionId)),
    accounts: [...rows.accounts.values()].filter((account) => customerIds.has(account.key.owner)),
    keyUses: scope.idempotencyKeys.flatMap(
      ({ customerId, key }) => rows.keys.get(`${customerId}/${key}`) ?? [],
    ),
    knownEvents: new Set(
      scope.inboxEvents.map((one) => `${one.provider}/${one.eventId}`).filter((name) => rows.inbox.has(name)),
    ),
    seqs: new Map([...customerIds].map((id) => [id, rows.customers.get(id) ?? 0])),
    barred: new Map([...rows.barred].filter(([id]) => customerIds.has(id))),
    profiles: new Map([...rows.profiles].filter(([id]) => customerIds.has(id))),
    uses: [...usersOf(scope, transactions)].flatMap((id) => usesOf(rows, id, scope.uses.since)),
    floats: findFloats(rows.floats, scope.floatsOf(transactions.values())),
  };
}

/** Whoever begins something, of whom a further leg may begin, and whose checks may be looked at again. */
function usersOf(scope: BatchScope, named: ReadonlyMap<Id, Transaction>): Set<string> {
  const counted = [...named.values()].filter(countsEarlier);
  return new Set([...scope.uses.customerIds, ...counted.map((one) => one.customerId)]);
}

/** Of a leg its parent, and of a parent what is under way of its legs. */
function relativesOf(rows: Shelf, named: Iterable<Transaction>): Transaction[] {
  const inLegs = [...named].filter(({ terms }) => isOfLegs(terms));
  const ids = inLegs.flatMap((one) => parentOf(one.terms) ?? runningOf(one));
  return ids.flatMap((id) => rows.transactions.get(id) ?? []);
}

function usesOf(rows: Shelf, customerId: string, since: Instant): Use[] {
  return [...rows.transactions.values()]
    .filter((one) => one.customerId === customerId && one.createdAt > since)
    .sort((left, right) => (left.id < right.id ? 1 : -1))
    .slice(0, USES_MAX)
    .map(useOf);
}

/** What CHECK, UNIQUE and FOREIGN KEY say in migration 0001, as far as a bug in the engine could break it. */
function checkConstraints(rows: Shelf, writes: Writes): void {
  for (const { transaction, isNew } of writes.transactions) {
    assert(rows.transactions.has(transaction.id) !== isNew, 'a transaction is inserted once', {
      id: transaction.id,
    });
    const quoted =
      (isNew ? rows.offers : rows.quotes).has(transaction.id) ||
      writes.quotes.some((terms) => terms.id === transaction.id);
    assert(quoted, 'a transaction comes of a quote', { id: transaction.id });
    const live = transaction.attempts.filter((attempt) => attempt.state !== 'rejected');
    assert(live.length <= 1, 'one attempt at most is not rejected', { id: transaction.id });
  }
  for (const { key, balance } of writes.accounts) {
    if (!isCustomerAccount(key)) continue;
    assert(availableUnits(balance) >= 0n, 'a customer account is never below zero', {
      key: accountName(key),
    });
  }
  checkTransfers(rows, writes);
  for (const { event } of writes.inbox) {
    const name = `${event.provider}/${event.eventId}`;
    assert(!rows.inbox.has(name), 'an event is received once', { name });
  }
  for (const { customerId, key } of writes.keyUses) {
    assert(!rows.keys.has(`${customerId}/${key}`), 'an idempotency key is used once', { customerId });
  }
  assertClosedOnce(rows.items, writes.closings);
  assertSequenced(writes);
  for (const { customerId, seq } of writes.journal) {
    const last = rows.journal.get(customerId)?.at(-1)?.seq ?? 0;
    assert(seq > last, 'a place in the stream is used once', { customerId, seq });
  }
}

function checkTransfers(rows: Shelf, { transfers }: Writes): void {
  const opened = new Set<Id>();
  const ended = new Set<Id>();
  for (const { transfer } of transfers) {
    const { id, kind, holdId } = transfer;
    assert(!rows.transfers.has(id), 'a transfer is inserted once', { id });
    if (kind === 'pending') opened.add(id);
    if (holdId === null) continue;
    assert((rows.holds.has(holdId) || opened.has(holdId)) && !ended.has(holdId), 'a hold ends once', { id });
    ended.add(holdId);
  }
}

function write(rows: Shelf, writes: Writes): void {
  for (const terms of writes.quotes) rows.quotes.set(terms.id, terms);
  for (const { transaction, isNew } of writes.transactions) {
    const offer = rows.offers.get(transaction.id);
    if (isNew && offer) rows.quotes.set(transaction.id, offer);
    rows.transactions.set(transaction.id, transaction);
  }
  for (const account of writes.accounts) {
    if (isCustomerAccount(account.key)) rows.accounts.set(accountName(account.key), account);
  }
  for (const { transfer } of writes.transfers) rows.transfers.set(transfer.id, transfer);
  for (const { holdId } of writes.transfers.map((row) => row.transfer)) if (holdId) rows.holds.delete(holdId);
  for (const hold of writes.transactions.flatMap((row) => row.holds)) rows.holds.set(hold.id, hold);
  for (const entry of writes.journal) {
    const entries = rows.journal.get(entry.customerId) ?? [];
    rows.journal.set(entry.customerId, entries);
    entries.push(entry);
  }
  for (const [customerId, seq] of writes.seqs) rows.customers.set(customerId, seq);
  for (const { customerId, profile } of writes.profiles) rows.profiles.set(customerId, profile);
  for (const use of writes.keyUses) rows.keys.set(`${use.customerId}/${use.key}`, use);
  for (const row of writes.inbox) rows.inbox.set(`${row.event.provider}/${row.event.eventId}`, row);
  for (const item of writes.items) rows.items.set(item.id, { ...item, closedAt: null });
  for (const { itemId, at: closedAt } of writes.closings) {
    const item = rows.items.get(itemId);
    assert(item, 'what is closed was opened', { itemId });
    rows.items.set(itemId, { ...item, closedAt });
  }
  rows.audit.push(...writes.audit);
  changeFloats(rows.floats, writes.floats);
  for (const one of writes.expected) rows.expected.set(one.transactionId, one);
  for (const id of writes.expectedNoMore) rows.expected.delete(id);
}

/** The provider has the money, as far as it told us. */
const PAID: ReadonlySet<Transaction['status']> = new Set(['PROVIDER_PROCESSING', 'PROVIDER_COMPLETED']);

function createReader(shelf: (bucket: Bucket) => Shelf) {
  const ofCustomer = (customerId: string): Shelf => shelf(bucketOf(customerId));
  return {
    async transaction(id: Id) {
      return shelf(bucketOfId(id)).transactions.get(id) ?? null;
    },
    async transactions(customerId: string, { before, limit }: { before: Id | null; limit: number }) {
      return [...ofCustomer(customerId).transactions.values()]
        .filter((one) => one.customerId === customerId && parentOf(one.terms) === null)
        .filter((one) => before === null || one.id < before)
        .sort((left, right) => (left.id < right.id ? 1 : -1))
        .slice(0, limit);
    },
    async transactionsNamed(customerId: string, ids: readonly Id[]) {
      const { transactions } = ofCustomer(customerId);
      return [...new Set(ids)].flatMap((id) => {
        const found = transactions.get(id);
        return found?.customerId === customerId ? [found] : [];
      });
    },
    async transactionByKey(customerId: string, key: string) {
      const rows = ofCustomer(customerId);
      const use = rows.keys.get(`${customerId}/${key}`);
      return use ? (rows.transactions.get(use.transactionId) ?? null) : null;
    },
    async uses(customerId: string, since: Instant) {
      return usesOf(ofCustomer(customerId), customerId, since);
    },
    async balances(customerId: string) {
      const rows = ofCustomer(customerId);
      const accounts = [...rows.accounts.values()]
        .filter((account) => account.key.owner === customerId)
        .sort((left, right) => (accountName(left.key) < accountName(right.key) ? -1 : 1));
      const holds = [...rows.holds.values()].filter(
        (hold) => rows.transactions.get(hold.transactionId)?.customerId === customerId,
      );
      const open = [...rows.transactions.values()].filter(
        (one) => one.customerId === customerId && !isFinal(one.status),
      );
      const unpaid = new Set(open.filter((one) => !PAID.has(one.status)).map((one) => one.id));
      return { seq: rows.customers.get(customerId) ?? 0, accounts, holds, unpaid };
    },
    async journalAfter(customerId: string, { seq, limit }: { seq: number; limit: number }) {
      const entries = ofCustomer(customerId).journal.get(customerId) ?? [];
      return entries.filter((entry) => entry.seq > seq).slice(0, limit);
    },
    async changesAfter(customerId: string, { seq, limit }: { seq: number; limit: number }) {
      const entries = ofCustomer(customerId).journal.get(customerId) ?? [];
      return entries.filter((entry) => entry.seq > seq).slice(0, limit);
    },
    async lastSeqs(_bucket: Bucket, customerIds: readonly string[]) {
      return new Map(customerIds.map((id) => [id, ofCustomer(id).customers.get(id) ?? 0]));
    },
    async lastSeq(customerId: string) {
      return ofCustomer(customerId).customers.get(customerId) ?? 0;
    },
  };
}

function createRecords(shelf: (bucket: Bucket) => Shelf) {
  return {
    async ensureCustomer(customerId: string) {
      const { customers } = shelf(bucketOf(customerId));
      if (!customers.has(customerId)) customers.set(customerId, 0);
    },
    async saveQuote(terms: Terms) {
      const rows = shelf(bucketOf(terms.customerId));
      assert(rows.customers.has(terms.customerId), 'a quote is for a customer', { id: terms.id });
      assert(!rows.offers.has(terms.id), 'a quote is written once', { id: terms.id });
      rows.offers.set(terms.id, terms);
    },
    async quote(id: Id) {
      const { quotes, offers } = shelf(bucketOfId(id));
      return quotes.get(id) ?? offers.get(id) ?? null;
    },
    async createDraft(draft: Draft, livingMax: number) {
      const { drafts } = shelf(bucketOf(draft.customerId));
      const living = [...drafts.values()].filter(
        ({ customerId, expiresAt }) => customerId === draft.customerId && expiresAt > draft.createdAt,
      );
      if (living.length >= livingMax) return false;
      assert(!drafts.has(draft.id), 'a draft is made once', { id: draft.id });
      drafts.set(draft.id, draft);
      return true;
    },
    async draft(id: Id) {
      return shelf(bucketOfId(id)).drafts.get(id) ?? null;
    },
    async drafts(customerId: string, now: Instant) {
      return [...shelf(bucketOf(customerId)).drafts.values()]
        .filter((draft) => draft.customerId === customerId && draft.expiresAt > now)
        .sort((left, right) => right.updatedAt - left.updatedAt);
    },
    async replaceDraft(draft: Draft) {
      const { drafts } = shelf(bucketOfId(draft.id));
      const before = drafts.get(draft.id);
      if (before?.version !== draft.version - 1) return false;
      const { version, state, updatedAt, expiresAt } = draft;
      drafts.set(draft.id, { ...before, version, state, updatedAt, expiresAt });
      return true;
    },
    async append(bucket: Bucket, entries: readonly AuditEntry[]) {
      shelf(bucket).audit.push(...entries);
    },
  };
}

function createStandings(shelf: (bucket: Bucket) => Shelf): StandingStore {
  async function standing(customerId: string): Promise<Standing | null> {
    const { customers, barred } = shelf(bucketOf(customerId));
    return customers.has(customerId) ? (barred.get(customerId) ?? 'open') : null;
  }
  return {
    standing,
    async changeStanding({ customerId, from, to, audit }) {
      const { barred, audit: entries } = shelf(bucketOf(customerId));
      const before = await standing(customerId);
      if (before === null || !from.includes(before)) return false;
      if (to === 'open') barred.delete(customerId);
      else barred.set(customerId, to);
      entries.push(audit);
      return true;
    },
  };
}

function createQuarantine(shelf: (bucket: Bucket) => Shelf): Quarantine {
  return {
    async quarantine(event) {
      const { inbox } = shelf(bucketOf(event.provider));
      const name = `${event.provider}/${event.eventId}`;
      if (!inbox.has(name)) inbox.set(name, { event, transactionId: null, disposition: 'quarantined' });
    },
    async waitingEvents(limit, after) {
      const rows = BUCKETS.flatMap((bucket) => [...shelf(bucket).inbox.values()]);
      const done = (row: InboxRow) => row.disposition === 'applied' || row.disposition === 'ignored';
      const replayed = new Set(rows.filter(done).map(({ event }) => `${event.provider}/${event.eventId}`));
      return rows
        .filter((row) => !done(row) && !isReplay(row.event.eventId))
        .map((row) => row.event)
        .filter((event) => !replayed.has(`${event.provider}/${replayIdOf(event.eventId)}`))
        .filter((event) => !after || byReceipt(after, event) < 0)
        .sort(byReceipt)
        .slice(0, limit);
    },
  };
}

/** Oldest first; those of one moment by their names, so that a page can begin after any of them. */
function byReceipt(left: WaitingEvent, right: WaitingEvent): number {
  if (left.receivedAt !== right.receivedAt) return left.receivedAt - right.receivedAt;
  if (left.provider !== right.provider) return left.provider < right.provider ? -1 : 1;
  return left.eventId === right.eventId ? 0 : left.eventId < right.eventId ? -1 : 1;
}

function createHealths(): HealthStore {
  const healths = new Map<string, ProviderHealth>();
  return {
    async healths() {
      return [...healths.values()].sort((left, right) => (left.provider < right.provider ? -1 : 1));
    },
    async updateHealth(provider, change) {
      const after = change(healths.get(provider) ?? null);
      healths.set(provider, after);
      return after;
    },
  };
}
