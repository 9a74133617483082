import { bucketOf, bucketOfId } from '@diboas/kernel';
import { encodeJson, type RecurringBuy, type RecurringBuyStore, reviveMoney } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';
import { insertNotices, noticeValues } from './notices.ts';

/** What is written and read whole. */
type Plan = Pick<
  RecurringBuy,
  'consent' | 'schedule' | 'pausedBy' | 'next' | 'announced' | 'beganAt' | 'last'
>;

interface RecurringRow {
  readonly rule_id: string;
  readonly customer_id: string;
  readonly state: RecurringBuy['state'];
  readonly plan: Plan;
  readonly version: number;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly due_at: Date | null;
}

const COLUMNS = 'r.rule_id, r.customer_id, r.state, r.plan, r.version, r.created_at, r.changed_at, r.due_at';

const LOCK = 'SELECT 1 FROM customers WHERE bucket = $1 AND customer_id = $2 FOR NO KEY UPDATE';

const OFFER = `
INSERT INTO recurring_buys (bucket, rule_id, customer_id, state, plan, version, created_at, changed_at, due_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::json, $6::integer, $7::timestamptz, $8::timestamptz, $9::timestamptz
WHERE (SELECT count(*) FROM recurring_buys WHERE bucket = $1 AND customer_id = $3 AND state IN ('active', 'paused')) < $10
RETURNING rule_id`;

const LIST = `SELECT ${COLUMNS} FROM recurring_buys r WHERE r.bucket = $1 AND r.customer_id = $2 AND r.state <> 'offered'
ORDER BY r.created_at, r.rule_id`;

const READ = `SELECT ${COLUMNS} FROM recurring_buys r WHERE r.bucket = $1 AND r.rule_id = $2`;

const NOTE = `WITH noted AS (UPDATE recurring_buys r SET state = $4, plan = $5, version = r.version + 1, changed_at = $6, due_at = $7
  WHERE r.bucket = $1 AND r.rule_id = $2 AND r.version = $3 RETURNING ${COLUMNS}),
told AS (${insertNotices('noted', 8)})
SELECT * FROM noted`;

const FORGET = `DELETE FROM recurring_buys WHERE bucket = $1 AND rule_id = $2 AND state = 'offered'`;

/** Those that another node takes at this moment are passed by, and they are chosen once, as verifications are. */
const CLAIM = `WITH d AS MATERIALIZED (SELECT rule_id FROM recurring_buys WHERE bucket = $1 AND due_at <= $2
  ORDER BY due_at LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE recurring_buys r SET due_at = $3 FROM d WHERE r.bucket = $1 AND r.rule_id = d.rule_id
RETURNING ${COLUMNS}`;

/** Rules by which people buy again and again. Each statement is prepared once a connection, under its name. */
export function createPostgresRecurringBuys(pool: pg.Pool): RecurringBuyStore {
  async function query(name: string, text: string, values: unknown[]): Promise<RecurringBuy[]> {
    const { rows } = await withDatabase(() => pool.query<RecurringRow>({ name, text, values }));
    return rows.map(decode);
  }
  return {
    offerRecurringBuy: (buy, most) => withDatabase(() => offer(pool, buy, most)),
    recurringBuys: (customerId) => query('list_recurring_buys', LIST, [bucketOf(customerId), customerId]),
    async recurringBuy(id) {
      const [found] = await query('read_recurring_buy', READ, [bucketOfId(id), id]);
      return found ?? null;
    },
    async noteRecurringBuy(buy, told) {
      const { id, version, state, changedAt, dueAt } = buy;
      const times = [timestamp(changedAt), timeOf(dueAt)];
      const values = [bucketOfId(id), id, version, state, planOf(buy), ...times, ...noticeValues(told)];
      const [noted] = await query('note_recurring_buy', NOTE, values);
      return noted ?? null;
    },
    async forgetRecurringOffer(id) {
      await query('forget_recurring_offer', FORGET, [bucketOfId(id), id]);
    },
    async recurringBuckets(now) {
      const text = OVERVIEW_STATEMENTS.recurring_buckets;
      const asked = { name: 'recurring_buckets', text, values: [timestamp(now)] };
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>(asked));
      return rows.map(({ bucket }) => bucket);
    },
    claimRecurringBuys: (bucket, { now, leasedUntil, limit }) =>
      query('claim_recurring_buys', CLAIM, [bucket, timestamp(now), timestamp(leasedUntil), limit]),
  };
}

/** Under the lock of the customer's row, so that those at the same moment count each other. */
async function offer(pool: pg.Pool, buy: RecurringBuy, most: number): Promise<boolean> {
  const { id, customerId, state, version, createdAt, changedAt, dueAt } = buy;
  const owner = [bucketOf(customerId), customerId];
  const times = [timestamp(createdAt), timestamp(changedAt), timeOf(dueAt)];
  const values = [bucketOf(customerId), id, customerId, state, planOf(buy), version, ...times, most];
  return inTransaction(pool, async (transaction) => {
    const kept = await transaction.begin(async (run) => {
      const [, rows] = await Promise.all([
        run({ name: 'lock_customer', text: LOCK, values: owner }),
        run<{ rule_id: string }>({ name: 'offer_recurring_buy', text: OFFER, values }),
      ]);
      return rows.length === 1;
    });
    await transaction.commit([]);
    return kept;
  });
}

const timeOf = (at: number | null) => (at === null ? null : timestamp(at));

function planOf({ consent, schedule, pausedBy, next, announced, beganAt, last }: RecurringBuy): string {
  const plan: Plan = { consent, schedule, pausedBy, next, announced, beganAt, last };
  return encodeJson(plan);
}

function decode(row: RecurringRow): RecurringBuy {
  return {
    ...{ id: row.rule_id, customerId: row.customer_id, state: row.state, version: row.version },
    ...reviveMoney(row.plan),
    ...{ createdAt: row.created_at.getTime(), changedAt: row.changed_at.getTime() },
    dueAt: row.due_at?.getTime() ?? null,
  };
}
