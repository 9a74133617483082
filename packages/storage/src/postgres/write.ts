import type { Bucket } from '@diboas/kernel';
import { isCustomerAccount } from '@diboas/ledger';
import { encodeJson, type Writes } from '@diboas/orchestration';
import type pg from 'pg';
import { encodeState, timestamp, timestampOrNull } from './rows.ts';
import { prepared, type StatementName } from './statements.ts';

/** One column of an unnest: its value for every row. */
type Column<Row> = (row: Row) => string | number | boolean | null;

/**
 * All statements that write a batch, in an order that foreign keys allow. A kind of row that the batch does not
 * have costs nothing.
 */
export function writeQueries(bucket: Bucket, writes: Writes): pg.QueryConfig[] {
  const queries: pg.QueryConfig[] = [];
  function add<Row>(name: StatementName, rows: readonly Row[], columns: readonly Column<Row>[]): void {
    if (rows.length === 0) return;
    queries.push(prepared(name, [bucket, ...columns.map((column) => rows.map(column))]));
  }
  addJourneys(add, writes);
  addTransactions(add, writes);
  addAttempts(add, writes);
  addLedger(add, writes);
  if (writes.endedHolds.length > 0) {
    const transactionIds = [...new Set(writes.endedHolds.map((hold) => hold.transactionId))];
    const holdIds = writes.endedHolds.map((hold) => hold.id);
    queries.push(prepared('delete_holds', [bucket, transactionIds, holdIds]));
  }
  addRecords(add, writes);
  return queries;
}

type Add = <Row>(name: StatementName, rows: readonly Row[], columns: readonly Column<Row>[]) => void;

function addJourneys(add: Add, writes: Writes): void {
  const inserted = writes.journeys.filter((row) => row.isNew).map((row) => row.journey);
  const updated = writes.journeys.filter((row) => !row.isNew).map((row) => row.journey);
  add('insert_journeys', inserted, [
    (row) => row.id,
    (row) => row.customerId,
    (row) => row.status,
    (row) => row.version,
    (row) => encodeJson(row.plan),
    (row) => encodeJson(row.legs),
    (row) => timestamp(row.createdAt),
    (row) => timestamp(row.updatedAt),
  ]);
  add('update_journeys', updated, [
    (row) => row.id,
    (row) => row.status,
    (row) => row.version,
    (row) => encodeJson(row.legs),
    (row) => timestamp(row.updatedAt),
  ]);
}

function addTransactions(add: Add, writes: Writes): void {
  add('insert_quotes', writes.quotes, [
    (row) => row.id,
    (row) => row.customerId,
    encodeJson,
    (row) => timestamp(row.createdAt),
    (row) => timestamp(row.expiresAt),
  ]);
  const inserted = writes.transactions.filter((row) => row.isNew).map((row) => row.transaction);
  const updated = writes.transactions.filter((row) => !row.isNew).map((row) => row.transaction);
  add('insert_transactions', inserted, [
    (row) => row.id,
    (row) => row.customerId,
    (row) => row.operation,
    (row) => row.terms.journeyId ?? null,
    (row) => row.status,
    (row) => row.activity,
    (row) => row.version,
    (row) => row.seq,
    encodeState,
    (row) => timestampOrNull(row.due?.at),
    (row) => row.due?.reason ?? null,
    (row) => timestamp(row.createdAt),
    (row) => timestamp(row.updatedAt),
  ]);
  add('update_transactions', updated, [
    (row) => row.id,
    (row) => row.status,
    (row) => row.activity,
    (row) => row.version,
    (row) => row.seq,
    encodeState,
    (row) => timestampOrNull(row.due?.at),
    (row) => row.due?.reason ?? null,
    (row) => timestamp(row.updatedAt),
  ]);
}

