import { type Bucket, bucketOf, bucketOfId, type Id } from '@diboas/kernel';
import type { AccountState } from '@diboas/ledger';
import type { JournalEntry, Transaction, TransactionReader } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { gatherByBucket } from '../connection/gather.ts';
import { decodeEvents } from '../encoding/journal-events.ts';
import { type AccountRow, decodeAccount, decodeTransaction, type TransactionRow } from '../encoding/rows.ts';
import { decodeHold } from '../encoding/stored-hold.ts';
import type { StoredState } from '../encoding/transaction-state.ts';
import { READ_STATEMENTS } from '../statements/read-statements.ts';
import { type Balances, createBalanceMemory } from './balance-memory.ts';
import { createTransactionMemory, type Mark } from './transaction-memory.ts';

interface JournalRow {
  readonly customer_id: string;
  readonly seq: string;
  readonly transaction_id: string;
  readonly at: Date;
  readonly cause: string;
  /** As `encodeEvents` wrote it, now or before. */
  readonly events: string;
}

/** About ten kilobytes each. */
const REMEMBERED_MAX = 4_000;

interface MarkRow extends Mark {
  readonly transaction_id: Id;
  readonly customer_id: string;
}

/** How rows are read by their prepared statements, and transactions only where they are not remembered as they are. */
function createReads(pool: pg.Pool) {
  const memory = createTransactionMemory(REMEMBERED_MAX);
  async function read<Row extends pg.QueryResultRow>(
    name: keyof typeof READ_STATEMENTS,
    values: unknown[],
  ): Promise<Row[]> {
    const query = { name, text: READ_STATEMENTS[name], values };
    return (await withDatabase(() => pool.query<Row>(query))).rows;
  }
  async function readTransactions(
    name: keyof typeof READ_STATEMENTS,
    values: unknown[],
  ): Promise<Transaction[]> {
    const found = (await read<TransactionRow>(name, values)).map((row) => decodeTransaction(row).transaction);
    for (const transaction of found) memory.keep(transaction);
    return found;
  }
  /** These transactions of one customer, in their order: those that changed, or are not known, are read. */
  async function recallOrRead(marks: readonly MarkRow[]): Promise<Transaction[]> {
    const known = new Map<Id, Transaction>();
    for (const mark of marks) {
      const found = memory.recall(mark.transaction_id, mark);
      if (found) known.set(found.id, found);
    }
    const unknown = marks.filter((mark) => !known.has(mark.transaction_id));
    const [first] = unknown;
    if (first) {
      const ids = unknown.map((mark) => mark.transaction_id);
      const values = [bucketOfId(first.transaction_id), first.customer_id, ids];
      for (const one of await readTransactions('read_transactions_named', values)) known.set(one.id, one);
    }
    return marks.flatMap((mark) => known.get(mark.transaction_id) ?? []);
  }
  return { read, readTransactions, recallOrRead };
}

type Read = ReturnType<typeof createReads>['read'];

/** Balances of one customer, gathered with those of others who ask at the same moment. */
function createBalanceReads(pool: pg.Pool, read: Read): (customerId: string) => Promise<Balances | null> {
  const memory = createBalanceMemory(REMEMBERED_MAX);
  pool.on('connect', memory.forgetAll);
  /** Those of whom nothing was written since: a place in the stream costs far less to read than balances. */
  async function unchanged(
    bucket: Bucket,
    known: readonly (readonly [customerId: string, Balances])[],
  ): Promise<readonly (readonly [customerId: string, Balances])[]> {
    if (known.length === 0) return [];
    const rows = await read<LastSeqRow>('read_last_seqs', [bucket, known.map(([id]) => id)]);
    const places = new Map(rows.map((row) => [row.customer_id, Number(row.seq ?? 0)]));
    return known.filter(([id, { seq }]) => places.get(id) === seq);
  }
  return gatherByBucket(bucketOf, async (bucket, customerIds) => {
    // What is known now and not a moment later: a connection that opens meanwhile empties the memory.
    const known = customerIds.flatMap((id) => {
      const before = memory.recall(id);
      return before ? [[id, before] as const] : [];
    });
    const same = new Map(await unchanged(bucket, known));
    const others = customerIds.filter((id) => !same.has(id));
    if (others.length === 0) return same;
    for (const row of await read<BalancesRow>('read_balances', [bucket, others])) {
      const balances = decodeBalances(row);
      memory.keep(row.customer_id, balances);
      same.set(row.customer_id, balances);
    }
    return same;
  });
}

