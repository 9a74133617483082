import { type Asset, BUCKETS, type Bucket, bucketOf, type Instant, type Network } from '@diboas/kernel';
import type { AccountKind } from '@diboas/ledger';
import { originalOf, reviveMoney, type Terms } from '@diboas/orchestration';
import type {
  BooksSource,
  CustomerBooks,
  PeriodBooks,
  TracedTerms,
  TracedTransfer,
  UnitSums,
} from '@diboas/reports';
import type pg from 'pg';
import { inLongTransaction, LONG_READ_MS } from '../../audit/transaction.ts';
import { timestamp } from '../encoding/rows.ts';
import { accountKey } from '../encoding/stored-hold.ts';
import { decodeMoney, type StoredMoney } from '../encoding/stored-money.ts';

/** All of a report is read in one moment. */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; SET LOCAL jit = off`;

const ENTRIES = `SELECT transaction_id, seq, at, cause FROM journal
WHERE bucket = $1 AND customer_id = $2 ORDER BY seq`;

const BALANCES = `SELECT owner_id, kind, asset, network, (credits_posted - debits_posted)::text AS units FROM accounts
WHERE bucket = $1 AND owner_id = $2 ORDER BY kind, asset, network`;

const COLUMNS = `t.transfer_id, t.transaction_id, x.customer_id, x.operation, j.seq, t.created_at, t.debit_owner,
  t.debit_kind, t.credit_owner, t.credit_kind, t.asset, t.network, t.amount::text AS amount`;

/**
 * Entries of the journal that a transfer was booked with: those of its transaction in its own commit. Where several inputs of a
 * transaction were decided in one commit it is the last of them.
 */
const ENTRIES_OF = `SELECT customer_id, transaction_id, xact, max(seq) AS seq FROM journal`;

const TRANSFERS = `SELECT ${COLUMNS} FROM (${ENTRIES_OF} WHERE bucket = $1 AND customer_id = $2 GROUP BY 1, 2, 3) AS j
  JOIN transfers t ON t.bucket = $1 AND (t.xact::text::bigint) = (j.xact::text::bigint) AND t.transaction_id = j.transaction_id
    AND t.kind IN ('posted', 'post')
  JOIN transactions x ON x.bucket = $1 AND x.transaction_id = t.transaction_id
ORDER BY j.seq, t.transfer_id`;

const PERIOD_TRANSFERS = `SELECT ${COLUMNS} FROM (${ENTRIES_OF} WHERE bucket = $1 AND at >= $2 AND at < $3 GROUP BY 1, 2, 3) AS j
  JOIN transfers t ON t.bucket = $1 AND t.xact = j.xact AND t.transaction_id = j.transaction_id
    AND t.kind IN ('posted', 'post') AND t.created_at >= $2 AND t.created_at < $3
  JOIN transactions x ON x.bucket = $1 AND x.transaction_id = t.transaction_id AND x.customer_id = j.customer_id
ORDER BY t.created_at, t.transfer_id LIMIT $4`;

/** Of terms only what lots need: all of them would be a hundred times as much. */
const TERMS = `SELECT x.transaction_id, q.terms->'origin' AS origin, q.terms->'price'->'amount' AS amount, q.terms->'worth' AS worth,
  q.terms->'lots' AS lots, x.state::json#>'{settlement,charged}' AS charged