function addAttempts(add: Add, writes: Writes): void {
  const inserted = writes.attempts.filter((row) => row.isNew);
  const updated = writes.attempts.filter((row) => !row.isNew).map((row) => row.attempt);
  // Updates first: a new attempt is only allowed once the one before it is rejected.
  add('update_attempts', updated, [
    (row) => row.id,
    (row) => row.state,
    (row) => row.stage,
    (row) => row.inDoubt,
    (row) => row.reference,
    (row) => row.sends,
    (row) => row.lookups,
    (row) => row.rejection,
    (row) => row.reversal,
  ]);
  add('insert_attempts', inserted, [
    (row) => row.attempt.id,
    (row) => row.transactionId,
    (row) => row.attempt.number,
    (row) => row.attempt.provider,
    (row) => row.attempt.key,
    (row) => row.attempt.state,
    (row) => row.attempt.stage,
    (row) => row.attempt.inDoubt,
    (row) => row.attempt.reference,
    (row) => row.attempt.sends,
    (row) => row.attempt.lookups,
    (row) => row.attempt.rejection,
    (row) => row.attempt.reversal,
    (row) => row.attempt.routing && encodeJson(row.attempt.routing),
    (row) => timestamp(row.attempt.startedAt),
  ]);
}

function addLedger(add: Add, writes: Writes): void {
  add(
    'upsert_accounts',
    writes.accounts.filter((row) => isCustomerAccount(row.key)),
    [
      (row) => row.key.owner,
      (row) => row.key.kind,
      (row) => row.key.asset,
      (row) => row.key.network,
      (row) => row.balance.debitsPosted.toString(),
      (row) => row.balance.creditsPosted.toString(),
      (row) => row.balance.debitsPending.toString(),
      (row) => row.balance.creditsPending.toString(),
    ],
  );
  add('insert_transfers', writes.transfers, [
    (row) => row.transfer.id,
    (row) => row.transfer.kind,
    (row) => row.transfer.transactionId,
    (row) => row.transfer.holdId,
    (row) => row.transfer.debit.owner,
    (row) => row.transfer.debit.kind,
    (row) => row.transfer.credit.owner,
    (row) => row.transfer.credit.kind,
    (row) => row.transfer.debit.asset,
    (row) => row.transfer.debit.network,
    (row) => row.transfer.amount.toString(),
    (row) => timestamp(row.at),
  ]);
  add('insert_holds', writes.openedHolds, [
    (row) => row.id,
    (row) => row.transactionId,
    (row) => row.debit.owner,
    (row) => row.debit.kind,
    (row) => row.credit.owner,
    (row) => row.credit.kind,
    (row) => row.debit.asset,
    (row) => row.debit.network,
    (row) => row.amount.toString(),
  ]);
}

function addRecords(add: Add, writes: Writes): void {
  add('insert_journal', writes.journal, [
    (row) => row.customerId,
    (row) => row.seq,
    (row) => row.transactionId,
    (row) => timestamp(row.at),
    (row) => row.cause,
    (row) => encodeJson(row.events),
  ]);
  add('update_seqs', [...writes.seqs], [([customerId]) => customerId, ([, seq]) => seq]);
  add('insert_keys', writes.keyUses, [
    (row) => row.customerId,
    (row) => row.key,
    (row) => row.fingerprint,
    (row) => row.transactionId,
    (row) => timestamp(row.at),
  ]);
  add('insert_inbox', writes.inbox, [
    (row) => row.event.provider,
    (row) => row.event.eventId,
    (row) => row.event.type,
    (row) => row.transactionId,
    (row) => row.disposition,
    (row) => timestamp(row.event.occurredAt),
    (row) => timestamp(row.event.receivedAt),
    (row) => row.event.payload,
  ]);
  add('insert_items', writes.items, [
    (row) => row.id,
    (row) => row.transactionId,
    (row) => row.customerId,
    (row) => row.cause,
    (row) => row.detail,
    (row) => timestamp(row.openedAt),
    (row) => timestamp(row.deadline),
  ]);
  add('insert_audit', writes.audit, [
    (row) => row.id,
    (row) => timestamp(row.at),
    (row) => row.actor,
    (row) => row.act,
    (row) => row.subject,
    (row) => encodeJson(row.detail),
  ]);
}
