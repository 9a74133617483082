import { type Bucket, BugError, type Id, type Instant } from '@diboas/kernel';
import type { AccountState } from '@diboas/ledger';
import {
  type BatchScope,
  countsEarlier,
  type Float,
  type FloatKey,
  isOfLegs,
  type KeyUse,
  type Loaded,
  parentOf,
  runningOf,
  type Standing,
  type Use,
} from '@diboas/orchestration';
import type pg from 'pg';
import type { Run as RunQuery } from '../connection/connection.ts';
import { textArray, uuidArray } from '../encoding/array-value.ts';
import {
  type AccountRow,
  decodeAccount,
  decodeTransaction,
  type StoredTransaction,
  type TransactionRow,
} from '../encoding/rows.ts';
import { decodeProfile } from '../encoding/stored-profile.ts';
import { decodeUse, type UseRow, usesValues } from '../read/uses.ts';
import { prepared, type StatementName } from '../statements/statements.ts';
import type { CustomerCache, KnownCustomer } from './customer-cache.ts';
import { decodeFloat, type FloatRow } from './floats.ts';

/** What a batch may decide on, and the same as it is remembered afterwards. */
export interface LockedScope {
  readonly loaded: Loaded;
  readonly customers: ReadonlyMap<string, KnownCustomer>;
}

/** Runs a prepared statement on the batch's connection and in its bucket. */
type Run = <Row extends pg.QueryResultRow>(
  name: StatementName,
  values: unknown[],
  count?: number,
) => Promise<Row[]>;

/**
 * Locks the customers and gives what the scope names. The statements leave in one flight; each reads in a snapshot of
 * its own, taken after the lock was granted (READ COMMITTED), so it sees what the last holder committed. What this node
 * remembers is not read, unless the lock shows that another node was there since: that takes a second flight.
 */
export async function lockAndLoad(
  runQuery: RunQuery,
  { bucket, scope, cache }: { bucket: Bucket; scope: BatchScope; cache: CustomerCache },
): Promise<LockedScope> {
  const run: Run = (name, values, count) => runQuery(prepared(name, [bucket, ...values], count));
  const { customerIds, remembered, namedOf, strangers } = lookUp(scope, cache);
  const unread = customerIds.filter((id) => !remembered.has(id));
  const { since } = scope.uses;
  const [{ seqs, barred, profiles }, first, keyUses, knownEvents, uses] = await Promise.all([
    lockCustomers(run, customerIds, strangers),
    read(run, { customerIds: unread, transactionIds: strangers }),
    loadKeys(run, scope.idempotencyKeys),
    loadEvents(run, scope.inboxEvents),
    loadUses(run, scope.uses.customerIds, since),
  ]);
  const missing = customerIds.find((id) => !seqs.has(id));
  if (missing) throw new BugError('a customer must exist before anything is started for them', { missing });
  const stale = [...remembered.keys()].filter((id) => remembered.get(id)?.seq !== seqs.get(id));
  for (const id of stale) remembered.delete(id);
  const second = await readStale(run, stale, namedOf);
  const found = merge(seqs, remembered, [first, second]);
  const namedAtFirst = findNamed(found, scope.transactionIds);
  const inLegs = namedAtFirst.filter(({ transaction }) => isOfLegs(transaction.terms));
  const counted = namedAtFirst.filter(({ transaction }) => countsEarlier(transaction));
  const [customers, more] = await Promise.all([
    withRelatives(run, found, inLegs),
    loadUses(run, strangersTo(scope.uses.customerIds, counted), since),
  ]);
  const named = findNamed(customers, [...scope.transactionIds, ...relativesOf(inLegs)]);
  const floats = await lockFloats(run, bucket, scope.floatsOf(named.map(({ transaction }) => transaction)));
  const loaded: Loaded = {
    transactions: new Map(named.map(({ transaction }) => [transaction.id, transaction])),
    holds: named.flatMap(({ holds }) => holds),
    accounts: [...customers.values()].flatMap((known) => known.accounts),
    keyUses,
    knownEvents,
    seqs,
    barred,
    profiles,
    uses: [...uses, ...more],
    floats,
  };
  return { loaded, customers };
}

