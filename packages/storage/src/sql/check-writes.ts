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
import { nextAlarm } from '../postgres/write/alarm.ts';
import { breachesOfRow, readChecks, type TableChecks } from './checks.ts';

const CHECKS = readChecks();

/** Written by its own statement, for transfers that end a hold. */
const HOLD_ID: NamedColumn<Writes['transfers'][number]> = column.id('hold_id', (row) => row.transfer.holdId);

/** What PostgreSQL would refuse of this batch, a sentence each; none means that it would be written. */
export function breachesOfWrites(bucket: Bucket, writes: Writes): string[] {
  const breaches: string[] = [];
  const hold = <Row>({ name, columns }: Pick<Table<Row>, 'name' | 'columns'>, rows: readonly Row[]): void => {
    const checks = CHECKS.get(name);
    if (!checks) throw new Error(`there is no table ${name}`);
    for (const row of rows)
      breaches.push(...breachesOfRow(name, checks, valuesOf(row, bucket, { columns, checks })));
  };
  hold(QUOTES, writes.quotes);
  hold({ name: 'quotes', columns: QUOTES.columns }, newTermsOf(writes));
  hold(
    { name: 'transactions', columns: [...TRANSACTION_ID, ...TRANSACTION_BEGINNING, ...TRANSACTION_STEP] },
    writes.transactions.map((row) => ({ ...row, rings: nextAlarm(null, row.transaction) })),
  );
  hold(
    { name: 'accounts', columns: ACCOUNT },
    writes.accounts.filter(({ key }) => isCustomerAccount(key)),
  );
  hold({ name: 'transfers', columns: [...TRANSFERS.columns, HOLD_ID] }, writes.transfers);
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

/** What its table says something about. */
function valuesOf<Row>(
  row: Row,
  bucket: Bucket,
  { columns, checks }: { columns: readonly NamedColumn<Row>[]; checks: TableChecks },
): Record<string, unknown> {
  const asked = new Set([...checks.required, ...checks.checks.flatMap((one) => one.columns)]);
  const values = columns
    .filter(({ name }) => asked.has(name))
    .map(({ name, value }) => [name, value(row)] as const);
  return { bucket, ...Object.fromEntries(values) };
}
