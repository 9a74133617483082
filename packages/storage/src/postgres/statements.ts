/**
 * Every hot statement, by name. Each is prepared once a connection, says `bucket = $1`, and works on sets: one
 * statement however many rows a batch has. A test parses them with PostgreSQL's own parser and holds them to
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

  load_transactions: `
    SELECT t.transaction_id, t.customer_id, t.operation, t.status, t.activity, t.version, t.seq, t.state,
      t.due_at, t.due_reason, t.created_at, t.updated_at, q.terms
    FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
    WHERE t.bucket = $1 AND t.transaction_id = ANY ($2::uuid[])`,

  load_attempts: `
    SELECT transaction_id, attempt_id, number, provider, idempotency_key, state, stage, in_doubt, reference,
      sends, lookups, rejection, reversal, routing, started_at
    FROM attempts WHERE bucket = $1 AND transaction_id = ANY ($2::uuid[])
    ORDER BY transaction_id, number`,

  load_holds: `
    SELECT hold_id, transaction_id, debit_owner, debit_kind, credit_owner, credit_kind, asset, network, amount
    FROM holds WHERE bucket = $1 AND transaction_id = ANY ($2::uuid[])
    ORDER BY hold_id`,

  load_accounts: `
    SELECT owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending, credits_pending
    FROM accounts
    WHERE bucket = $1 AND owner_id = ANY ($2::uuid[] || ARRAY(
      SELECT customer_id FROM transactions WHERE bucket = $1 AND transaction_id = ANY ($3::uuid[])))`,

  load_journeys: `
    SELECT journey_id, customer_id, status, version, plan, legs, created_at, updated_at
    FROM journeys
    WHERE bucket = $1 AND journey_id = ANY (ARRAY(
      SELECT journey_id FROM transactions
      WHERE bucket = $1 AND transaction_id = ANY ($2::uuid[]) AND journey_id IS NOT NULL
      UNION ALL
      SELECT transaction_id FROM idempotency_keys
      WHERE bucket = $1 AND customer_id = ANY ($3::uuid[]) AND key = ANY ($4::text[])))`,

  load_keys: `
    SELECT k.customer_id, k.key, k.fingerprint, k.transaction_id
    FROM idempotency_keys k JOIN unnest($2::uuid[], $3::text[]) AS u (customer_id, key) USING (customer_id, key)
    WHERE k.bucket = $1`,

  load_events: `
    SELECT i.provider, i.event_id
    FROM inbox i JOIN unnest($2::text[], $3::text[]) AS u (provider, event_id) USING (provider, event_id)
    WHERE i.bucket = $1`,

  insert_journeys: `
    INSERT INTO journeys (bucket, journey_id, customer_id, status, version, plan, legs, created_at, updated_at)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::json[], $7::json[],
      $8::timestamptz[], $9::timestamptz[])`,

  update_journeys: `
    UPDATE journeys j SET status = u.status, version = u.version, legs = u.legs, updated_at = u.updated_at
    FROM unnest($2::uuid[], $3::text[], $4::int[], $5::json[], $6::timestamptz[])
      AS u (id, status, version, legs, updated_at)
    WHERE j.bucket = $1 AND j.journey_id = u.id`,

  insert_quotes: `
    INSERT INTO quotes (bucket, xact, quote_id, customer_id, terms, created_at, expires_at)
    SELECT $1::smallint, pg_current_xact_id(), *
    FROM unnest($2::uuid[], $3::uuid[], $4::json[], $5::timestamptz[], $6::timestamptz[])`,

  insert_transactions: `
    INSERT INTO transactions (bucket, transaction_id, customer_id, operation, journey_id, status, activity,
      version, seq, state, due_at, due_reason, created_at, updated_at)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[],
      $9::bigint[], $10::json[], $11::timestamptz[], $12::text[], $13::timestamptz[], $14::timestamptz[])`,

  update_transactions: `
    UPDATE transactions t SET status = u.status, activity = u.activity, version = u.version, seq = u.seq,
      state = u.state, due_at = u.due_at, due_reason = u.due_reason, updated_at = u.updated_at
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::json[], $8::timestamptz[],
      $9::text[], $10::timestamptz[])
      AS u (id, status, activity, version, seq, state, due_at, due_reason, updated_at)
    WHERE t.bucket = $1 AND t.transaction_id = u.id`,

  insert_attempts: `
    INSERT INTO attempts (bucket, attempt_id, transaction_id, number, provider, idempotency_key, state, stage,
      in_doubt, reference, sends, lookups, rejection, reversal, routing, started_at)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::boolean[], $10::text[], $11::int[], $12::int[], $13::text[], $14::text[], $15::json[], $16::timestamptz[])`,

  update_attempts: `
    UPDATE attempts a SET state = u.state, stage = u.stage, in_doubt = u.in_doubt, reference = u.reference,
      sends = u.sends, lookups = u.lookups, rejection = u.rejection, reversal = u.reversal
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::int[], $8::int[], $9::text[],
      $10::text[])
      AS u (id, state, stage, in_doubt, reference, sends, lookups, rejection, reversal)
    WHERE a.bucket = $1 AND a.attempt_id = u.id`,

  upsert_accounts: `
    INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
      credits_pending)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[],
      $8::numeric[], $9::numeric[])
    ON CONFLICT (bucket, owner_id, kind, asset, network) DO UPDATE SET
      debits_posted = excluded.debits_posted, credits_posted = excluded.credits_posted,
      debits_pending = excluded.debits_pending, credits_pending = excluded.credits_pending`,

  insert_transfers: `
    INSERT INTO transfers (bucket, xact, transfer_id, kind, transaction_id, hold_id, debit_owner, debit_kind,
      credit_owner, credit_kind, asset, network, amount, created_at)
    SELECT $1::smallint, pg_current_xact_id(), * FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[],
      $9::text[], $10::text[], $11::text[], $12::numeric[], $13::timestamptz[])`,

  insert_holds: `
    INSERT INTO holds (bucket, hold_id, transaction_id, debit_owner, debit_kind, credit_owner, credit_kind,
      asset, network, amount)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[],
      $9::text[], $10::numeric[])`,

  delete_holds: `
    DELETE FROM holds WHERE bucket = $1 AND transaction_id = ANY ($2::uuid[]) AND hold_id = ANY ($3::uuid[])`,

  insert_journal: `
    INSERT INTO journal (bucket, xact, customer_id, seq, transaction_id, at, cause, events)
    SELECT $1::smallint, pg_current_xact_id(), * FROM unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::timestamptz[], $6::text[], $7::json[])`,

  update_seqs: `
    UPDATE customers c SET seq = u.seq FROM unnest($2::uuid[], $3::bigint[]) AS u (id, seq)
    WHERE c.bucket = $1 AND c.customer_id = u.id`,

  insert_keys: `
    INSERT INTO idempotency_keys (bucket, xact, customer_id, key, fingerprint, transaction_id, created_at)
    SELECT $1::smallint, pg_current_xact_id(), * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[])`,

  insert_inbox: `
    INSERT INTO inbox (bucket, xact, provider, event_id, type, transaction_id, disposition, occurred_at, received_at,
      payload)
    SELECT $1::smallint, pg_current_xact_id(), * FROM unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[],
      $8::timestamptz[], $9::text[])`,

  insert_items: `
    INSERT INTO operator_items (bucket, item_id, transaction_id, customer_id, cause, detail, opened_at, deadline)
    SELECT $1::smallint, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
      $8::timestamptz[])`,

  insert_audit: `
    INSERT INTO audit (bucket, xact, audit_id, at, actor, act, subject, detail)
    SELECT $1::smallint, pg_current_xact_id(), * FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::json[])`,

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
    ORDER BY i.received_at LIMIT $1`,

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
