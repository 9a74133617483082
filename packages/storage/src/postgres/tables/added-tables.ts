// The tables that batches add rows to. One more column is a line here and a migration; where its rows are sealed or read
// again, also `SEALED_TABLES`, and the statement that reads it.
import { type AuditEntry, encodeJson, type InboxRow, type Writes } from '@diboas/orchestration';
import { digestOfPayload } from '../../payloads/payload-keys.ts';
import type { BegunPortfolio } from '../../port/begun-portfolios.ts';
import { encodeEvents } from '../encoding/journal-events.ts';
import { column, table } from './table.ts';

type Written<Kind extends keyof Writes> = Writes[Kind] extends readonly (infer Row)[] ? Row : never;

const SEALED = { isSealed: true };
const NOT_SEALED = { isSealed: false };

export const QUOTES = table<Written<'quotes'>>('quotes', SEALED, [
  column.id('quote_id', (row) => row.id),
  column.id('customer_id', (row) => row.customerId),
  column.instant('created_at', (row) => row.createdAt),
  column.instant('expires_at', (row) => row.expiresAt),
  column.json('terms', encodeJson),
]);

/** Those that end no hold: the others take their accounts from the hold. */
export const TRANSFERS = table<Written<'transfers'>>('transfers', SEALED, [
  column.id('transfer_id', (row) => row.transfer.id),
  column.text('kind', (row) => row.transfer.kind),
  column.id('transaction_id', (row) => row.transfer.transactionId),
  column.id('debit_owner', (row) => row.transfer.debit.owner),
  column.text('debit_kind', (row) => row.transfer.debit.kind),
  column.id('credit_owner', (row) => row.transfer.credit.owner),
  column.text('credit_kind', (row) => row.transfer.credit.kind),
  column.text('asset', (row) => row.transfer.debit.asset),
  column.text('network', (row) => row.transfer.debit.network),
  column.numeric('amount', (row) => row.transfer.amount),
  column.instant('created_at', (row) => row.at),
]);

export const JOURNAL = table<Written<'journal'>>('journal', SEALED, [
  column.id('customer_id', (row) => row.customerId),
  column.bigint('seq', (row) => row.seq),
  column.id('transaction_id', (row) => row.transactionId),
  column.instant('at', (row) => row.at),
  column.text('cause', (row) => row.cause),
  column.text('events', encodeEvents),
]);

export const IDEMPOTENCY_KEYS = table<Written<'keyUses'>>('idempotency_keys', SEALED, [
  column.id('customer_id', (row) => row.customerId),
  column.text('key', (row) => row.key),
  column.text('fingerprint', (row) => row.fingerprint),
  column.id('transaction_id', (row) => row.transactionId),
  column.instant('created_at', (row) => row.at),
]);

export const INBOX = table<InboxRow>('inbox', SEALED, [
  column.text('provider', (row) => row.event.provider),
  column.text('event_id', (row) => row.event.eventId),
  column.text('type', (row) => row.event.type),
  column.id('transaction_id', (row) => row.transactionId),
  column.text('disposition', (row) => row.disposition),
  column.instant('occurred_at', (row) => row.event.occurredAt),
  column.instant('received_at', (row) => row.event.receivedAt),
  column.bytes('payload_digest', (row) => digestOfPayload(row.event.payload)),
]);

export interface PayloadRow {
  readonly provider: string;
  readonly eventId: string;
  readonly transactionId: string | null;
  readonly receivedAt: number;
  readonly keyName: string;
  readonly sealed: Buffer;
}

export const INBOX_PAYLOADS = table<PayloadRow>('inbox_payloads', NOT_SEALED, [
  column.text('provider', (row) => row.provider),
  column.text('event_id', (row) => row.eventId),
  column.id('transaction_id', (row) => row.transactionId),
  column.instant('received_at', (row) => row.receivedAt),
  column.text('key_name', (row) => row.keyName),
  column.bytes('sealed', (row) => row.sealed),
]);

export const OPERATOR_ITEMS = table<Written<'items'>>('operator_items', SEALED, [
  column.id('item_id', (row) => row.id),
  column.id('transaction_id', (row) => row.transactionId),
  column.id('customer_id', (row) => row.customerId),
  column.text('cause', (row) => row.cause),
  column.text('detail', (row) => row.detail),
  column.instant('opened_at', (row) => row.openedAt),
  column.instant('deadline', (row) => row.deadline),
]);

export const ITEM_CLOSINGS = table<Written<'closings'>>('item_closings', SEALED, [
  column.id('item_id', (row) => row.itemId),
  column.text('closed_by', (row) => row.by),
  column.instant('closed_at', (row) => row.at),
]);

export const AUDIT = table<AuditEntry>('audit', SEALED, [
  column.id('audit_id', (row) => row.id),
  column.instant('at', (row) => row.at),
  column.text('actor', (row) => row.actor),
  column.text('act', (row) => row.act),
  column.text('subject', (row) => row.subject),
  column.json('detail', (row) => encodeJson(row.detail)),
]);

export const EXPECTED = table<Written<'expected'>>('expected', NOT_SEALED, [
  column.id('transaction_id', (row) => row.transactionId),
  column.id('customer_id', (row) => row.customerId),
  column.text('address', (row) => row.address),
  column.instant('until', (row) => row.until),
]);

export const PORTFOLIOS = table<BegunPortfolio>('portfolios', NOT_SEALED, [
  column.id('customer_id', (row) => row.customerId),
  column.bigint('seq', (row) => row.seq),
  column.instant('due_at', (row) => row.dueAt),
]);

/** When a transaction is to be looked at. */
export interface AlarmRow {
  readonly ringsAt: number | null;
  readonly transactionId: string;
}

export const ALARMS = table<AlarmRow>('alarms', NOT_SEALED, [
  column.instant('rings_at', (row) => row.ringsAt),
  column.id('transaction_id', (row) => row.transactionId),
]);
