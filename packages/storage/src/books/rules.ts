// What must hold between a bucket's rows of money, asked of the database in SQL. The code that wrote them is not
// consulted: a rule that came from it would agree with its mistakes.
//
// Each statement has one parameter, the bucket, and answers what does not hold, the first by its key.

/** What can be wrong, in the order in which it is looked for. */
export type BookFault =
  | 'account_differs'
  | 'below_zero'
  | 'hold_differs'
  | 'ended_with_hold'
  | 'hold_ended_wrongly'
  | 'settlement_differs'
  | 'transfer_of_nothing'
  | 'customer_differs'
  | 'promised_differs'
  | 'sum_not_zero'
  | 'in_transit_negative';

export interface BookRule {
  readonly fault: BookFault;
  readonly sql: string;
}

const SYSTEM = `'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * Every movement as two lines, one an account. A hold moves on the pending side for as long as no transfer ends it; the
 * transfer that ends it by `post` moves on the posted side; `void` and `expire` move nothing.
 */
const SUMS = `
  moved AS (
    SELECT t.*, t.kind <> 'pending' AS is_posted FROM transfers t
    WHERE t.bucket = $1 AND (t.kind IN ('posted', 'post') OR (t.kind = 'pending' AND NOT EXISTS (
      SELECT FROM transfers e WHERE e.bucket = $1 AND e.hold_id = t.transfer_id)))
  ), lines AS (
    SELECT debit_owner AS owner, debit_kind AS kind, asset, network, is_posted, amount AS debit, 0 AS credit FROM moved
    UNION ALL
    SELECT credit_owner, credit_kind, asset, network, is_posted, 0, amount FROM moved
  ), sums AS (
    SELECT owner, kind, asset, network,
      coalesce(sum(debit) FILTER (WHERE is_posted), 0) AS debits_posted,
      coalesce(sum(credit) FILTER (WHERE is_posted), 0) AS credits_posted,
      coalesce(sum(debit) FILTER (WHERE NOT is_posted), 0) AS debits_pending,
      coalesce(sum(credit) FILTER (WHERE NOT is_posted), 0) AS credits_pending
    FROM lines GROUP BY owner, kind, asset, network
  )`;

/** The kind of an account that a transaction's own row names: alone, or before its owner. */
function kindOf(side: string): string {
  return `coalesce(${side} ->> 0, ${side} #>> '{}')`;
}

/**
 * Its owner: the one that is named, else the transaction's customer for a balance and what is set apart within one, and
 * the platform for the rest.
 */
function ownerOf(side: string): string {
  return `coalesce((${side} ->> 1)::uuid,
        CASE WHEN ${kindOf(side)} ~ '^(BANKING|INVESTING|DEFI)(:|$)' THEN t.customer_id ELSE ${SYSTEM} END)`;
}

/** Open holds, as each transaction's own row has them, and as the transfers prove them. */
const HOLDS = `
  held AS (
    SELECT (h ->> 0)::uuid AS hold_id, t.transaction_id, ${ownerOf('h -> 1')} AS debit_owner,
      ${kindOf('h -> 1')} AS debit_kind, ${ownerOf('h -> 2')} AS credit_owner, ${kindOf('h -> 2')} AS credit_kind,
      h ->> 3 AS asset, h ->> 4 AS network, (h ->> 5)::numeric AS amount
    FROM transactions t CROSS JOIN LATERAL json_array_elements(t.state::json -> 'holds') AS h WHERE t.bucket = $1
  ), pending AS (
    SELECT t.transfer_id AS hold_id, t.transaction_id, t.debit_owner, t.debit_kind, t.credit_owner, t.credit_kind,
      t.asset, t.network, t.amount
    FROM transfers t
    WHERE t.bucket = $1 AND t.kind = 'pending' AND NOT EXISTS (
      SELECT FROM transfers e WHERE e.bucket = $1 AND e.hold_id = t.transfer_id)
  )`;

