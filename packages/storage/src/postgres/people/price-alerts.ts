import { bucketOf, bucketOfId } from '@diboas/kernel';
import type { AlertDirection, PriceAlert, PriceAlertStore, PriceSeen } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';
import { insertNotices, noticeValues } from './notices.ts';

interface AlertRow {
  readonly alert_id: string;
  readonly customer_id: string;
  readonly coin: PriceAlert['coin'];
  readonly currency: PriceAlert['currency'];
  readonly direction: AlertDirection;
  readonly bound: string;
  readonly created_at: Date;
}

const COLUMNS = `a.alert_id, a.customer_id, a.coin, a.currency, a.direction, trim_scale(a.bound)::text AS bound, a.created_at`;

const ADD = `
INSERT INTO price_alerts AS a (bucket, alert_id, customer_id, coin, currency, direction, bound, created_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::numeric, $8::timestamptz
WHERE (SELECT count(*) FROM price_alerts WHERE bucket = $1 AND customer_id = $3) < $9
ON CONFLICT (bucket, customer_id, coin, currency, direction, bound) DO NOTHING
RETURNING ${COLUMNS}`;

const SAME = `SELECT ${COLUMNS} FROM price_alerts a WHERE a.bucket = $1 AND a.customer_id = $2 AND a.coin = $3
  AND a.currency = $4 AND a.direction = $5 AND a.bound = $6::numeric`;

const LIST = `SELECT ${COLUMNS} FROM price_alerts a WHERE a.bucket = $1 AND a.customer_id = $2
ORDER BY a.created_at, a.alert_id`;

const REMOVE = `DELETE FROM price_alerts a WHERE a.bucket = $1 AND a.customer_id = $2 AND a.alert_id = $3
RETURNING ${COLUMNS}`;

/** Each direction by itself, so that both go by the index of bounds. */
const REACHED = (['above', 'below'] as const)
  .map(
    (direction) => `(SELECT ${COLUMNS} FROM price_alerts a
  WHERE a.bucket = $1 AND a.coin = $2 AND a.currency = $3 AND a.direction = '${direction}'
    AND ${direction === 'above' ? 'a.bound <= $4::numeric' : 'a.bound >= $5::numeric'} AND a.created_at <= $6
  LIMIT $7)`,
  )
  .join(' UNION ALL ');

const TELL = `WITH gone AS (DELETE FROM price_alerts WHERE bucket = $1 AND alert_id = $2 RETURNING alert_id),
told AS (${insertNotices('gone', 3)})
SELECT alert_id FROM gone`;

/** What waits for a price. Each statement is prepared once a connection, under its name. */
export function createPostgresPriceAlerts(pool: pg.Pool): PriceAlertStore {
  async function query(name: string, text: string, values: unknown[]): Promise<PriceAlert[]> {
    const { rows } = await withDatabase(() => pool.query<AlertRow>({ name, text, values }));
    return rows.map(decode);
  }
  return {
    async addPriceAlert({ id, customerId, coin, currency, direction, bound, createdAt }, listMax) {
      const [bucket, wanted] = [bucketOf(customerId), [coin, currency, direction, bound]];
      const values = [bucket, id, customerId, ...wanted, timestamp(createdAt), listMax];
      const [added] = await query('add_price_alert', ADD, values);
      if (added) return added;
      const [same] = await query('same_price_alert', SAME, [bucket, customerId, ...wanted]);
      return same ?? null;
    },
    priceAlerts: (customerId) => query('list_price_alerts', LIST, [bucketOf(customerId), customerId]),
    async removePriceAlert(customerId, id) {
      const [removed] = await query('remove_price_alert', REMOVE, [bucketOf(customerId), customerId, id]);
      return removed ?? null;
    },
    async reachedBuckets(prices) {
      const lists = (['coin', 'currency', 'floor', 'ceiling'] as const).map((one) =>
        prices.map((seen) => seen[one]),
      );
      const values = [...lists, prices.map(({ at }) => timestamp(at))];
      const asked = { name: 'reached_buckets', text: OVERVIEW_STATEMENTS.reached_buckets, values };
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>(asked));
      return rows.map(({ bucket }) => bucket);
    },
    reachedAlerts: (bucket, price, limit) =>
      query('reached_alerts', REACHED, reachedValues(bucket, price, limit)),
    async tellPriceAlert(id, told) {
      const asked = {
        name: 'tell_price_alert',
        text: TELL,
        values: [bucketOfId(id), id, ...noticeValues([told])],
      };
      return (await withDatabase(() => pool.query(asked))).rowCount === 1;
    },
  };
}

function reachedValues(
  bucket: number,
  { coin, currency, floor, ceiling, at }: PriceSeen,
  limit: number,
): unknown[] {
  return [bucket, coin, currency, floor, ceiling, timestamp(at), limit];
}

function decode(row: AlertRow): PriceAlert {
  const { coin, currency, direction, bound } = row;
  return {
    ...{ id: row.alert_id, customerId: row.customer_id, coin, currency, direction, bound },
    createdAt: row.created_at.getTime(),
  };
}