FROM transactions x JOIN quotes q ON q.bucket = $1 AND q.quote_id = x.transaction_id
WHERE x.bucket = $1 AND x.customer_id = $2 ORDER BY x.transaction_id`;

/** Read without the journal and the transactions, so that a transfer which they lack is missed. */
const SUMS = `WITH moves AS (
    SELECT t.asset, t.network, side.sign * t.amount AS units, t.created_at >= $2 AND t.created_at < $3 AS is_within
    FROM transfers t CROSS JOIN LATERAL (VALUES (t.debit_kind, -1), (t.credit_kind, 1)) AS side (kind, sign)
    WHERE t.bucket = $1 AND t.kind IN ('posted', 'post') AND side.kind ~ '^(BANKING|INVESTING|DEFI)(:|$)'
  ), moved AS (
    SELECT asset, network, coalesce(sum(units) FILTER (WHERE is_within), 0) AS moved, sum(units) AS moved_ever
    FROM moves GROUP BY asset, network
  ), held AS (
    SELECT asset, network, sum(credits_posted - debits_posted) AS held FROM accounts WHERE bucket = $1 GROUP BY asset, network
  )
  SELECT asset, network, coalesce(moved, 0)::text AS moved, coalesce(moved_ever, 0)::text AS moved_ever,
    coalesce(held, 0)::text AS held
  FROM moved FULL JOIN held USING (asset, network) ORDER BY asset, network`;

interface TransferRow {
  readonly transfer_id: string;
  readonly transaction_id: string;
  readonly customer_id: string;
  readonly operation: string;
  readonly seq: string;
  readonly created_at: Date;
  readonly debit_owner: string;
  readonly debit_kind: AccountKind;
  readonly credit_owner: string;
  readonly credit_kind: AccountKind;
  readonly asset: string;
  readonly network: string;
  readonly amount: string;
}

interface SumsRow {
  readonly asset: Asset;
  readonly network: Network;
  readonly moved: string;
  readonly moved_ever: string;
  readonly held: string;
}

/** Books for reports, read beside what goes on, without holding anybody up. */
export function createPostgresBooksSource(pool: pg.Pool): BooksSource {
  return {
    customer: (customerId) => inLongTransaction(pool, BEGIN, (client) => readCustomer(client, customerId)),
    traded: (customerId) =>
      inLongTransaction(pool, BEGIN, async (client) => ({
        ...(await readCustomer(client, customerId)),
        terms: await readTerms(client, customerId),
      })),
    period: ({ from, until }, transfersMax) =>
      inLongTransaction(pool, BEGIN, (client) => readPeriod(client, { from, until, transfersMax })),
  };
}

async function readCustomer(client: pg.ClientBase, customerId: string): Promise<CustomerBooks> {
  const values = [bucketOf(customerId), customerId];
  const entries = await read<{ transaction_id: string; seq: string; at: Date; cause: string }>(
    client,
    ENTRIES,
    values,
  );
  const transfers = await read<TransferRow>(client, TRANSFERS, values);
  const balances = await read<BalanceRow>(client, BALANCES, values);
  return {
    entries: entries.map(({ transaction_id, seq, at, cause }) => ({
      ...{ transactionId: transaction_id, seq: Number(seq), at: at.getTime(), cause },
    })),
    transfers: transfers.map(decodeTransfer),
    balances: balances.map(({ owner_id, kind, asset, network, units }) => ({
      ...{ key: accountKey(owner_id, kind, { asset, network }), units: BigInt(units) },
    })),
  };
}

interface TermsRow extends Pick<Terms, 'origin' | 'lots'> {
  readonly transaction_id: string;
  readonly amount: TracedTerms['amount'];
  readonly worth: TracedTerms['worth'];
  readonly charged: StoredMoney | null;
}

async function readTerms(client: pg.ClientBase, customerId: string): Promise<TracedTerms[]> {
  const rows = await read<TermsRow>(client, TERMS, [bucketOf(customerId), customerId]);
  return rows.map((row) => {
    const { transaction_id: transactionId, amount, worth, lots, charged } = reviveMoney(row);
    return {
      ...{ transactionId, follows: originalOf(row), amount, worth },
      charged: charged && decodeMoney(charged),
      lots: lots?.map(({ lotId, quantity }) => ({ lotId, units: quantity.units })) ?? null,
    };
  });
}

interface BalanceRow {
  readonly owner_id: string;
  readonly kind: AccountKind;
  readonly asset: string;
  readonly network: string;
  readonly units: string;
}

interface AskedPeriod {
  readonly from: Instant;
  readonly until: Instant;
  readonly transfersMax: number;
}

async function readPeriod(client: pg.ClientBase, asked: AskedPeriod): Promise<PeriodBooks | null> {
  const transfers: TracedTransfer[] = [];
  const sums: UnitSums[] = [];
  const period = [timestamp(asked.from), timestamp(asked.until)];
  for (const bucket of BUCKETS) {
    const left = asked.transfersMax - transfers.length + 1;
    const rows = await read<TransferRow>(client, PERIOD_TRANSFERS, [bucket, ...period, left]);
    transfers.push(...rows.map(decodeTransfer));
    if (transfers.length > asked.transfersMax) return null;
    sums.push(...(await readSums(client, bucket, period)));
  }
  return { transfers, sums: sumByUnit(sums) };
}

async function readSums(
  client: pg.ClientBase,
  bucket: Bucket,
  period: readonly string[],
): Promise<UnitSums[]> {
  const rows = await read<SumsRow>(client, SUMS, [bucket, ...period]);
  return rows.map(({ asset, network, moved, moved_ever, held }) => ({
    ...{ asset, network, moved: BigInt(moved), movedEver: BigInt(moved_ever), held: BigInt(held) },
  }));
}

/** Over all buckets. */
function sumByUnit(sums: readonly UnitSums[]): UnitSums[] {
  const byUnit = Map.groupBy(sums, ({ asset, network }) => `${asset} ${network}`);
  return [...byUnit.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const total = (of: (one: UnitSums) => bigint) => some.reduce((sum, one) => sum + of(one), 0n);
    const { asset, network } = first;
    const moved = total((one) => one.moved);
    return [
      { asset, network, moved, movedEver: total((one) => one.movedEver), held: total((one) => one.held) },
    ];
  });
}

async function read<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const query = { text, values: [...values], query_timeout: LONG_READ_MS };
  return (await client.query<Row>(query)).rows;
}

function decodeTransfer(row: TransferRow): TracedTransfer {
  const { asset, network } = row;
  return {
    id: row.transfer_id,
    transactionId: row.transaction_id,
    customerId: row.customer_id,
    operation: row.operation,
    seq: Number(row.seq),
    at: row.created_at.getTime(),
    debit: accountKey(row.debit_owner, row.debit_kind, { asset, network }),
    credit: accountKey(row.credit_owner, row.credit_kind, { asset, network }),
    units: BigInt(row.amount),
  };
}