export const BOOK_RULES: readonly BookRule[] = [
  {
    fault: 'account_differs',
    sql: `WITH ${SUMS}, expected AS (SELECT * FROM sums WHERE owner <> ${SYSTEM})
      SELECT coalesce(a.owner_id, e.owner)::text AS owner, coalesce(a.kind, e.kind) AS kind,
        coalesce(a.asset, e.asset) AS asset, coalesce(a.network, e.network) AS network,
        concat_ws(' ', a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending) AS account,
        concat_ws(' ', e.debits_posted, e.credits_posted, e.debits_pending, e.credits_pending) AS transfers
      FROM (SELECT * FROM accounts WHERE bucket = $1) a
      FULL JOIN expected e
        ON e.owner = a.owner_id AND e.kind = a.kind AND e.asset = a.asset AND e.network = a.network
      WHERE (coalesce(a.debits_posted, 0), coalesce(a.credits_posted, 0), coalesce(a.debits_pending, 0),
          coalesce(a.credits_pending, 0))
        <> (coalesce(e.debits_posted, 0), coalesce(e.credits_posted, 0), coalesce(e.debits_pending, 0),
          coalesce(e.credits_pending, 0))
      ORDER BY 1, 2, 3, 4 LIMIT 1`,
  },
  {
    fault: 'below_zero',
    sql: `SELECT owner_id::text AS owner, kind, asset, network,
        (credits_posted - debits_posted - debits_pending)::text AS available
      FROM accounts WHERE bucket = $1 AND credits_posted - debits_posted - debits_pending < 0
      ORDER BY 1, 2, 3, 4 LIMIT 1`,
  },
  {
    fault: 'hold_differs',
    sql: `WITH ${HOLDS}
      SELECT transaction_id::text AS transaction, hold_id::text AS hold, amount::text AS amount, asset, missing
      FROM (
        SELECT *, 'transfer' AS missing FROM (TABLE held EXCEPT ALL TABLE pending) AS one
        UNION ALL
        SELECT *, 'transaction' FROM (TABLE pending EXCEPT ALL TABLE held) AS two
      ) AS wrong ORDER BY 1, 2 LIMIT 1`,
  },
  {
    fault: 'ended_with_hold',
    sql: `WITH ${HOLDS}
      SELECT t.transaction_id::text AS transaction, t.status, h.hold_id::text AS hold
      FROM pending h JOIN transactions t ON t.bucket = $1 AND t.transaction_id = h.transaction_id
      WHERE t.status IN ('COMPLETED', 'FAILED', 'COMPENSATED') ORDER BY 1, 3 LIMIT 1`,
  },
  {
    fault: 'hold_ended_wrongly',
    sql: `SELECT e.transaction_id::text AS transaction, e.transfer_id::text AS transfer, e.hold_id::text AS hold
      FROM transfers e LEFT JOIN transfers p ON p.bucket = $1 AND p.transfer_id = e.hold_id AND p.kind = 'pending'
      WHERE e.bucket = $1 AND e.hold_id IS NOT NULL
        AND ((p.transaction_id, p.debit_owner, p.debit_kind, p.credit_owner, p.credit_kind, p.asset, p.network)
          IS DISTINCT FROM
          (e.transaction_id, e.debit_owner, e.debit_kind, e.credit_owner, e.credit_kind, e.asset, e.network)
          OR e.amount > p.amount)
      ORDER BY 1, 2 LIMIT 1`,
  },
  {
    // What the receipt says was credited is what the balance got.
    fault: 'settlement_differs',
    sql: `SELECT t.transaction_id::text AS transaction, t.state::json #>> '{settlement,credited,1}' AS said,
        coalesce(m.moved, 0)::text AS moved
      FROM transactions t LEFT JOIN (
        SELECT transaction_id, credit_owner, sum(amount) AS moved FROM transfers
        WHERE bucket = $1 AND kind IN ('posted', 'post') AND credit_kind = 'BANKING'
        GROUP BY transaction_id, credit_owner) m
        ON m.transaction_id = t.transaction_id AND m.credit_owner = t.customer_id
      WHERE t.bucket = $1 AND t.operation = 'ADD_FUNDS' AND t.state::json -> 'settlement' IS NOT NULL
        AND (t.state::json #>> '{settlement,credited,1}')::numeric <> coalesce(m.moved, 0)
      ORDER BY 1 LIMIT 1`,
  },
  {
    fault: 'transfer_of_nothing',
    sql: `SELECT p.transaction_id::text AS transaction, p.transfer_id::text AS transfer
      FROM transfers p LEFT JOIN transactions t ON t.bucket = $1 AND t.transaction_id = p.transaction_id
      WHERE p.bucket = $1 AND t.transaction_id IS NULL ORDER BY 1, 2 LIMIT 1`,
  },
  {
    fault: 'customer_differs',
    sql: `SELECT t.transaction_id::text AS transaction, t.customer_id::text AS customer, q.customer_id::text AS quoted
      FROM transactions t LEFT JOIN quotes q ON q.bucket = $1 AND q.quote_id = t.transaction_id
      WHERE t.bucket = $1 AND q.customer_id IS DISTINCT FROM t.customer_id ORDER BY 1 LIMIT 1`,
  },
  {
    // What is promised out of a float is what is set aside towards it.
    fault: 'promised_differs',
    sql: `SELECT f.provider, f.asset, f.network, f.promised::text AS promised, coalesce(h.units, 0)::text AS held
      FROM floats f LEFT JOIN (
        SELECT p.credit_kind, p.asset, p.network, sum(p.amount) AS units FROM transfers p
        WHERE p.bucket = $1 AND p.kind = 'pending' AND p.credit_kind LIKE 'FLOAT:%' AND NOT EXISTS (
          SELECT FROM transfers e WHERE e.bucket = $1 AND e.hold_id = p.transfer_id)
        GROUP BY 1, 2, 3) h ON h.credit_kind = 'FLOAT:' || f.provider AND h.asset = f.asset AND h.network = f.network
      WHERE f.bucket = $1 AND f.promised <> coalesce(h.units, 0) ORDER BY 1, 2, 3 LIMIT 1`,
  },
  {
    // Customers' balances are taken from their rows and the platform's from the transfers, so that this says more than
    // that each transfer has two sides.
    fault: 'sum_not_zero',
    sql: `WITH ${SUMS}, balances AS (
        SELECT asset, network, credits_posted - debits_posted AS posted, credits_pending - debits_pending AS pending
        FROM accounts WHERE bucket = $1
        UNION ALL
        SELECT asset, network, credits_posted - debits_posted, credits_pending - debits_pending
        FROM sums WHERE owner = ${SYSTEM}
      )
      SELECT asset, network, sum(posted)::text AS posted, sum(pending)::text AS pending
      FROM balances GROUP BY asset, network HAVING sum(posted) <> 0 OR sum(pending) <> 0 ORDER BY 1, 2 LIMIT 1`,
  },
];

/** Over all buckets: what arrived left somebody before. What has left and not arrived yet is on its way. */
export const IN_TRANSIT_RULE: BookRule = {
  fault: 'in_transit_negative',
  sql: `SELECT asset, network, sum(units)::text AS units FROM (
      SELECT asset, network, amount AS units FROM transfers
      WHERE credit_kind = 'IN_TRANSIT' AND kind IN ('posted', 'post')
      UNION ALL
      SELECT asset, network, -amount FROM transfers WHERE debit_kind = 'IN_TRANSIT' AND kind IN ('posted', 'post')
    ) AS way GROUP BY asset, network HAVING sum(units) < 0 ORDER BY 1, 2 LIMIT 1`,
};