/**
 * Whom the scope is about as far as this node knows, what it remembers of them, which of their transactions were named,
 * and transactions of nobody it knows. The memory is asked here and never again: it may be emptied at any later moment.
 */
function lookUp(scope: BatchScope, cache: CustomerCache) {
  const namedOf = Map.groupBy(scope.transactionIds, (id) => cache.customerOf(id));
  const strangers = namedOf.get(undefined) ?? [];
  const owners = [...namedOf.keys()].filter((owner) => owner !== undefined);
  const customerIds = [...new Set([...scope.customerIds, ...owners])];
  const remembered = new Map<string, KnownCustomer>();
  for (const id of customerIds) {
    const known = cache.known(id);
    if (known) remembered.set(id, known);
  }
  // A transaction that is not remembered may still be one of a customer who is.
  return { customerIds, remembered, namedOf, strangers };
}

/** The customers who exist, locked: the last place in their streams, those who are not open, and what is known of them. */
async function lockCustomers(
  run: Run,
  customerIds: readonly string[],
  transactionIds: readonly Id[],
): Promise<Pick<Loaded, 'seqs' | 'barred' | 'profiles'>> {
  const named = [uuidArray(customerIds), uuidArray(transactionIds)];
  const [locked, last] = await Promise.all([
    run<{ customer_id: string; standing: Standing; profile: string | null }>('lock_customers', named),
    run<{ customer_id: string; seq: string | null }>('last_seqs', named),
  ]);
  const lastOf = new Map(last.map((row) => [row.customer_id, Number(row.seq ?? 0)]));
  return {
    seqs: new Map(locked.map((row) => [row.customer_id, lastOf.get(row.customer_id) ?? 0])),
    barred: new Map(
      locked.flatMap(({ customer_id: id, standing }) => (standing === 'open' ? [] : [[id, standing]])),
    ),
    profiles: new Map(
      locked.flatMap(({ customer_id: id, profile }) =>
        profile === null ? [] : [[id, decodeProfile(profile)]],
      ),
    ),
  };
}

/** What was read: all accounts of the customers, and the transactions that were named. */
interface Read {
  readonly accounts: readonly AccountState[];
  readonly transactions: readonly StoredTransaction[];
}

async function read(
  run: Run,
  named: { readonly customerIds: readonly string[]; readonly transactionIds: readonly Id[] },
): Promise<Read> {
  const { customerIds, transactionIds } = named;
  const [accounts, transactions] = await Promise.all([
    customerIds.length + transactionIds.length === 0
      ? []
      : run<AccountRow>('load_accounts', [uuidArray(customerIds), uuidArray(transactionIds)]),
    transactionIds.length === 0 ? [] : run<TransactionRow>('load_transactions', [uuidArray(transactionIds)]),
  ]);
  return { accounts: accounts.map(decodeAccount), transactions: transactions.map(decodeTransaction) };
}

/** Another node has changed something of these customers, so what this one remembered of them is read again. */
function readStale(
  run: Run,
  stale: readonly string[],
  namedOf: ReadonlyMap<string | undefined, readonly Id[]>,
): Promise<Read> {
  const transactionIds = stale.flatMap((customerId) => namedOf.get(customerId) ?? []);
  return read(run, { customerIds: stale, transactionIds });
}

/** What is known of every locked customer: what was remembered and is true still, and what was read. */
function merge(
  seqs: ReadonlyMap<string, number>,
  remembered: ReadonlyMap<string, KnownCustomer>,
  reads: readonly Read[],
): ReadonlyMap<string, KnownCustomer> {
  const accounts = Map.groupBy(
    reads.flatMap((one) => one.accounts),
    (account) => account.key.owner,
  );
  const transactions = Map.groupBy(
    reads.flatMap((one) => one.transactions),
    ({ transaction }) => transaction.customerId,
  );
  const customers = new Map<string, KnownCustomer>();
  for (const [customerId, seq] of seqs) {
    const known = remembered.get(customerId);
    const more = transactions.get(customerId) ?? [];
    const fresh = { seq, accounts: accounts.get(customerId) ?? [], transactions: more };
    if (!known) customers.set(customerId, fresh);
    else if (more.length === 0) customers.set(customerId, known);
    else customers.set(customerId, { ...known, transactions: [...known.transactions, ...more] });
  }
  return customers;
}

