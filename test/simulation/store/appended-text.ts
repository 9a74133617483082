// The columns of the append-only tables as text, for rows of the memory store. The texts are the simulator's own:
// what counts is that each column of each row has one, and that it changes with the row.
import { assert, type Bucket, formatInstant, type Instant } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import {
  type AuditEntry,
  encodeJson,
  type InboxRow,
  type ItemClosing,
  type JournalEntry,
  type KeyUse,
  type OperatorItem,
  type Terms,
} from '@diboas/orchestration';
import { SEALED_TABLES, type SealedRow } from '@diboas/storage/seals';

/** A row with what the memory store does not keep beside it. */
export type AppendedRow = { readonly bucket: Bucket; readonly xact: bigint } & Appended;

export type Appended =
  | { readonly table: 'audit'; readonly row: AuditEntry }
  | { readonly table: 'idempotency_keys'; readonly row: KeyUse & { readonly at: Instant } }
  | { readonly table: 'inbox'; readonly row: InboxRow }
  | { readonly table: 'item_closings'; readonly row: ItemClosing }
  | { readonly table: 'journal'; readonly row: JournalEntry }
  | { readonly table: 'operator_items'; readonly row: OperatorItem }
  | { readonly table: 'quotes'; readonly row: Terms }
  | { readonly table: 'transfers'; readonly row: Transfer; readonly at: Instant };

type Columns = Readonly<Record<string, string | null>>;

function columnsOf(appended: Appended): Columns {
  switch (appended.table) {
    case 'audit': {
      const { id, at, actor, act, subject, detail } = appended.row;
      return { audit_id: id, at: formatInstant(at), actor, act, subject, detail: encodeJson(detail) };
    }
    case 'idempotency_keys': {
      const { customerId, key, fingerprint, transactionId, at } = appended.row;
      const rest = { fingerprint, transaction_id: transactionId, created_at: formatInstant(at) };
      return { customer_id: customerId, key, ...rest };
    }
    case 'inbox': {
      const { event, transactionId, disposition } = appended.row;
      const { provider, eventId, type, occurredAt, receivedAt, payload } = event;
      const times = { occurred_at: formatInstant(occurredAt), received_at: formatInstant(receivedAt) };
      return {
        provider,
        event_id: eventId,
        type,
        transaction_id: transactionId,
        disposition,
        ...times,
        payload_digest: payload,
      };
    }
    case 'item_closings': {
      const { itemId, by, at } = appended.row;
      return { item_id: itemId, closed_by: by, closed_at: formatInstant(at) };
    }
    case 'journal': {
      const { customerId, seq, transactionId, at, cause, events } = appended.row;
      const rest = { at: formatInstant(at), cause, events: encodeJson(events) };
      return { customer_id: customerId, seq: String(seq), transaction_id: transactionId, ...rest };
    }
    case 'operator_items': {
      const { id, transactionId, customerId, cause, detail, openedAt, deadline } = appended.row;
      const times = { opened_at: formatInstant(openedAt), deadline: formatInstant(deadline) };
      const about = { transaction_id: transactionId, customer_id: customerId };
      return { item_id: id, ...about, cause, detail, ...times };
    }
    case 'quotes': {
      const { id, customerId, createdAt, expiresAt } = appended.row;
      const times = { created_at: formatInstant(createdAt), expires_at: formatInstant(expiresAt) };
      return { quote_id: id, customer_id: customerId, terms: encodeJson(appended.row), ...times };
    }
    case 'transfers':
      return transferColumns(appended.row, appended.at);
  }
}

function transferColumns(transfer: Transfer, at: Instant): Columns {
  const { id, kind, transactionId, holdId, debit, credit, amount } = transfer;
  return {
    transfer_id: id,
    kind,
    transaction_id: transactionId,
    hold_id: holdId,
    debit_owner: debit.owner,
    debit_kind: debit.kind,
    credit_owner: credit.owner,
    credit_kind: credit.kind,
    asset: debit.asset,
    network: debit.network,
    amount: amount.toString(),
    created_at: formatInstant(at),
  };
}

const SEALED = new WeakMap<object, SealedRow>();

/** The row as it is sealed; null when its table is none of those that are. One that is the same is not read again. */
export function sealedRow(appended: AppendedRow): SealedRow | null {
  const known = SEALED.get(appended.row);
  if (known && known.xact === appended.xact) return known;
  const sealed = textOf(appended);
  if (sealed) SEALED.set(appended.row, sealed);
  return sealed;
}

function textOf(appended: AppendedRow): SealedRow | null {
  const ordinal = SEALED_TABLES.findIndex(({ name }) => name === appended.table);
  const table = SEALED_TABLES[ordinal];
  if (!table) return null;
  const columns: Columns = { bucket: String(appended.bucket), ...columnsOf(appended) };
  const values = [...table.key, ...table.rest].map((name) => {
    const value = columns[name];
    assert(value !== undefined, 'every column has its text', { table: table.name, name });
    return value;
  });
  return { ordinal, xact: appended.xact, values };
}

/** By number, table and key, each column in its type's order: what docs/audit.md calls the sealed order. */
export function inSealedOrder(left: SealedRow, right: SealedRow): number {
  if (left.xact !== right.xact) return left.xact < right.xact ? -1 : 1;
  if (left.ordinal !== right.ordinal) return left.ordinal - right.ordinal;
  const names = SEALED_TABLES[left.ordinal]?.key ?? [];
  for (const [index, name] of names.entries()) {
    const [one, other] = [left.values[index] ?? '', right.values[index] ?? ''];
    if (one === other) continue;
    // All texts here are ASCII, so they compare as their bytes do.
    if (name === 'bucket' || name === 'seq') return Number(one) - Number(other);
    return one < other ? -1 : 1;
  }
  return 0;
}
