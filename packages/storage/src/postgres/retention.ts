// What has an end: rows that nobody needs any more, deleted in small sets so that nobody waits for it. What is sealed is
// never touched: docs/audit.md, "What has an end".
import { BUCKETS, type Bucket, bucketOf, DAY_MS, type Instant } from '@diboas/kernel';
import { replayIdOf } from '@diboas/orchestration';
import { MARKS_KEPT_DAYS } from '@diboas/portfolio';
import type pg from 'pg';
import { withDatabase } from './connection/connection.ts';
import { timestamp } from './encoding/rows.ts';

export interface SweepOptions {
  readonly pool: pg.Pool;
  readonly now: Instant;
  /** Texts of webhooks that came before this go. */
  readonly payloadsBefore: Instant;
  /** Rows a statement. Default: 1,000. */
  readonly limit?: number;
}

export type Swept = Readonly<Record<keyof typeof STATEMENTS | 'marks', number>>;

/** An act on floats explains what differs for days at most, and is shown for longer. */
const ACTS_KEPT_MS = 30 * DAY_MS;

/** An offer, a draft or a link that is over is still told apart from one that never was, for a day. */
const TOLD_FOR_MS = DAY_MS;

const LIMIT = 1_000;

/** What assets cost is of no customer, and so of no bucket. */
const MARKS = `DELETE FROM market_marks WHERE marked_at = ANY (ARRAY(
  SELECT marked_at FROM market_marks WHERE marked_at < $1 ORDER BY marked_at LIMIT $2))`;

/** By what is deleted, so many rows at a time: the next statement finds those that are left. */
const STATEMENTS = {
  offers: `DELETE FROM offers WHERE bucket = $1 AND offer_id = ANY (ARRAY(
    SELECT offer_id FROM offers WHERE bucket = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3))`,
  drafts: `DELETE FROM drafts WHERE bucket = $1 AND draft_id = ANY (ARRAY(
    SELECT draft_id FROM drafts WHERE bucket = $1 AND expires_at < $2 LIMIT $3))`,
  // While something waits, it stays noted that its mail went out.
  invitations: `DELETE FROM invitations WHERE bucket = $1 AND transaction_id = ANY (ARRAY(
    SELECT i.transaction_id FROM invitations i WHERE i.bucket = $1 AND i.mailed_at < $2 AND NOT EXISTS (
      SELECT FROM expected e WHERE e.bucket = $1 AND e.transaction_id = i.transaction_id) LIMIT $3))`,
  payloads: `DELETE FROM inbox_payloads p USING (
      SELECT provider, event_id FROM inbox_payloads WHERE bucket = $1 AND received_at < $2 LIMIT $3) AS old
    WHERE p.bucket = $1 AND p.provider = old.provider AND p.event_id = old.event_id`,
  // Spent ones that nobody can think any more are there, and those of a transaction that has ended: nothing will be done
  // with them. Who was promised them lies in its customer's bucket.
  coins: `DELETE FROM coin_claims WHERE bucket = $1 AND (wallet, network, name) IN (
    SELECT c.wallet, c.network, c.name FROM coin_claims c WHERE c.bucket = $1 AND c.claimed_at < $2
      AND (c.spent_at < $2 OR c.spent_at IS NULL AND EXISTS (SELECT FROM transactions t
        WHERE t.bucket = c.transaction_bucket AND t.transaction_id = c.transaction_id
          AND t.status IN ('COMPLETED', 'FAILED', 'COMPENSATED') AND t.updated_at < $2)) LIMIT $3)`,
  // What operators did to floats: what of it counts is in the audit.
  floatActs: `DELETE FROM float_acts WHERE bucket = $1 AND act_id = ANY (ARRAY(
    SELECT act_id FROM float_acts WHERE bucket = $1 AND (ended_at < $2 OR (begun_at IS NULL AND proposed_at < $2)) LIMIT $3))`,
  // A part lies in the bucket of its share, and its act in another.
  floatParts: `DELETE FROM float_parts WHERE bucket = $1 AND (act_id, side) IN (
    SELECT p.act_id, p.side FROM float_parts p WHERE p.bucket = $1 AND p.booked_at < $2
      AND NOT EXISTS (SELECT FROM generate_series(0, 31) AS b (bucket)
        JOIN float_acts a ON a.bucket = b.bucket AND a.act_id = p.act_id) LIMIT $3)`,
} as const;

