// Holds a decided batch to what the tables refuse by themselves, without a database: so that a batch which PostgreSQL
// would turn down is found wherever batches are decided on the memory store.
import type { Bucket } from '@diboas/kernel';
import { isCustomerAccount } from '@diboas/ledger';
import type { Writes } from '@diboas/orchestration';
import {
  AUDIT,
  EXPECTED,
  IDEMPOTENCY_KEYS,
  INBOX,
  ITEM_CLOSINGS,
  JOURNAL,
  OPERATOR_ITEMS,
  QUOTES,
  TRANSFERS,
} from '../postgres/tables/added-tables.ts';
import {
  ACCOUNT,
  TRANSACTION_BEGINNING,
  TRANSACTION_ID,
  TRANSACTION_STEP,
} from '../postgres/tables/changed-tables.ts';
import { column, type NamedColumn, type Table } from '../postgres/tables/table.ts';
import { nextAlarm } from '../postgres/write/next-alarm.ts';
import { breachesOfRow, readChecks, type TableChecks } from './checks.ts';

const CHECKS = readChecks();

/** Written by its own statement, for transfers that end a hold. */
const HOLD_ID: NamedColumn<Writes['transfers'][number]> = column.id('hold_id', (row) => row.transfer.holdId);

/** The tables whose rows are written by more than one statement, or of which not all columns are. */
const WHOLE = {
  terms: { name: 'quotes', columns: QUOTES.columns },
  transactions: {
    name: 'transactions',
    columns: [...TRANSACTION_ID, ...TRANSACTION_BEGINNING, ...TRANSACTION_STEP],
  },
  accounts: { name: 'accounts', columns: ACCOUNT },
  transfers: { name: TRANSFERS.name, columns: [...TRANSFERS.columns, HOLD_ID] },
};

/** What PostgreSQL would refuse of this batch, a sentence each; none means that it would be written. */
export function breachesOfWrites(bucket: Bucket, writes: Writes): string[] {
  const breaches: string[] = [];
  const hold = <Row>({ name, columns }: Pick<Table<Row>, 'name' | 'columns'>, rows: readonly Row[]): void => {
    if (rows.length === 0) return;
    const checks = CHECKS.get(name);
    if (!checks) throw new Error(`there is no table ${name}`);
    const asked = askedOf(name, checks);
    for (const row of rows) {
      const values: Record<string, unknown> = { bucket };
      for (const { name: column, value } of columns) if (asked.has(column)) values[column] = value(row);
      breaches.push(...breachesOfRow(name, checks, values));
    }
  };
  hold(QUOTES, writes.quotes);
  hold(WHOLE.terms, newTermsOf(writes));
  hold(
    WHOLE.transactions,
    writes.transactions.map((row) => ({ ...row, rings: nextAlarm(null, row.transaction) })),
  );
  hold(
    WHOLE.accounts,
    writes.accounts.filter(({ key }) => isCustomerAccount(key)),
  );
  hold(WHOLE.transfers, writes.transfers);
  hold(JOURNAL, writes.journal);
  hold(IDEMPOTENCY_KEYS, writes.keyUses);
  hold(INBOX, writes.inbox);
  hold(OPERATOR_ITEMS, writes.items);
  hold(ITEM_CLOSINGS, writes.closings);
  hold(AUDIT, writes.audit);
  hold(EXPECTED, writes.expected);
  return breaches;
}

/** The terms that were offered, and become a quote now. */
function newTermsOf({ quotes, transactions }: Writes): Writes['quotes'] {
  const own = new Set(quotes.map(({ id }) => id));
  return transactions
    .filter(({ isNew, transaction: { id } }) => isNew && !own.has(id))
    .map((row) => row.transaction.terms);
}

/** By table: the columns that it says something about. */
const ASKED = new Map<string, ReadonlySet<string>>();

function askedOf(name: string, { required, checks }: TableChecks): ReadonlySet<string> {
  const known = ASKED.get(name) ?? new Set([...required, ...checks.flatMap(({ columns }) => columns)]);
  ASKED.set(name, known);
  return known;
}
