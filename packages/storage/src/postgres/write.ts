import type { Bucket, Id, Instant } from '@diboas/kernel';
import { type AccountKey, type AccountState, isCustomerAccount } from '@diboas/ledger';
import {
  type AuditEntry,
  encodeEvents,
  encodeJson,
  type Transaction,
  type Writes,
} from '@diboas/orchestration';
import type pg from 'pg';
import { arrayLiteral, uuidArray } from './array-value.ts';
import { timestamp } from './rows.ts';
import { prepared, type StatementName } from './statements.ts';
import { encodeState } from './transaction-state.ts';

/** One column of a statement's rows: its value for every row, or the id. */
type Column<Row> =
  | ((row: Row) => string | number | boolean | null)
  | { readonly id: (row: Row) => Id | null };

/**
 * Stands between the JSON texts of a column (U+001E, "record separator"): JSON escapes control characters, so it is in
 * none of them. To split there costs the database less than to read an array, or a JSON list.
 */
const SEPARATOR = '\u001e';

/** Columns of JSON, which come first in a statement, and those that are arrays of `unnest`. */
interface Columns<Row> {
  readonly arrays: readonly Column<Row>[];
  readonly json?: readonly ((row: Row) => string)[];
}

interface Writing {
  /** Adds a statement that writes these rows. No rows, no statement. */
  readonly add: <Row>(name: StatementName, rows: readonly Row[], columns: Columns<Row>) => void;
  /** A moment as PostgreSQL reads it. */
  readonly at: (instant: Instant) => string;
}

/** Whether an account has a row already. */
type IsOpen = (key: AccountKey) => boolean;

/**
 * All statements that write a batch, in an order that foreign keys allow. A kind of row that the batch does not
 * have costs nothing.
 */
export function writeQueries(bucket: Bucket, writes: Writes, isOpen: IsOpen): pg.QueryConfig[] {
  return collect(bucket, (writing) => {
    addJourneys(writing, writes);
    addTransactions(writing, writes);
    addLedger(writing, writes, isOpen);
    addRecords(writing, writes);
  });
}

/** The statement that writes audit entries which belong to no batch. */
export function auditQueries(bucket: Bucket, entries: readonly AuditEntry[]): pg.QueryConfig[] {
  return collect(bucket, (writing) => addAudit(writing, entries));
}

function collect(bucket: Bucket, fill: (writing: Writing) => void): pg.QueryConfig[] {
  const queries: pg.QueryConfig[] = [];
  fill({
    add(name, rows, { arrays, json = [] }) {
      if (rows.length === 0) return;
      const values = [
        ...json.map((column) => rows.map(column).join(SEPARATOR)),
        ...arrays.map((column) =>
          'id' in column ? uuidArray(rows.map(column.id)) : arrayLiteral(rows.map(column)),
        ),
      ];
      queries.push(prepared(name, [bucket, ...values]));
    },
    at: rememberLast(timestamp),
  });
  return queries;
}

/** Nearly all times of a batch are one and the same, so the last text is kept. */
function rememberLast(format: (instant: Instant) => string): (instant: Instant) => string {
  let last: { readonly instant: Instant; readonly text: string } | null = null;
  return (instant) => {
    if (last?.instant !== instant) last = { instant, text: format(instant) };
    return last.text;
  };
}

function addJourneys({ add, at }: Writing, writes: Writes): void {
  const inserted = writes.journeys.filter((row) => row.isNew).map((row) => row.journey);
  const updated = writes.journeys.filter((row) => !row.isNew).map((row) => row.journey);
  add('insert_journeys', inserted, {
    arrays: [
      { id: (row) => row.id },
      { id: (row) => row.customerId },
      (row) => row.status,
      (row) => row.version,
      (row) => at(row.createdAt),
      (row) => at(row.updatedAt),
    ],
    json: [(row) => encodeJson(row.plan), (row) => encodeJson(row.legs)],
  });
  add('update_journeys', updated, {
    arrays: [{ id: (row) => row.id }, (row) => row.status, (row) => row.version, (row) => at(row.updatedAt)],
    json: [(row) => encodeJson(row.legs)],
  });
}

