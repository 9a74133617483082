// The rules of the books, asked of the database itself in SQL: what the code believes is not consulted.

import { type RuleResult, violation } from './breach.ts';
import type { Queryable } from './queryable.ts';

interface SqlRule {
  readonly rule: string;
  /** Answers a row for every place where the rule does not hold. */
  readonly sql: string;
}

interface Found {
  readonly transaction_id: string | null;
  readonly detail: string;
}

const SYSTEM = `'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * Every movement as two lines, one an account. A hold moves on the pending side for as long as no transfer ends
 * it; the transfer that ends it by `post` moves on the posted side; `void` and `expire` move nothing.
 */
const LINES = `
  WITH moved AS (
    SELECT t.*, t.kind IN ('posted', 'post') AS is_posted FROM transfers t
    WHERE t.kind IN ('posted', 'post') OR (t.kind = 'pending' AND NOT EXISTS (
      SELECT FROM transfers e WHERE e.bucket = t.bucket AND e.hold_id = t.transfer_id))
  ), lines AS (
    SELECT bucket, debit_owner AS owner, debit_kind AS kind, asset, network, is_posted, amount AS debit, 0 AS credit
    FROM moved
    UNION ALL
    SELECT bucket, credit_owner, credit_kind, asset, network, is_posted, 0, amount FROM moved
  ), sums AS (
    SELECT bucket, owner, kind, asset, network,
      coalesce(sum(debit) FILTER (WHERE is_posted), 0) AS debits_posted,
      coalesce(sum(credit) FILTER (WHERE is_posted), 0) AS credits_posted,
      coalesce(sum(debit) FILTER (WHERE NOT is_posted), 0) AS debits_pending,
      coalesce(sum(credit) FILTER (WHERE NOT is_posted), 0) AS credits_pending
    FROM lines GROUP BY bucket, owner, kind, asset, network
  )`;

const RULES: readonly SqlRule[] = [
  {
    // Customers' balances are taken from their rows and the platform's from the transfers, so that this says more
    // than that each transfer has two sides.
    rule: 'every asset sums to zero in every bucket, posted and pending',
    sql: `${LINES}, balances AS (
        SELECT bucket, asset, network, credits_posted - debits_posted AS posted,
          credits_pending - debits_pending AS pending FROM accounts
        UNION ALL
        SELECT bucket, asset, network, credits_posted - debits_posted, credits_pending - debits_pending
        FROM sums WHERE owner = ${SYSTEM}
      )
      SELECT NULL AS transaction_id, format('bucket %s, %s on %s: posted %s, pending %s', bucket, asset, network,
        sum(posted), sum(pending)) AS detail
      FROM balances GROUP BY bucket, asset, network HAVING sum(posted) <> 0 OR sum(pending) <> 0`,
  },
  {
    rule: 'every balance equals the sum of its transfers',
    sql: `${LINES}, expected AS (SELECT * FROM sums WHERE owner <> ${SYSTEM})
      SELECT NULL AS transaction_id, format('customer %s, %s %s: the row says %s/%s posted and %s/%s pending, the transfers %s/%s and %s/%s',
        coalesce(a.owner_id, e.owner), coalesce(a.kind, e.kind), coalesce(a.asset, e.asset), a.debits_posted,
        a.credits_posted, a.debits_pending, a.credits_pending, e.debits_posted, e.credits_posted, e.debits_pending,
        e.credits_pending) AS detail
      FROM accounts a FULL JOIN expected e ON e.bucket = a.bucket AND e.owner = a.owner_id AND e.kind = a.kind
        AND e.asset = a.asset AND e.network = a.network
      WHERE (coalesce(a.debits_posted, 0), coalesce(a.credits_posted, 0), coalesce(a.debits_pending, 0),
          coalesce(a.credits_pending, 0))
        <> (coalesce(e.debits_posted, 0), coalesce(e.credits_posted, 0), coalesce(e.debits_pending, 0),
          coalesce(e.credits_pending, 0))`,
  },
  {
    rule: 'nobody is below zero available',
    sql: `SELECT NULL AS transaction_id, format('customer %s, %s %s', owner_id, kind, asset) AS detail FROM accounts
      WHERE credits_posted - debits_posted - debits_pending < 0`,
  },
  {
    rule: 'every hold is a pending transfer that nothing has ended, and the other way round',
    sql: `SELECT coalesce(h.transaction_id, p.transaction_id) AS transaction_id,
        CASE WHEN h.hold_id IS NULL THEN format('transfer %s is pending and has no hold', p.transfer_id)
          ELSE format('hold %s is not a pending transfer', h.hold_id) END AS detail
      FROM holds h FULL JOIN (
        SELECT t.* FROM transfers t WHERE t.kind = 'pending' AND NOT EXISTS (
          SELECT FROM transfers e WHERE e.bucket = t.bucket AND e.hold_id = t.transfer_id)
      ) p ON p.bucket = h.bucket AND p.transfer_id = h.hold_id AND p.amount = h.amount
      WHERE h.hold_id IS NULL OR p.transfer_id IS NULL`,
  },
  {
    rule: 'a transaction that ended holds nothing',
    sql: `SELECT t.transaction_id, format('is %s and holds %s %s', t.status, h.amount, h.asset) AS detail
      FROM holds h JOIN transactions t ON t.bucket = h.bucket AND t.transaction_id = h.transaction_id
      WHERE t.status IN ('COMPLETED', 'FAILED', 'COMPENSATED')`,
  },
  {
    rule: 'every journal counts from 1 without a gap',
    sql: `SELECT NULL AS transaction_id, format('customer %s: %s entries up to %s, the row says %s', c.customer_id,
        count(j.seq), max(j.seq), c.seq) AS detail
      FROM customers c LEFT JOIN journal j ON j.bucket = c.bucket AND j.customer_id = c.customer_id
      GROUP BY c.bucket, c.customer_id, c.seq
      HAVING count(j.seq) <> c.seq OR coalesce(max(j.seq), 0) <> c.seq OR coalesce(min(j.seq), 1) <> 1`,
  },
  {
    rule: 'every attempt but the last was definitively rejected',
    sql: `SELECT transaction_id, format('%s attempts are not rejected', count(*)) AS detail FROM attempts
      WHERE state <> 'rejected' GROUP BY bucket, transaction_id HAVING count(*) > 1`,
  },
  {
    rule: 'what has not ended is due, or waits for a named person',
    sql: `SELECT t.transaction_id, format('is %s and nothing will look at it', t.status) AS detail FROM transactions t
      WHERE t.status NOT IN ('COMPLETED', 'FAILED', 'COMPENSATED') AND t.due_at IS NULL AND NOT EXISTS (
        SELECT FROM operator_items i WHERE i.bucket = t.bucket AND i.transaction_id = t.transaction_id
          AND i.closed_at IS NULL)`,
  },
  {
    rule: 'every transaction was asked for by exactly one idempotency key',
    sql: `SELECT t.transaction_id, format('%s keys', count(k.key)) AS detail FROM transactions t
      LEFT JOIN idempotency_keys k ON k.bucket = t.bucket AND k.transaction_id = t.transaction_id
      GROUP BY t.bucket, t.transaction_id HAVING count(k.key) <> 1`,
  },
];

export async function checkBookRules(database: Queryable): Promise<RuleResult[]> {
  const results: RuleResult[] = [];
  for (const { rule, sql } of RULES) {
    const { rows } = await database.query<Found>(sql);
    results.push({ rule, breaches: rows.map((row) => violation(row.transaction_id, row.detail)) });
  }
  return results;
}
