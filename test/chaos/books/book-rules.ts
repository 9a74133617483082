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

function kindOf(side: string): string {
  return `coalesce(${side} ->> 0, ${side} #>> '{}')`;
}

function ownerOf(side: string): string {
  return `coalesce((${side} ->> 1)::uuid,
        CASE WHEN ${kindOf(side)} ~ '^(BANKING|INVESTING|DEFI)(:|$)' THEN t.customer_id ELSE ${SYSTEM} END)`;
}

/**
 * Open holds in three versions with the same columns: as a transaction's own row has them, as its transfers prove
 * them, and as the view `open_holds` shows them. A `holds` that is missing is none. A hold is its id, the accounts of
 * both sides, asset, network and amount; an account is its kind and its owner, or the kind alone for a balance of the
 * transaction's customer and for an account of the platform.
 */
const HELD = `
  WITH held AS (
    SELECT t.bucket, (h ->> 0)::uuid AS hold_id, t.transaction_id, ${ownerOf('h -> 1')} AS debit_owner,
      ${kindOf('h -> 1')} AS debit_kind, ${ownerOf('h -> 2')} AS credit_owner, ${kindOf('h -> 2')} AS credit_kind,
      h ->> 3 AS asset, h ->> 4 AS network, (h ->> 5)::numeric AS amount
    FROM transactions t CROSS JOIN LATERAL json_array_elements(t.state::json -> 'holds') AS h
  ), pending AS (
    SELECT t.bucket, t.transfer_id AS hold_id, t.transaction_id, t.debit_owner, t.debit_kind, t.credit_owner,
      t.credit_kind, t.asset, t.network, t.amount
    FROM transfers t LEFT JOIN transfers e ON e.bucket = t.bucket AND e.hold_id = t.transfer_id
    WHERE t.kind = 'pending' AND e.transfer_id IS NULL
  ), shown AS (
    SELECT bucket, hold_id, transaction_id, debit_owner, debit_kind, credit_owner, credit_kind, asset, network, amount
    FROM open_holds
  )`;