function findNamed(
  customers: ReadonlyMap<string, KnownCustomer>,
  transactionIds: readonly Id[],
): readonly StoredTransaction[] {
  const named = new Set(transactionIds);
  return [...customers.values()].flatMap((known) =>
    known.transactions.filter(({ transaction }) => named.has(transaction.id)),
  );
}

/** Of a leg its parent, and of a parent what is under way of its legs: few, so they are read only when one is named. */
function relativesOf(inLegs: readonly StoredTransaction[]): readonly Id[] {
  return inLegs.flatMap(({ transaction }) => parentOf(transaction.terms) ?? runningOf(transaction));
}

async function withRelatives(
  run: Run,
  customers: ReadonlyMap<string, KnownCustomer>,
  inLegs: readonly StoredTransaction[],
): Promise<ReadonlyMap<string, KnownCustomer>> {
  const wanted = relativesOf(inLegs);
  const known = new Set(findNamed(customers, wanted).map(({ transaction }) => transaction.id));
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length === 0) return customers;
  const { transactions } = await read(run, { customerIds: [], transactionIds: missing });
  const more = Map.groupBy(transactions, ({ transaction }) => transaction.customerId);
  return new Map(
    [...customers].map(([id, one]) => [
      id,
      { ...one, transactions: [...one.transactions, ...(more.get(id) ?? [])] },
    ]),
  );
}

/** Of whom a further leg may begin, and no uses were read yet. */
function strangersTo(customerIds: readonly string[], inLegs: readonly StoredTransaction[]): string[] {
  const owners = new Set(inLegs.map(({ transaction }) => transaction.customerId));
  return [...owners].filter((id) => !customerIds.includes(id));
}

/** What lies with these providers in this bucket: what is promised of it is decided by one batch at a time. */
async function lockFloats(run: Run, bucket: Bucket, keys: readonly FloatKey[]): Promise<readonly Float[]> {
  if (keys.length === 0) return [];
  const values = [
    textArray(keys.map((one) => one.provider)),
    textArray(keys.map((one) => one.asset)),
    textArray(keys.map((one) => one.network)),
  ];
  const rows = await run<FloatRow>('lock_floats', values, keys.length);
  return rows.map((row) => decodeFloat(bucket, row));
}

/** What customers began before, which only those who begin something are asked for. */
async function loadUses(run: Run, customerIds: readonly string[], since: Instant): Promise<readonly Use[]> {
  if (customerIds.length === 0) return [];
  const rows = await run<UseRow>('load_uses', usesValues(customerIds, since), customerIds.length);
  return rows.map(decodeUse);
}

interface KeyRow {
  readonly customer_id: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly transaction_id: string;
}

async function loadKeys(run: Run, keys: BatchScope['idempotencyKeys']): Promise<readonly KeyUse[]> {
  if (keys.length === 0) return [];
  const values = [uuidArray(keys.map((one) => one.customerId)), textArray(keys.map((one) => one.key))];
  const rows = await run<KeyRow>('load_keys', values, keys.length);
  return rows.map((row) => ({
    customerId: row.customer_id,
    key: row.key,
    fingerprint: row.fingerprint,
    transactionId: row.transaction_id,
  }));
}

async function loadEvents(run: Run, events: BatchScope['inboxEvents']): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const values = [textArray(events.map((one) => one.provider)), textArray(events.map((one) => one.eventId))];
  const rows = await run<{ provider: string; event_id: string }>('load_events', values, events.length);
  return new Set(rows.map((row) => `${row.provider}/${row.event_id}`));
}
