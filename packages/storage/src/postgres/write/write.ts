import type { Bucket, Id, Instant } from '@diboas/kernel';
import { type AccountKey, type AccountState, isCustomerAccount } from '@diboas/ledger';
import {
  type AuditEntry,
  encodeJson,
  type HeldTransaction,
  type InboxRow,
  type Transaction,
  useOf,
  type Writes,
} from '@diboas/orchestration';
import type pg from 'pg';
import { digestOfPayload, type PayloadKeys } from '../../payloads/payload-keys.ts';
import {
  bigintArray,
  byteaArray,
  instantArray,
  integerArray,
  numericArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../encoding/array-value.ts';
import { encodeEvents } from '../encoding/journal-events.ts';
import { encodeState } from '../encoding/transaction-state.ts';
import { prepared, type StatementName } from '../statements/statements.ts';
import { nextAlarm } from './alarm.ts';

/** One column of a statement's rows, as the list that `unnest` reads. */
type Column<Row> = (rows: readonly Row[]) => Buffer | string;

function column<Value>(encode: (values: readonly Value[]) => Buffer | string) {
  return <Row>(value: (row: Row) => Value): Column<Row> =>
    (rows) =>
      encode(rows.map(value));
}

const id = column<Id | null>(uuidArray);
const text = column<string | null>(textArray);
const integer = column<number>(integerArray);
const smallint = column<number>(smallintArray);
const bigint = column<number>(bigintArray);
const numeric = column<bigint | null>(numericArray);
const instant = column<Instant | null>(instantArray);
const bytes = column<Buffer>(byteaArray);

/** Adds a statement that writes these rows. No rows, no statement. */
type Add = <Row>(name: StatementName, rows: readonly Row[], columns: readonly Column<Row>[]) => void;

/** What the database has already: whether an account has a row, and when a transaction's alarm rings. */
export interface Present {
  readonly isOpen: (key: AccountKey) => boolean;
  readonly ringsAt: (transaction: Transaction) => Instant | null;
}

/**
 * All statements that write a batch, each after those whose rows it looks up. A kind of row that the batch does not
 * have costs nothing.
 */
export function writeQueries(
  bucket: Bucket,
  writes: Writes,
  present: Present,
  payloadKeys?: PayloadKeys,
): pg.QueryConfig[] {
  return collect(bucket, (add) => {
    addJourneys(add, writes);
    addTransactions(add, writes, present);
    addLedger(add, writes, present);
    addRecords(add, writes);
    addInbox(add, writes.inbox, payloadKeys);
  });
}

/** The statement that writes audit entries which belong to no batch. */
export function auditQueries(bucket: Bucket, entries: readonly AuditEntry[]): pg.QueryConfig[] {
  return collect(bucket, (add) => addAudit(add, entries));
}

/** Statements that `fill` adds, all of one bucket. */
export function collect(bucket: Bucket, fill: (add: Add) => void): pg.QueryConfig[] {
  const queries: pg.QueryConfig[] = [];
  fill((name, rows, columns) => {
    if (rows.length === 0) return;
    queries.push(prepared(name, [bucket, ...columns.map((encode) => encode(rows))]));
  });
  return queries;
}

function addJourneys(add: Add, writes: Writes): void {
  const inserted = writes.journeys.filter((row) => row.isNew).map((row) => row.journey);
  const updated = writes.journeys.filter((row) => !row.isNew).map((row) => row.journey);
  add('insert_journeys', inserted, [
    id((row) => row.id),
    id((row) => row.customerId),
    text((row) => row.status),
    integer((row) => row.version),
    instant((row) => row.createdAt),
    instant((row) => row.updatedAt),
    text((row) => encodeJson(row.plan)),
    text((row) => encodeJson(row.legs)),
  ]);
  add('update_journeys', updated, [
    id((row) => row.id),
    text((row) => row.status),
    integer((row) => row.version),
    instant((row) => row.updatedAt),
    text((row) => encodeJson(row.legs)),
  ]);
}

type WrittenTransaction = HeldTransaction & {
  readonly isNew: boolean;
  /** When its alarm rang before the batch, and after. */
  readonly rang: Instant | null;
  readonly rings: Instant | null;
};

/** What changes with a step. */
const CHANGING: readonly Column<WrittenTransaction>[] = [
  text((row) => row.transaction.status),
  text((row) => row.transaction.activity),
  integer((row) => row.transaction.version),
  bigint((row) => row.transaction.seq),
  smallint((row) => countLive(row.transaction)),
  instant((row) => row.transaction.due?.at ?? null),
  text((row) => row.transaction.due?.reason ?? null),
  instant((row) => row.rings),
  instant((row) => row.transaction.updatedAt),
  numeric((row) => usedUnits(row.transaction)),
  text(encodeState),
];

function addTransactions(add: Add, writes: Writes, { ringsAt }: Present): void {
  const ownTerms = new Set(writes.quotes.map((row) => row.id));
  const confirmed = writes.transactions.filter((row) => row.isNew && !ownTerms.has(row.transaction.id));
  add('confirm_offers', confirmed, [id((row) => row.transaction.id)]);
  add('insert_quotes', writes.quotes, [
    id((row) => row.id),
    id((row) => row.customerId),
    instant((row) => row.createdAt),
    instant((row) => row.expiresAt),
    text(encodeJson),
  ]);
  const written = writes.transactions.map((row): WrittenTransaction => {
    const rang = row.isNew ? null : ringsAt(row.transaction);
    return { ...row, rang, rings: nextAlarm(rang, row.transaction) };
  });
  add(
    'insert_transactions',
    written.filter((row) => row.isNew),
    [
      id((row) => row.transaction.id),
      id((row) => row.transaction.customerId),
      text((row) => row.transaction.operation),
      id((row) => row.transaction.terms.journeyId ?? null),
      instant((row) => row.transaction.createdAt),
      ...CHANGING,
    ],
  );
  add(
    'update_transactions',
    written.filter((row) => !row.isNew),
    [id((row) => row.transaction.id), ...CHANGING],
  );
  add(
    'insert_alarms',
    written.filter((row) => row.rings !== null && row.rings !== row.rang),
    [instant((row) => row.rings), id((row) => row.transaction.id)],
  );
}

/** What counts towards a limit; null for what counts for nothing. */
function usedUnits(transaction: Transaction): bigint | null {
  const { counts, units } = useOf(transaction);
  return counts === 'no' ? null : units;
}

function countLive({ attempts }: Transaction): number {
  return attempts.filter((attempt) => attempt.state !== 'rejected').length;
}

function addLedger(add: Add, writes: Writes, { isOpen }: Present): void {
  const accounts = writes.accounts.filter((row) => isCustomerAccount(row.key));
  const columns: Column<AccountState>[] = [
    id((row) => row.key.owner),
    text((row) => row.key.kind),
    text((row) => row.key.asset),
    text((row) => row.key.network),
    numeric((row) => row.balance.debitsPosted),
    numeric((row) => row.balance.creditsPosted),
    numeric((row) => row.balance.debitsPending),
    numeric((row) => row.balance.creditsPending),
  ];
  add(
    'insert_accounts',
    accounts.filter((row) => !isOpen(row.key)),
    columns,
  );
  add(
    'update_accounts',
    accounts.filter((row) => isOpen(row.key)),
    columns,
  );
  add(
    'insert_transfers',
    writes.transfers.filter(({ transfer }) => transfer.holdId === null),
    [
      id((row) => row.transfer.id),
      text((row) => row.transfer.kind),
      id((row) => row.transfer.transactionId),
      id((row) => row.transfer.debit.owner),
      text((row) => row.transfer.debit.kind),
      id((row) => row.transfer.credit.owner),
      text((row) => row.transfer.credit.kind),
      text((row) => row.transfer.debit.asset),
      text((row) => row.transfer.debit.network),
      numeric((row) => row.transfer.amount),
      instant((row) => row.at),
    ],
  );
  add(
    'end_holds',
    writes.transfers.filter(({ transfer }) => transfer.holdId !== null),
    [
      id((row) => row.transfer.id),
      text((row) => row.transfer.kind),
      id((row) => row.transfer.holdId),
      numeric((row) => row.transfer.amount),
      instant((row) => row.at),
    ],
  );
}

function addRecords(add: Add, writes: Writes): void {
  add('insert_journal', writes.journal, [
    id((row) => row.customerId),
    bigint((row) => row.seq),
    id((row) => row.transactionId),
    instant((row) => row.at),
    text((row) => row.cause),
    text(encodeEvents),
  ]);
  add('insert_keys', writes.keyUses, [
    id((row) => row.customerId),
    text((row) => row.key),
    text((row) => row.fingerprint),
    id((row) => row.transactionId),
    instant((row) => row.at),
  ]);
  add('insert_items', writes.items, [
    id((row) => row.id),
    id((row) => row.transactionId),
    id((row) => row.customerId),
    text((row) => row.cause),
    text((row) => row.detail),
    instant((row) => row.openedAt),
    instant((row) => row.deadline),
  ]);
  addAudit(add, writes.audit);
}

function addInbox(
  add: Add,
  rows: readonly InboxRow[],
  payloadKeys?: PayloadKeys,
  statement: 'insert_inbox' | 'quarantine' = 'insert_inbox',
): void {
  add(statement, rows, [
    text((row) => row.event.provider),
    text((row) => row.event.eventId),
    text((row) => row.event.type),
    id((row) => row.transactionId),
    text((row) => row.disposition),
    instant((row) => row.event.occurredAt),
    instant((row) => row.event.receivedAt),
    bytes((row) => digestOfPayload(row.event.payload)),
  ]);
  if (!payloadKeys) return;
  const sealed = rows.map(({ event, transactionId }) => {
    const { provider, eventId, receivedAt, payload } = event;
    const subject = { provider, eventId, transactionId };
    return { ...subject, receivedAt, ...payloadKeys.seal(payload, subject) };
  });
  add('insert_payloads', sealed, [
    text((row) => row.provider),
    text((row) => row.eventId),
    id((row) => row.transactionId),
    instant((row) => row.receivedAt),
    text((row) => row.keyName),
    bytes((row) => row.sealed),
  ]);
}

/** The statements that keep an event which belongs to no batch, and may be there already. */
export function quarantineQueries(
  bucket: Bucket,
  row: InboxRow,
  payloadKeys?: PayloadKeys,
): pg.QueryConfig[] {
  return collect(bucket, (add) => addInbox(add, [row], payloadKeys, 'quarantine'));
}

function addAudit(add: Add, entries: readonly AuditEntry[]): void {
  add('insert_audit', entries, [
    id((row) => row.id),
    instant((row) => row.at),
    text((row) => row.actor),
    text((row) => row.act),
    text((row) => row.subject),
    text((row) => encodeJson(row.detail)),
  ]);
}
