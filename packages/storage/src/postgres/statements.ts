/** Transactions with their terms. */
export const SELECT_TRANSACTIONS = `
    SELECT t.transaction_id, t.customer_id, t.operation, t.status, t.activity, t.version, t.seq, t.state,
      t.due_at, t.due_reason, t.created_at, t.updated_at, q.terms
    FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
    WHERE t.bucket = $1`;

/**
 * Every hot statement, by name. Each is prepared once a connection, says `bucket = $1`, and works on sets: one
 * statement however many rows a batch has. Rows are looked up by the keys that were given, with `= ANY`, with a LATERAL
 * that has a LIMIT, or by joining an `unnest` (which the planner takes for ten rows, so it goes by the index). JSON comes
 * as one text with U+001E between the values: see write.ts. A test parses them with PostgreSQL's own parser and holds them to
 * architecture.md section 8.
 */
export const STATEMENTS = {
  // Whoever holds a customer's row may change what is the customer's. It is locked in sorted order, so that two
  // batches never wait for each other in a circle. Foreign keys to it are not held up (NO KEY).
  lock_customers: `
    SELECT customer_id, seq FROM customers
    WHERE bucket = $1 AND customer_id = ANY ($2::uuid[] || ARRAY(
      SELECT customer_id FROM transactions WHERE bucket = $1 AND transaction_id = ANY ($3::uuid[])))
    ORDER BY customer_id
    FOR NO KEY UPDATE`,

  load_transactions: `${SELECT_TRANSACTIONS} AND t.transaction_id = ANY ($2::uuid[])
      AND q.bucket = $1 AND q.quote_id = ANY ($2::uuid[])`,

  load_accounts: `
    SELECT owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending, credits_pending
    FROM accounts
    WHERE bucket = $1 AND owner_id = ANY ($2::uuid[] || ARRAY(
      SELECT customer_id FROM transactions WHERE bucket = $1 AND transaction_id = ANY ($3::uuid[])))`,

  load_journeys: `
    SELECT journey_id, customer_id, status, version, plan, legs, created_at, updated_at
    FROM journeys WHERE bucket = $1 AND journey_id = ANY ($2::uuid[])`,

  load_keys: `
    SELECT k.customer_id, k.key, k.fingerprint, k.transaction_id
    FROM unnest($2::uuid[], $3::text[]) AS u (customer_id, key)
    CROSS JOIN LATERAL (
      SELECT * FROM idempotency_keys i WHERE i.bucket = $1 AND i.customer_id = u.customer_id AND i.key = u.key
      LIMIT 1) AS k`,

  load_events: `
    SELECT e.provider, e.event_id
    FROM unnest($2::text[], $3::text[]) AS u (provider, event_id)
    CROSS JOIN LATERAL (
      SELECT * FROM inbox i WHERE i.bucket = $1 AND i.provider = u.provider AND i.event_id = u.event_id
      LIMIT 1) AS e`,

  insert_journeys: `
    INSERT INTO journeys (bucket, plan, legs, journey_id, customer_id, status, version, created_at, updated_at)
    SELECT $1::smallint, plan::json, legs::json, id, customer, status, version, created, updated
    FROM unnest(string_to_array($2, chr(30)), string_to_array($3, chr(30)), $4::uuid[], $5::uuid[], $6::text[],
      $7::int[], $8::timestamptz[], $9::timestamptz[])
      AS u (plan, legs, id, customer, status, version, created, updated)`,

  update_journeys: `
    UPDATE journeys j SET status = u.status, version = u.version, updated_at = u.updated_at, legs = u.legs::json
    FROM unnest(string_to_array($2, chr(30)), $3::uuid[], $4::text[], $5::int[], $6::timestamptz[])
      AS u (legs, id, status, version, updated_at)
    WHERE j.bucket = $1 AND j.journey_id = u.id`,

  insert_quotes: `
    INSERT INTO quotes (bucket, xact, terms, quote_id, customer_id, created_at, expires_at)
    SELECT $1::smallint, pg_current_xact_id(), terms::json, id, customer, created, expires
    FROM unnest(string_to_array($2, chr(30)), $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
      AS u (terms, id, customer, created, expires)`,

  insert_transactions: `
    INSERT INTO transactions (bucket, state, transaction_id, customer_id, operation, journey_id, status, activity,
      version, seq, live_attempts, due_at, due_reason, created_at, updated_at)
    SELECT $1::smallint, state::json, id, customer, operation, journey, status, activity, version, seq, live, due_at,
      due_reason, created, updated
    FROM unnest(string_to_array($2, chr(30)), $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[],
      $9::int[], $10::bigint[], $11::smallint[], $12::timestamptz[], $13::text[], $14::timestamptz[],
      $15::timestamptz[])
      AS u (state, id, customer, operation, journey, status, activity, version, seq, live, due_at, due_reason, created,
        updated)`,

  update_transactions: `
    UPDATE transactions t SET status = u.status, activity = u.activity, version = u.version, seq = u.seq,
      live_attempts = u.live, due_at = u.due_at, due_reason = u.due_reason, updated_at = u.updated_at,
      state = u.state::json
    FROM unnest(string_to_array($2, chr(30)), $3::uuid[], $4::text[], $5::text[], $6::int[], $7::bigint[],
      $8::smallint[], $9::timestamptz[], $10::text[], $11::timestamptz[])
      AS u (state, id, status, activity, version, seq, live, due_at, due_reason, updated_at)
    WHERE t.bucket = $1 AND t.transaction_id = u.id`,

  insert_accounts: `
    INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
      credits_pending)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[],
      $8::numeric[], $9::numeric[])`,

  update_accounts: `
    UPDATE accounts a SET debits_posted = u.debits_posted, credits_posted = u.credits_posted,
      debits_pending = u.debits_pending, credits_pending = u.credits_pending
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[],
      $9::numeric[]) AS u (owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
      credits_pending)
    WHERE a.bucket = $1 AND a.owner_id = u.owner_id AND a.kind = u.kind AND a.asset = u.asset
      AND a.network = u.network`,

  insert_transfers: `
    INSERT INTO transfers (bucket, xact, transfer_id, kind, transaction_id, hold_id, debit_owner, debit_kind,
      credit_owner, credit_kind, asset, network, amount, created_at)
    SELECT $1::smallint, pg_current_xact_id(), *
    FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::text[],
      $10::text[], $11::text[], $12::numeric[], $13::timestamptz[])`,

  insert_journal: `
    INSERT INTO journal (bucket, xact, events, customer_id, seq, transaction_id, at, cause)
    SELECT $1::smallint, pg_current_xact_id(), events::json, customer, seq, id, at, cause
    FROM unnest(string_to_array($2, chr(30)), $3::uuid[], $4::bigint[], $5::uuid[], $6::timestamptz[], $7::text[])
      AS u (events, customer, seq, id, at, cause)`,

  update_seqs: `
    UPDATE customers c SET seq = u.seq FROM unnest($2::uuid[], $3::bigint[]) AS u (id, seq)
    WHERE c.bucket = $1 AND c.customer_id = u.id`,

  insert_keys: `
    INSERT INTO idempotency_keys (bucket, xact, customer_id, key, fingerprint, transaction_id, created_at)
    SELECT $1::smallint, pg_current_xact_id(), *
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[])`,

  insert_inbox: `
    INSERT INTO inbox (bucket, xact, provider, event_id, type, transaction_id, disposition, occurred_at, received_at,
      payload)
    SELECT $1::smallint, pg_current_xact_id(), *
    FROM unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[], $8::timestamptz[],
      $9::text[])`,

  insert_items: `
    INSERT INTO operator_items (bucket, item_id, transaction_id, customer_id, cause, detail, opened_at, deadline)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
      $8::timestamptz[])`,

  insert_audit: `
    INSERT INTO audit (bucket, xact, detail, audit_id, at, actor, act, subject)
    SELECT $1::smallint, pg_current_xact_id(), detail::json, id, at, actor, act, subject
    FROM unnest(string_to_array($2, chr(30)), $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
      AS u (detail, id, at, actor, act, subject)`,

  claim_due: `
    UPDATE transactions t SET due_at = $3
    WHERE t.bucket = $1 AND t.transaction_id = ANY (ARRAY(
      SELECT transaction_id FROM transactions
      WHERE bucket = $1 AND due_at <= $2
      ORDER BY due_at LIMIT $4
      FOR NO KEY UPDATE SKIP LOCKED))
    RETURNING t.transaction_id`,
} as const;

export type StatementName = keyof typeof STATEMENTS;

/** Statements that look over all buckets: rare, and none of them locks or changes anything. */
export const OVERVIEW_STATEMENTS = {
  waiting_events: `
    SELECT i.provider, i.event_id, i.type, i.occurred_at, i.received_at, i.payload FROM inbox i
    WHERE i.disposition IN ('parked', 'quarantined') AND i.event_id NOT LIKE 'replay-of-%' AND NOT EXISTS (
      SELECT FROM inbox r WHERE r.provider = i.provider AND r.event_id = 'replay-of-' || i.event_id
        AND r.disposition IN ('applied', 'ignored'))
      AND ($2::timestamptz IS NULL
        OR (i.received_at, i.provider, i.event_id COLLATE "C") > ($2, $3::text, $4::text COLLATE "C"))
    ORDER BY i.received_at, i.provider, i.event_id COLLATE "C" LIMIT $1`,

  due_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM transactions t WHERE t.bucket = b.bucket AND t.due_at <= $1)`,
} as const;

/** What a query of node-postgres needs to prepare a statement once and run it by name. */
export function prepared(
  name: StatementName,
  values: unknown[],
): { name: string; text: string; values: unknown[] } {
  return { name, text: STATEMENTS[name], values };
}
