import type { Bucket, Instant } from '@diboas/kernel';
import { type AccountKey, isCustomerAccount } from '@diboas/ledger';
import type { AuditEntry, InboxRow, Transaction, Writes } from '@diboas/orchestration';
import type pg from 'pg';
import type { PayloadKeys } from '../../payloads/payload-keys.ts';
import { begunPortfolios } from '../../port/begun-portfolios.ts';
import { type Column, columnOf, KINDS } from '../encoding/column.ts';
import { encodeProfile } from '../encoding/stored-profile.ts';
import { prepared, type StatementName } from '../statements/statements.ts';
import {
  ALARMS,
  AUDIT,
  EXPECTED,
  IDEMPOTENCY_KEYS,
  INBOX,
  INBOX_PAYLOADS,
  ITEM_CLOSINGS,
  JOURNAL,
  OPERATOR_ITEMS,
  PORTFOLIOS,
  QUOTES,
  TRANSFERS,
} from '../tables/added-tables.ts';
import {
  ACCOUNT,
  FLOAT_CHANGE,
  TRANSACTION_BEGINNING,
  TRANSACTION_ID,
  TRANSACTION_STEP,
} from '../tables/changed-tables.ts';
import type { Table } from '../tables/table.ts';
import { nextAlarm } from './next-alarm.ts';

const id = columnOf(KINDS.id);
const text = columnOf(KINDS.text);
const numeric = columnOf(KINDS.numeric);
const instant = columnOf(KINDS.instant);

/** Adds a statement that writes these rows: by a table whose columns it was made of, or by columns that it says itself. */
type Add = <Row>(
  name: StatementName,
  rows: readonly Row[],
  columns: Pick<Table<Row>, 'columns'> | readonly Column<Row>[],
) => void;

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
    const lists = 'columns' in columns ? columns.columns.map(({ encode }) => encode) : columns;
    queries.push(prepared(name, [bucket, ...lists.map((encode) => encode(rows))], rows.length));
  });
  return queries;
}

function addTransactions(add: Add, writes: Writes, { ringsAt }: Present): void {
  const ownTerms = new Set(writes.quotes.map((row) => row.id));
  const confirmed = writes.transactions.filter((row) => row.isNew && !ownTerms.has(row.transaction.id));
  add('confirm_offers', confirmed, [id((row) => row.transaction.id)]);
  add('insert_quotes', writes.quotes, QUOTES);
  const written = writes.transactions.map((row) => {
    const rang = row.isNew ? null : ringsAt(row.transaction);
    return { ...row, rang, rings: nextAlarm(rang, row.transaction) };
  });
  add(
    'insert_transactions',
    written.filter((row) => row.isNew),
    { columns: [...TRANSACTION_ID, ...TRANSACTION_BEGINNING, ...TRANSACTION_STEP] },
  );
  add(
    'update_transactions',
    written.filter((row) => !row.isNew),
    { columns: [...TRANSACTION_ID, ...TRANSACTION_STEP] },
  );
  const alarms = written.filter((row) => row.rings !== null && row.rings !== row.rang);
  add(
    'insert_alarms',
    alarms.map((row) => ({ ringsAt: row.rings, transactionId: row.transaction.id })),
    ALARMS,
  );
}

function addLedger(add: Add, writes: Writes, { isOpen }: Present): void {
  const accounts = writes.accounts.filter((row) => isCustomerAccount(row.key));
  add(
    'insert_accounts',
    accounts.filter((row) => !isOpen(row.key)),
    { columns: ACCOUNT },
  );
  add(
    'update_accounts',
    accounts.filter((row) => isOpen(row.key)),
    { columns: ACCOUNT },
  );
  add('begin_portfolios', begunPortfolios(writes, isOpen), PORTFOLIOS);
  add('change_floats', writes.floats, { columns: FLOAT_CHANGE });
  add(
    'insert_transfers',
    writes.transfers.filter(({ transfer }) => transfer.holdId === null),
    TRANSFERS,
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
  add('insert_journal', writes.journal, JOURNAL);
  add('insert_keys', writes.keyUses, IDEMPOTENCY_KEYS);
  add('write_profiles', writes.profiles, [
    id((row) => row.customerId),
    text((row) => encodeProfile(row.profile)),
  ]);
  add('insert_items', writes.items, OPERATOR_ITEMS);
  add('close_items', writes.closings, ITEM_CLOSINGS);
  addAudit(add, writes.audit);
  add('insert_expected', writes.expected, EXPECTED);
  add('end_expected', writes.expectedNoMore, [id((row) => row)]);
}

function addInbox(
  add: Add,
  rows: readonly InboxRow[],
  payloadKeys?: PayloadKeys,
  statement: 'insert_inbox' | 'quarantine' = 'insert_inbox',
): void {
  add(statement, rows, INBOX);
  if (!payloadKeys) return;
  const sealed = rows.map(({ event, transactionId }) => {
    const { provider, eventId, receivedAt, payload } = event;
    const subject = { provider, eventId, transactionId };
    return { ...subject, receivedAt, ...payloadKeys.seal(payload, subject) };
  });
  add('insert_payloads', sealed, INBOX_PAYLOADS);
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
  add('insert_audit', entries, AUDIT);
}