/** Attempts as a transaction's own row has them. Its last one has no other after it. */
const TRIED = `
  WITH tried AS (
    SELECT t.bucket, t.transaction_id, t.live_attempts, a ->> 'id' AS attempt_id,
      coalesce(a ->> 'key', a ->> 'id') AS key, a ->> 'state' IS DISTINCT FROM 'rejected' AS lives,
      place < json_array_length(t.state::json -> 'attempts') AS has_another_after
    FROM transactions t
      CROSS JOIN LATERAL json_array_elements(t.state::json -> 'attempts') WITH ORDINALITY AS u (a, place)
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
    rule: 'what lies in strategies for people is what lies deployed for them',
    sql: `${LINES}
      SELECT NULL AS transaction_id, bucket || ' ' || asset || ' ' || network || ' is off by ' || sum(debits_posted - credits_posted)
        AS detail
      FROM sums WHERE kind LIKE 'DEPLOYED:%' OR kind LIKE 'DEFI:%'
      GROUP BY bucket, asset, network HAVING sum(debits_posted - credits_posted) <> 0`,
  },
  {
    rule: 'nobody is below zero available',
    sql: `SELECT NULL AS transaction_id, format('customer %s, %s %s', owner_id, kind, asset) AS detail FROM accounts
      WHERE credits_posted - debits_posted - debits_pending < 0`,
  },
  {
    rule: 'every hold is a pending transfer that nothing has ended, and the other way round',
    sql: `${HELD}, wrong AS (
        SELECT *, 'is held by its transaction, and is not such a pending transfer' AS what
        FROM (TABLE held EXCEPT ALL TABLE pending) AS one
        UNION ALL
        SELECT *, 'is a pending transfer that is not so held by its transaction'
        FROM (TABLE pending EXCEPT ALL TABLE held) AS two
        UNION ALL
        SELECT *, 'is shown as open, and its transaction does not hold it so'
        FROM (TABLE shown EXCEPT ALL TABLE held) AS three
        UNION ALL
        SELECT *, 'is held by its transaction, and not shown so as open'
        FROM (TABLE held EXCEPT ALL TABLE shown) AS four
      )
      SELECT transaction_id, format('hold %s of %s %s %s', hold_id, amount, asset, what) AS detail FROM wrong`,
  },
  {
    rule: 'a transaction that ended holds nothing',
    sql: `${HELD}
      SELECT t.transaction_id, format('is %s and holds %s %s, by %s', t.status, h.amount, h.asset, h.source) AS detail
      FROM (
        SELECT *, 'its own row' AS source FROM held
        UNION ALL
        SELECT *, 'its transfers' FROM pending
        UNION ALL
        SELECT *, 'the open holds' FROM shown
      ) AS h JOIN transactions t ON t.bucket = h.bucket AND t.transaction_id = h.transaction_id
      WHERE t.status IN ('COMPLETED', 'FAILED', 'COMPENSATED')`,
  },
  {
    // No foreign key says either: only the way in which they are written does.
    rule: 'every transfer belongs to a transaction, and every transaction to the customer of its quote',
    sql: `SELECT p.transaction_id, format('transfer %s is of a transaction that does not exist', p.transfer_id) AS detail
      FROM transfers p LEFT JOIN transactions t ON t.bucket = p.bucket AND t.transaction_id = p.transaction_id
      WHERE t.transaction_id IS NULL
      UNION ALL
      SELECT t.transaction_id, format('is of customer %s, its quote of %s', t.customer_id, q.customer_id)
      FROM transactions t LEFT JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
      WHERE q.customer_id IS DISTINCT FROM t.customer_id`,
  },
  {
    rule: 'every journal counts from 1 without a gap',
    sql: `SELECT NULL AS transaction_id, format('customer %s: %s entries from %s up to %s', customer_id, count(*),
        min(seq), max(seq)) AS detail
      FROM journal GROUP BY bucket, customer_id
      HAVING count(*) <> max(seq) OR min(seq) <> 1
      UNION ALL
      SELECT t.transaction_id, format('was last changed by entry %s, which is not there', t.seq)
      FROM transactions t LEFT JOIN journal j
        ON j.bucket = t.bucket AND j.customer_id = t.customer_id AND j.seq = t.seq
      WHERE j.transaction_id IS DISTINCT FROM t.transaction_id`,
  },
  {
    rule: 'whatever is due has an alarm that rings by then',
    sql: `SELECT t.transaction_id, format('is due at %s, and no alarm rings by then', t.due_at) AS detail
      FROM transactions t
      WHERE t.due_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM alarms a
        WHERE a.bucket = t.bucket AND a.transaction_id = t.transaction_id AND a.rings_at <= t.due_at)`,
  },
  {
    rule: 'every attempt but the last was definitively rejected',
    sql: `${TRIED}
      SELECT transaction_id, format('attempt %s is not rejected, and another one came after it', attempt_id) AS detail
      FROM tried WHERE lives AND has_another_after
      UNION ALL
      SELECT t.transaction_id, format('%s attempts are not rejected, the row says %s', count(*) FILTER (WHERE a.lives),
        t.live_attempts)
      FROM transactions t LEFT JOIN tried a ON a.bucket = t.bucket AND a.transaction_id = t.transaction_id
      GROUP BY t.bucket, t.transaction_id, t.live_attempts
      HAVING count(*) FILTER (WHERE a.lives) <> t.live_attempts OR t.live_attempts > 1`,
  },
  {
    rule: 'every attempt has an id and a key of its own',
    sql: `${TRIED}
      SELECT NULL AS transaction_id, format('%s attempts have the id %s', count(*), attempt_id) AS detail
      FROM tried GROUP BY attempt_id HAVING count(*) > 1 OR attempt_id IS NULL
      UNION ALL
      SELECT NULL, format('%s attempts have the key %s', count(*), key) FROM tried GROUP BY key HAVING count(*) > 1`,
  },
  {
    rule: 'what has not ended is due, or waits for a named person',
    sql: `SELECT t.transaction_id, format('is %s and nothing will look at it', t.status) AS detail FROM transactions t
      WHERE t.status NOT IN ('COMPLETED', 'FAILED', 'COMPENSATED') AND t.due_at IS NULL AND NOT EXISTS (
        SELECT FROM open_items i WHERE i.bucket = t.bucket AND i.transaction_id = t.transaction_id)`,
  },
  {
    rule: 'whoever is expected is expected by what waits, and the other way round',
    sql: `WITH waits AS (
        SELECT bucket, transaction_id FROM transactions WHERE state::json -> 'wait' ->> 0 = 'recipient'
      )
      SELECT coalesce(w.transaction_id, e.transaction_id) AS transaction_id,
        CASE WHEN e.bucket IS NULL THEN 'waits for nobody who is expected' ELSE 'is expected, and does not wait' END AS detail
      FROM waits w FULL JOIN expected e ON e.bucket = w.bucket AND e.transaction_id = w.transaction_id
      WHERE w.bucket IS NULL OR e.bucket IS NULL`,
  },
  {
    // A leg was confirmed with its parent; an arrival, and what follows from a transaction, nobody asked for.
    rule: 'every transaction that was confirmed, or seen as a deposit, has exactly one idempotency key, and no other any',
    sql: `SELECT t.transaction_id, format('%s keys', count(k.key)) AS detail FROM transactions t
      JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
      LEFT JOIN idempotency_keys k ON k.bucket = t.bucket AND k.transaction_id = t.transaction_id
      GROUP BY t.bucket, t.transaction_id, q.terms::text
      HAVING count(k.key) <> CASE WHEN q.terms::text::json -> 'origin' ->> 'kind' IN ('quote', 'deposit') THEN 1 ELSE 0 END`,
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