function addTransactions({ add, at }: Writing, writes: Writes): void {
  add('insert_quotes', writes.quotes, {
    arrays: [
      { id: (row) => row.id },
      { id: (row) => row.customerId },
      (row) => at(row.createdAt),
      (row) => at(row.expiresAt),
    ],
    json: [encodeJson],
  });
  const inserted = writes.transactions.filter((row) => row.isNew);
  const updated = writes.transactions.filter((row) => !row.isNew);
  add('insert_transactions', inserted, {
    arrays: [
      { id: (row) => row.transaction.id },
      { id: (row) => row.transaction.customerId },
      (row) => row.transaction.operation,
      { id: (row) => row.transaction.terms.journeyId ?? null },
      (row) => row.transaction.status,
      (row) => row.transaction.activity,
      (row) => row.transaction.version,
      (row) => row.transaction.seq,
      (row) => countLive(row.transaction),
      (row) => row.transaction.due && at(row.transaction.due.at),
      (row) => row.transaction.due?.reason ?? null,
      (row) => at(row.transaction.createdAt),
      (row) => at(row.transaction.updatedAt),
    ],
    json: [encodeState],
  });
  add('update_transactions', updated, {
    arrays: [
      { id: (row) => row.transaction.id },
      (row) => row.transaction.status,
      (row) => row.transaction.activity,
      (row) => row.transaction.version,
      (row) => row.transaction.seq,
      (row) => countLive(row.transaction),
      (row) => row.transaction.due && at(row.transaction.due.at),
      (row) => row.transaction.due?.reason ?? null,
      (row) => at(row.transaction.updatedAt),
    ],
    json: [encodeState],
  });
}

function countLive({ attempts }: Transaction): number {
  return attempts.filter((attempt) => attempt.state !== 'rejected').length;
}

function addLedger({ add, at }: Writing, writes: Writes, isOpen: IsOpen): void {
  const accounts = writes.accounts.filter((row) => isCustomerAccount(row.key));
  const columns: Columns<AccountState> = {
    arrays: [
      { id: (row) => row.key.owner },
      (row) => row.key.kind,
      (row) => row.key.asset,
      (row) => row.key.network,
      (row) => row.balance.debitsPosted.toString(),
      (row) => row.balance.creditsPosted.toString(),
      (row) => row.balance.debitsPending.toString(),
      (row) => row.balance.creditsPending.toString(),
    ],
  };
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
  add('insert_transfers', writes.transfers, {
    arrays: [
      { id: (row) => row.transfer.id },
      (row) => row.transfer.kind,
      { id: (row) => row.transfer.transactionId },
      { id: (row) => row.transfer.holdId },
      { id: (row) => row.transfer.debit.owner },
      (row) => row.transfer.debit.kind,
      { id: (row) => row.transfer.credit.owner },
      (row) => row.transfer.credit.kind,
      (row) => row.transfer.debit.asset,
      (row) => row.transfer.debit.network,
      (row) => row.transfer.amount.toString(),
      (row) => at(row.at),
    ],
  });
}

function addRecords({ add, at }: Writing, writes: Writes): void {
  add('insert_journal', writes.journal, {
    arrays: [
      { id: (row) => row.customerId },
      (row) => row.seq,
      { id: (row) => row.transactionId },
      (row) => at(row.at),
      (row) => row.cause,
    ],
    json: [(row) => encodeEvents(row.events)],
  });
  add('update_seqs', [...writes.seqs], { arrays: [{ id: ([customerId]) => customerId }, ([, seq]) => seq] });
  add('insert_keys', writes.keyUses, {
    arrays: [
      { id: (row) => row.customerId },
      (row) => row.key,
      (row) => row.fingerprint,
      { id: (row) => row.transactionId },
      (row) => at(row.at),
    ],
  });
  add('insert_inbox', writes.inbox, {
    arrays: [
      (row) => row.event.provider,
      (row) => row.event.eventId,
      (row) => row.event.type,
      { id: (row) => row.transactionId },
      (row) => row.disposition,
      (row) => at(row.event.occurredAt),
      (row) => at(row.event.receivedAt),
      (row) => row.event.payload,
    ],
  });
  add('insert_items', writes.items, {
    arrays: [
      { id: (row) => row.id },
      { id: (row) => row.transactionId },
      { id: (row) => row.customerId },
      (row) => row.cause,
      (row) => row.detail,
      (row) => at(row.openedAt),
      (row) => at(row.deadline),
    ],
  });
  addAudit({ add, at }, writes.audit);
}

function addAudit({ add, at }: Writing, entries: readonly AuditEntry[]): void {
  add('insert_audit', entries, {
    arrays: [
      { id: (row) => row.id },
      (row) => at(row.at),
      (row) => row.actor,
      (row) => row.act,
      (row) => row.subject,
    ],
    json: [(row) => encodeJson(row.detail)],
  });
}