/** Reads for screens, all within the customer's bucket, each by one prepared statement. */
export function createPostgresReader(pool: pg.Pool): Omit<TransactionReader, 'uses'> {
  const { read, readTransactions, recallOrRead } = createReads(pool);
  const readMark = gatherByBucket(bucketOfId, async (bucket, ids) => {
    const rows = await read<MarkRow>('mark_transactions', [bucket, ids]);
    return new Map(rows.map((row) => [row.transaction_id, row]));
  });
  const readBalances = createBalanceReads(pool, read);
  return {
    async transaction(id) {
      const mark = await readMark(id);
      const [found] = mark ? await recallOrRead([mark]) : [];
      return found ?? null;
    },
    async transactions(customerId, { before, limit }) {
      const owner = [bucketOf(customerId), customerId];
      const marks =
        before === null
          ? await read<MarkRow>('mark_newest_transactions', [...owner, limit])
          : await read<MarkRow>('mark_transactions_before', [...owner, before, limit]);
      return await recallOrRead(marks);
    },
    transactionsNamed(customerId, ids) {
      return readTransactions('read_transactions_named', [bucketOf(customerId), customerId, ids]);
    },
    async transactionByKey(customerId, key) {
      const values = [bucketOf(customerId), customerId, key];
      const [found] = await readTransactions('read_transaction_by_key', values);
      return found ?? null;
    },
    async balances(customerId) {
      return (await readBalances(customerId)) ?? { seq: 0, accounts: [], holds: [], unpaid: new Set() };
    },
    async journalAfter(customerId, { seq, limit }) {
      const values = [bucketOf(customerId), customerId, seq, limit];
      return (await read<JournalRow>('read_journal', values)).map(decodeJournal);
    },
    async changesAfter(customerId, { seq, limit }) {
      const values = [bucketOf(customerId), customerId, seq, limit];
      const rows = await read<Pick<JournalRow, 'seq' | 'transaction_id' | 'at'>>('read_changes', values);
      return rows.map((row) => ({
        seq: Number(row.seq),
        transactionId: row.transaction_id,
        at: row.at.getTime(),
      }));
    },
    async lastSeq(customerId) {
      const [row] = await read<LastSeqRow>('read_last_seqs', [bucketOf(customerId), [customerId]]);
      return Number(row?.seq ?? 0);
    },
    async lastSeqs(bucket, customerIds) {
      const rows = await read<LastSeqRow>('read_last_seqs', [bucket, customerIds]);
      return new Map(rows.map((row) => [row.customer_id, Number(row.seq ?? 0)]));
    },
  };
}

interface LastSeqRow {
  readonly customer_id: string;
  readonly seq: string | null;
}

function decodeJournal(row: JournalRow): JournalEntry {
  return {
    customerId: row.customer_id,
    seq: Number(row.seq),
    transactionId: row.transaction_id,
    at: row.at.getTime(),
    cause: row.cause,
    events: decodeEvents(row.events, row.customer_id),
  };
}

interface BalancesRow {
  readonly customer_id: string;
  readonly seq: string | null;
  readonly accounts: readonly StoredAccount[] | null;
  readonly held:
    | readonly {
        readonly transaction_id: Id;
        readonly holds: StoredState['holds'] | null;
        readonly paid: boolean;
      }[]
    | null;
}

/** An account as `read_balances` gives it: a tuple, for names cost more than what they name. */
type StoredAccount = readonly [
  owner: string,
  kind: AccountRow['kind'],
  asset: string,
  network: string,
  debitsPosted: string,
  creditsPosted: string,
  debitsPending: string,
  creditsPending: string,
];

function decodeBalances({
  customer_id: customerId,
  ...row
}: BalancesRow): Awaited<ReturnType<TransactionReader['balances']>> {
  const held = row.held ?? [];
  return {
    seq: Number(row.seq ?? 0),
    accounts: (row.accounts ?? []).map(decodeStoredAccount),
    holds: held.flatMap(({ transaction_id, holds }) =>
      (holds ?? []).map((hold) => decodeHold(hold, { transactionId: transaction_id, customerId })),
    ),
    unpaid: new Set(held.flatMap(({ transaction_id, paid }) => (paid ? [] : transaction_id))),
  };
}

function decodeStoredAccount([owner, kind, asset, network, ...figures]: StoredAccount): AccountState {
  const [debitsPosted, creditsPosted, debitsPending, creditsPending] = figures;
  return decodeAccount({
    ...{ owner_id: owner, kind, asset, network },
    ...{ debits_posted: debitsPosted, credits_posted: creditsPosted },
    ...{ debits_pending: debitsPending, credits_pending: creditsPending },
  });
}
