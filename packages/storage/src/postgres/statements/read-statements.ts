import { SELECT_TRANSACTIONS } from './statements.ts';

const SELECT_MARKS = `SELECT t.transaction_id, t.customer_id, t.version, (extract(epoch FROM t.due_at) * 1000)::bigint AS due,
    t.due_reason AS reason
    FROM transactions t WHERE t.bucket = $1`;

/**
 * Every statement that screens read with, by name. Each is prepared once a connection, so that reading a row costs no
 * parsing and no planning, and says `bucket = $1` like those that write.
 */
export const READ_STATEMENTS = {
  // The customer is asked for too, so that nobody is ever shown what is another's.
  read_transactions_named: `${SELECT_TRANSACTIONS} AND t.customer_id = $2 AND t.transaction_id = ANY ($3::uuid[])
      AND q.bucket = $1 AND q.quote_id = ANY ($3::uuid[])`,

  // What of a row tells whether it is still as it was read before.
  mark_transactions: `${SELECT_MARKS} AND t.transaction_id = ANY ($2::uuid[])`,

  mark_newest_transactions: `${SELECT_MARKS} AND t.customer_id = $2 AND t.parent_id IS NULL
      ORDER BY t.transaction_id DESC LIMIT $3`,

  mark_transactions_before: `${SELECT_MARKS} AND t.customer_id = $2 AND t.parent_id IS NULL AND t.transaction_id < $3
      ORDER BY t.transaction_id DESC LIMIT $4`,

  read_transaction_by_key: `${SELECT_TRANSACTIONS} AND t.transaction_id = (SELECT transaction_id FROM idempotency_keys
      WHERE bucket = $1 AND customer_id = $2 AND key = $3)`,

  read_journal: `
    SELECT customer_id, seq, transaction_id, at, cause, events FROM journal
    WHERE bucket = $1 AND customer_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,

  read_changes: `
    SELECT seq, transaction_id, at FROM journal
    WHERE bucket = $1 AND customer_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,

  read_last_seqs: `
    SELECT u.customer_id, (SELECT j.seq FROM journal j WHERE j.bucket = $1 AND j.customer_id = u.customer_id
      ORDER BY j.seq DESC LIMIT 1) AS seq
    FROM unnest($2::uuid[]) AS u (customer_id)`,

  // One statement, so one snapshot: the balances, the holds that explain them, and the place in the stream. What is
  // under way is looked for among all that the customer ever did, so only when a figure says that there is something.
  read_balances: `
    SELECT u.customer_id, s.seq, a.accounts,
      CASE WHEN a.is_pending
        THEN (SELECT json_agg(json_build_object('transaction_id', t.transaction_id, 'holds', t.state::json -> 'holds',
            'paid', t.status IN ('PROVIDER_PROCESSING', 'PROVIDER_COMPLETED')) ORDER BY t.transaction_id DESC)
          FROM transactions t
          WHERE t.bucket = $1 AND t.customer_id = u.customer_id
            AND t.status NOT IN ('COMPLETED', 'FAILED', 'COMPENSATED'))
        END AS held
    FROM unnest($2::uuid[]) AS u (customer_id)
    CROSS JOIN LATERAL (SELECT (SELECT j.seq FROM journal j WHERE j.bucket = $1 AND j.customer_id = u.customer_id
      ORDER BY j.seq DESC LIMIT 1) AS seq) AS s
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(a.owner_id, a.kind, a.asset, a.network, a.debits_posted::text,
          a.credits_posted::text, a.debits_pending::text, a.credits_pending::text) ORDER BY a.kind, a.asset, a.network)
          AS accounts, bool_or(a.debits_pending > 0 OR a.credits_pending > 0) AS is_pending
      FROM accounts a
      WHERE a.bucket = $1 AND a.owner_id = u.customer_id) AS a`,

  // One statement, so one moment. A batch gives its entries and the ids of its transfers one time, so a transfer is found by the time of
  // the entry that it was booked with, and told from others of that time by the commit. Those between two accounts of the portfolio
  // move nothing. `is_fee`: kept by us of what is there.
  read_portfolio_books: `
    SELECT
      (SELECT j.seq FROM journal j WHERE j.bucket = $1 AND j.customer_id = $2 ORDER BY j.seq DESC LIMIT 1) AS seq,
      (SELECT json_agg(json_build_array(a.network, a.asset, a.units::text) ORDER BY a.asset, a.network)
        FROM (SELECT network, asset, sum(credits_posted - debits_posted) AS units FROM accounts
          WHERE bucket = $1 AND owner_id = $2 AND kind ~ '^INVESTING(:|$)' GROUP BY network, asset) AS a) AS held,
      (SELECT json_agg(json_build_array(m.seq, m.ms, m.network, m.asset, m.units::text, m.operation, m.is_fee)
          ORDER BY m.seq, m.transfer_id)
        FROM (
          SELECT e.seq, e.ms, t.transfer_id, t.network, t.asset, t.is_fee, x.operation,
            CASE WHEN t.is_out THEN -t.amount ELSE t.amount END AS units
          FROM (SELECT j.transaction_id, j.xact, max(j.seq) AS seq,
              (extract(epoch FROM max(j.at)) * 1000)::bigint AS ms FROM journal j
            WHERE j.bucket = $1 AND j.customer_id = $2 AND j.seq > $3 GROUP BY j.transaction_id, j.xact) AS e
          CROSS JOIN LATERAL (
            SELECT s.* FROM (SELECT i.transfer_id, i.network, i.asset, i.amount,
                i.debit_kind = 'FEE_REVENUE' OR i.credit_kind = 'FEE_REVENUE' AS is_fee,
                i.debit_owner = $2 AND i.debit_kind ~ '^INVESTING(:|$)' AS is_out,
                i.credit_owner = $2 AND i.credit_kind ~ '^INVESTING(:|$)' AS is_in
              FROM transfers i WHERE i.bucket = $1
                AND i.transfer_id >= (lpad(to_hex(e.ms), 12, '0') || repeat('0', 20))::uuid
                AND i.transfer_id < (lpad(to_hex(e.ms + 1), 12, '0') || repeat('0', 20))::uuid
                AND i.xact = e.xact AND i.transaction_id = e.transaction_id AND i.kind IN ('posted', 'post')) AS s
            WHERE s.is_out <> s.is_in LIMIT $4) AS t
          CROSS JOIN LATERAL (
            SELECT operation FROM transactions WHERE bucket = $1 AND transaction_id = e.transaction_id LIMIT 1) AS x
          LIMIT $4) AS m) AS movements`,
} as const;
