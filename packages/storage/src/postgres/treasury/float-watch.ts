import { type Asset, BUCKETS, bucketOf, type Network } from '@diboas/kernel';
import type { FloatCause, FloatItem, FloatUse, FloatWatch, WatchedFloat } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { auditQueries } from '../write/write.ts';

/** Whoever moves the turn on has it. The first turn of a provider has come. */
const CLAIM = `INSERT INTO float_rounds (bucket, provider, due_at)
SELECT $1::smallint, $2::text, $4::timestamptz
ON CONFLICT (bucket, provider) DO UPDATE SET due_at = excluded.due_at WHERE float_rounds.due_at <= $3
RETURNING provider`;

const HASTEN = 'UPDATE float_rounds SET due_at = $2 WHERE bucket = $1 AND due_at > $2';

const CHECKS = `SELECT provider, asset, network, ledger::text, promised::text, least::text, looked_at, held::text,
  difference::text, compared_at, differs_since
FROM float_checks ORDER BY provider COLLATE "C", asset COLLATE "C", network COLLATE "C"`;

const ITEMS = `SELECT provider, asset, network, cause, item_id, detail, opened_at, deadline
FROM float_items ORDER BY deadline, item_id`;

const KEEP = `INSERT INTO float_checks (bucket, provider, asset, network, ledger, promised, least, looked_at, held,
  difference, compared_at, differs_since)
SELECT $1::smallint, $2::text, $3::text, $4::text, $5::numeric, $6::numeric, $7::numeric, $8::timestamptz, $9::numeric,
  $10::numeric, $11::timestamptz, $12::timestamptz
ON CONFLICT (bucket, provider, asset, network) DO UPDATE SET ledger = excluded.ledger, promised = excluded.promised,
  least = excluded.least, looked_at = excluded.looked_at, held = excluded.held, difference = excluded.difference,
  compared_at = excluded.compared_at, differs_since = excluded.differs_since`;

const OPEN = `INSERT INTO float_items (bucket, provider, asset, network, cause, item_id, detail, opened_at, deadline)
SELECT $1::smallint, $2::text, $3::text, $4::text, $5::text, $6::uuid, $7::text, $8::timestamptz, $9::timestamptz`;

const CLOSE = 'DELETE FROM float_items WHERE bucket = $1 AND provider = $2 AND item_id = $3';

const USES = `SELECT substr(credit_kind, 7) AS provider, asset, network, sum(amount)::text AS units
FROM transfers
WHERE bucket = $1 AND created_at >= $2 AND kind IN ('posted', 'post') AND credit_kind LIKE 'FLOAT:%'
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

interface CheckRow {
  readonly provider: string;
  readonly asset: Asset;
  readonly network: Network;
  readonly ledger: string;
  readonly promised: string;
  readonly least: string;
  readonly looked_at: Date;
  readonly held: string | null;
  readonly difference: string | null;
  readonly compared_at: Date | null;
  readonly differs_since: Date | null;
}

interface ItemRow {
  readonly provider: string;
  readonly asset: Asset;
  readonly network: Network;
  readonly cause: FloatCause;
  readonly item_id: string;
  readonly detail: string;
  readonly opened_at: Date;
  readonly deadline: Date;
}

/** What is known of floats beside their shares. For connections that scan: little of it is looked up by a key. */
export function createPostgresFloatWatch(pool: pg.Pool): FloatWatch {
  async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await withDatabase(() => pool.query<Row>(text, values))).rows;
  }
  return {
    async claimFloatRound(provider, { now, nextAt }) {
      const values = [bucketOf(provider), provider, timestamp(now), timestamp(nextAt)];
      return (await query(CLAIM, values)).length === 1;
    },
    async hastenFloatRounds(now) {
      for (const bucket of BUCKETS) await query(HASTEN, [bucket, timestamp(now)]);
    },
    floatChecks: async () => (await query<CheckRow>(CHECKS)).map(decodeCheck),
    floatItems: async () => (await query<ItemRow>(ITEMS)).map(decodeItem),
    floatUses: (bucket, since) => query<UseRow>(USES, [bucket, timestamp(since)]).then(decodeUses),
    async keepFloatLook({ provider, checks, opened, closed, audit }) {
      const bucket = bucketOf(provider);
      const queries = [
        ...checks.map((check) => ({ text: KEEP, values: [bucket, ...encodeCheck(check)] })),
        ...opened.map((item) => ({ text: OPEN, values: [bucket, ...encodeItem(item)] })),
        ...closed.map(({ id }) => ({ text: CLOSE, values: [bucket, provider, id] })),
        ...auditQueries(bucket, audit),
      ];
      await withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          await transaction.begin(async () => null);
          await transaction.commit(queries);
        }),
      );
    },
  };
}

interface UseRow {
  readonly provider: string;
  readonly asset: Asset;
  readonly network: Network;
  readonly units: string;
}

function decodeUses(rows: readonly UseRow[]): FloatUse[] {
  return rows.map(({ units, ...key }) => ({ ...key, units: BigInt(units) }));
}

function decodeCheck(row: CheckRow): WatchedFloat {
  const { provider, asset, network, held, difference, compared_at, differs_since } = row;
  return {
    ...{ provider, asset, network },
    ledger: BigInt(row.ledger),
    promised: BigInt(row.promised),
    least: BigInt(row.least),
    lookedAt: row.looked_at.getTime(),
    compared:
      held === null || difference === null || compared_at === null
        ? null
        : {
            held: BigInt(held),
            difference: BigInt(difference),
            at: compared_at.getTime(),
            differsSince: differs_since?.getTime() ?? null,
          },
  };
}

function encodeCheck({ provider, asset, network, compared, ...check }: WatchedFloat): unknown[] {
  const { ledger, promised, least, lookedAt } = check;
  const figures = [ledger, promised, least].map(String);
  const since = compared?.differsSince ?? null;
  return [
    ...[provider, asset, network, ...figures, timestamp(lookedAt)],
    ...(compared === null
      ? [null, null, null]
      : [String(compared.held), String(compared.difference), timestamp(compared.at)]),
    since === null ? null : timestamp(since),
  ];
}

function decodeItem({
  provider,
  asset,
  network,
  cause,
  item_id,
  detail,
  opened_at,
  deadline,
}: ItemRow): FloatItem {
  const key = { provider, asset, network, cause };
  return { ...key, id: item_id, detail, openedAt: opened_at.getTime(), deadline: deadline.getTime() };
}

function encodeItem({
  provider,
  asset,
  network,
  cause,
  id,
  detail,
  openedAt,
  deadline,
}: FloatItem): unknown[] {
  return [provider, asset, network, cause, id, detail, timestamp(openedAt), timestamp(deadline)];
}