/** Deletes what is over, bucket by bucket, and counts it. Safe on any number of nodes at once. */
export async function sweep({ pool, now, payloadsBefore, limit = LIMIT }: SweepOptions): Promise<Swept> {
  const over = now - TOLD_FOR_MS;
  const actsBefore = now - ACTS_KEPT_MS;
  const swept = {
    ...{ offers: 0, drafts: 0, invitations: 0, payloads: 0, coins: 0, floatActs: 0, floatParts: 0 },
    marks: await deleteMarks(pool, now - MARKS_KEPT_DAYS * DAY_MS, limit),
  };
  for (const bucket of BUCKETS) {
    swept.offers += await deleteAll(pool, { sql: STATEMENTS.offers, bucket, before: over, limit });
    swept.drafts += await deleteAll(pool, { sql: STATEMENTS.drafts, bucket, before: over, limit });
    swept.invitations += await deleteAll(pool, {
      ...{ sql: STATEMENTS.invitations, bucket, before: over, limit },
    });
    swept.coins += await deleteAll(pool, { sql: STATEMENTS.coins, bucket, before: over, limit });
    swept.payloads += await deleteAll(pool, {
      ...{ sql: STATEMENTS.payloads, bucket, before: payloadsBefore, limit },
    });
    swept.floatActs += await deleteAll(pool, {
      ...{ sql: STATEMENTS.floatActs, bucket, before: actsBefore, limit },
    });
    swept.floatParts += await deleteAll(pool, {
      ...{ sql: STATEMENTS.floatParts, bucket, before: actsBefore, limit },
    });
  }
  return swept;
}

interface Deletion {
  readonly sql: string;
  readonly bucket: Bucket;
  readonly before: Instant;
  readonly limit: number;
}

async function deleteMarks(pool: pg.Pool, before: Instant, limit: number): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await withDatabase(() => pool.query(MARKS, [timestamp(before), limit]));
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < limit) return deleted;
  }
}

async function deleteAll(pool: pg.Pool, { sql, bucket, before, limit }: Deletion): Promise<number> {
  let deleted = 0;
  for (;;) {
    const values = [bucket, timestamp(before), limit];
    const { rowCount } = await withDatabase(() => pool.query(sql, values));
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < limit) return deleted;
  }
}

/** What the name of a replay begins with. */
const REPLAY = replayIdOf('');

/**
 * The texts of the inbox's events about a customer's transactions. One that was replayed came first as an event about
 * nobody yet, which may lie in another bucket; it has the same text.
 */
const ERASE = `
  WITH told AS (
    SELECT i.bucket, i.provider, i.event_id FROM inbox i JOIN transactions t
      ON t.bucket = i.bucket AND t.transaction_id = i.transaction_id
    WHERE t.bucket = $1 AND t.customer_id = $2
  ), named AS (
    SELECT * FROM told
    UNION SELECT bucket, provider, substr(event_id, length('${REPLAY}') + 1) FROM told
    WHERE starts_with(event_id, '${REPLAY}')
  )
  DELETE FROM inbox_payloads p USING named n
  WHERE p.provider = n.provider AND p.event_id = n.event_id AND (p.bucket = n.bucket OR p.transaction_id IS NULL)`;

/**
 * Deletes the text of every webhook about this customer, for good. Their digests stay in the inbox, and prove what was
 * received without telling it. What nobody could read yet is about nobody, and ends after its time.
 * @returns how many there were
 */
export async function erasePayloads(pool: pg.Pool, customerId: string): Promise<number> {
  const values = [bucketOf(customerId), customerId];
  const { rowCount } = await withDatabase(() => pool.query(ERASE, values));
  return rowCount ?? 0;
}
