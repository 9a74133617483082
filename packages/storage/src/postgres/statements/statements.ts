import {
  ALARMS,
  AUDIT,
  EXPECTED,
  IDEMPOTENCY_KEYS,
  INBOX,
  INBOX_PAYLOADS,
  JOURNAL,
  OPERATOR_ITEMS,
  PORTFOLIOS,
  QUOTES,
  TRANSFERS,
} from '../tables/added-tables.ts';
import { insertInto, insertOnce } from '../tables/table.ts';

/** Transactions with their terms. */
export const SELECT_TRANSACTIONS = `
    SELECT t.transaction_id, t.customer_id, t.operation, t.status, t.activity, t.version, t.seq, t.state,
      t.due_at, t.due_reason, t.rings_at, t.created_at, t.updated_at, q.terms
    FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
    WHERE t.bucket = $1`;

/**
 * Every hot statement, by name. Each is prepared once a connection, says `bucket = $1`, and works on sets: one
 * statement however many rows a batch has. Rows are looked up by the keys that were given, with `= ANY` or with a LATERAL
 * that has a LIMIT, so that the one plan it keeps is by keys whatever the tables hold. What is changed is named by its key
 * in the statement's own condition: another node's claim may move a row while a batch waits for it, and whatever else it
 * was found by (its place, `ctid`) is not its any more, so that nothing would be changed and nobody told. What a row hangs
 * on is looked up with it, and where that is missing a column that may not be null is. Those that only add rows are made
 * from their table's columns. Tests parse all of them with PostgreSQL's own parser, hold them to A19, and explain each.
 */
export const STATEMENTS = {
  // Whoever holds a customer's row may change what is the customer's. It is locked in sorted order, so that two
  // batches never wait for each other in a circle. Foreign keys to it are not held up (NO KEY). How they stand is what it
  // is once the lock was granted.
  lock_customers: `
    SELECT customer_id, standing, profile FROM customers
    WHERE bucket = $1 AND customer_id = ANY ($2::uuid[] || ARRAY(
      SELECT customer_id FROM transactions WHERE bucket = $1 AND transaction_id = ANY ($3::uuid[])))
    ORDER BY customer_id
    FOR NO KEY UPDATE`,

  // A customer's place in the stream. It is read after the lock was granted, so it is the last there is.
  last_seqs: `
    SELECT u.customer_id, (SELECT j.seq FROM journal j WHERE j.bucket = $1 AND j.customer_id = u.customer_id
      ORDER BY j.seq DESC LIMIT 1) AS seq
    FROM unnest($2::uuid[] || ARRAY(
      SELECT customer_id FROM transactions WHERE bucket = $1 AND transaction_id = ANY ($3::uuid[]))) AS u (customer_id)`,

  load_transactions: `${SELECT_TRANSACTIONS} AND t.transaction_id = ANY ($2::uuid[])
      AND q.bucket = $1 AND q.quote_id = ANY ($2::uuid[])`,

  load_accounts: `
    SELECT owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending, credits_pending
    FROM accounts
    WHERE bucket = $1 AND owner_id = ANY ($2::uuid[] || ARRAY(
      SELECT customer_id FROM transactions WHERE bucket = $1 AND transaction_id = ANY ($3::uuid[])))`,

  // Newest first, so that who has more than the limit of rows shows that they have.
  load_uses: `
    SELECT o.customer_id, o.transaction_id, o.operation, o.status, o.used::text AS used, o.due_at IS NOT NULL AS is_due,
      o.created_at, o.counterparty
    FROM unnest($2::uuid[]) AS u (customer_id)
    CROSS JOIN LATERAL (
      SELECT * FROM transactions t WHERE t.bucket = $1 AND t.customer_id = u.customer_id AND t.transaction_id >= $3::uuid
        AND t.created_at > $4::timestamptz
      ORDER BY t.transaction_id DESC LIMIT $5) AS o`,

  // Locked after the customers and in sorted order, so here too nobody waits in a circle.
  lock_floats: `
    SELECT f.provider, f.asset, f.network, f.free::text AS free
    FROM floats f JOIN unnest($2::text[], $3::text[], $4::text[]) AS u (provider, asset, network)
      ON f.provider = u.provider AND f.asset = u.asset AND f.network = u.network
    WHERE f.bucket = $1 AND f.provider = ANY ($2::text[])
    ORDER BY f.provider, f.asset, f.network
    FOR NO KEY UPDATE OF f`,

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

  insert_quotes: insertInto(QUOTES),

  // What a person confirmed is what they were offered, so it is taken from the offer, and there is no other way in.
  confirm_offers: `
    INSERT INTO quotes (bucket, xact, quote_id, customer_id, created_at, expires_at, terms)
    SELECT $1::smallint, pg_current_xact_id(), o.offer_id, o.customer_id, o.created_at, o.expires_at, o.terms
    FROM unnest($2::uuid[]) AS u (id)
    LEFT JOIN LATERAL (SELECT * FROM offers WHERE bucket = $1 AND offer_id = u.id LIMIT 1) AS o ON true`,

  insert_transactions: `
    INSERT INTO transactions (bucket, transaction_id, customer_id, operation, parent_id, status, activity, version,
      seq, live_attempts, due_at, due_reason, rings_at, created_at, updated_at, used, state, counterparty)
    SELECT $1::smallint, q.quote_id, u.customer, u.operation, u.parent, u.status, u.activity, u.version, u.seq, u.live,
      u.due_at, u.due_reason, u.rings_at, u.created, u.updated, u.used, u.state, u.counterparty
    FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[], $7::text[], $8::text[], $9::text[],
      $10::int[], $11::bigint[], $12::smallint[], $13::timestamptz[], $14::text[], $15::timestamptz[], $16::timestamptz[],
      $17::numeric[], $18::text[])
      AS u (id, customer, operation, parent, created, counterparty, status, activity, version, seq, live, due_at, due_reason,
        rings_at, updated, used, state)
    LEFT JOIN LATERAL (
      SELECT quote_id FROM quotes WHERE bucket = $1 AND quote_id = u.id AND customer_id = u.customer LIMIT 1
    ) AS q ON true`,

  update_transactions: `
    UPDATE transactions t SET status = u.status, activity = u.activity, version = u.version, seq = u.seq,
      live_attempts = u.live, due_at = u.due_at, due_reason = u.due_reason, rings_at = u.rings_at,
      updated_at = u.updated_at, used = u.used, state = u.state
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::smallint[], $8::timestamptz[],
      $9::text[], $10::timestamptz[], $11::timestamptz[], $12::numeric[], $13::text[])
      AS u (id, status, activity, version, seq, live, due_at, due_reason, rings_at, updated_at, used, state)
    WHERE t.bucket = $1 AND t.transaction_id = u.id AND t.transaction_id = ANY ($2::uuid[])`,

  // The customer is locked already.
  write_profiles: `
    UPDATE customers c SET profile = u.profile FROM unnest($2::uuid[], $3::text[]) AS u (customer_id, profile)
    WHERE c.bucket = $1 AND c.customer_id = u.customer_id AND c.customer_id = ANY ($2::uuid[])`,

  insert_accounts: `
    INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
      credits_pending)
    SELECT $1::smallint, c.customer_id, u.kind, u.asset, u.network, u.debits_posted, u.credits_posted,
      u.debits_pending, u.credits_pending
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[],
      $9::numeric[]) AS u (owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
      credits_pending)
    LEFT JOIN LATERAL (
      SELECT customer_id FROM customers WHERE bucket = $1 AND customer_id = u.owner_id LIMIT 1) AS c ON true`,

  update_accounts: `
    UPDATE accounts a SET debits_posted = u.debits_posted, credits_posted = u.credits_posted,
      debits_pending = u.debits_pending, credits_pending = u.credits_pending
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[],
      $9::numeric[]) AS u (owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
      credits_pending)
    WHERE a.bucket = $1 AND a.owner_id = u.owner_id AND a.kind = u.kind AND a.asset = u.asset
      AND a.network = u.network AND a.owner_id = ANY ($2::uuid[])`,

  // Whoever only said by which zone their days end has a row already, which was never due.
  begin_portfolios: `${insertInto(PORTFOLIOS)}
    ON CONFLICT (bucket, customer_id) DO UPDATE SET seq = excluded.seq, due_at = excluded.due_at
    WHERE portfolios.bucket = $1 AND portfolios.due_at IS NULL`,

  // Each is locked by its batch already.
  change_floats: `
    UPDATE floats f SET free = f.free + u.units, promised = f.promised + u.promised
    FROM unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::numeric[])
      AS u (provider, asset, network, units, promised)
    WHERE f.bucket = $1 AND f.provider = u.provider AND f.asset = u.asset AND f.network = u.network
      AND f.provider = ANY ($2::text[])`,

  insert_transfers: insertInto(TRANSFERS),

  // What ends a hold takes its accounts from it, so without a pending transfer of at least the amount there is no row.
  end_holds: `
    INSERT INTO transfers (bucket, xact, transfer_id, kind, transaction_id, hold_id, debit_owner, debit_kind,
      credit_owner, credit_kind, asset, network, amount, created_at)
    SELECT $1::smallint, pg_current_xact_id(), u.id, u.kind, p.transaction_id, p.transfer_id, p.debit_owner,
      p.debit_kind, p.credit_owner, p.credit_kind, p.asset, p.network, u.amount, u.created
    FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::numeric[], $6::timestamptz[])
      AS u (id, kind, hold, amount, created)
    LEFT JOIN LATERAL (
      SELECT * FROM transfers WHERE bucket = $1 AND transfer_id = u.hold AND kind = 'pending' AND amount >= u.amount
      LIMIT 1) AS p ON true`,

  insert_journal: insertInto(JOURNAL),

  insert_keys: insertInto(IDEMPOTENCY_KEYS),

  insert_inbox: insertInto(INBOX),

  // The same bytes may come again, and are kept once.
  quarantine: insertOnce(INBOX, ['provider', 'event_id']),

  insert_payloads: insertOnce(INBOX_PAYLOADS, ['provider', 'event_id']),

  insert_items: insertInto(OPERATOR_ITEMS),

  // What is closed was opened: without an item there is no id, which may not be null.
  close_items: `
    INSERT INTO item_closings (bucket, xact, item_id, closed_by, closed_at)
    SELECT $1::smallint, pg_current_xact_id(), i.item_id, u.closed_by, u.closed_at
    FROM unnest($2::uuid[], $3::text[], $4::timestamptz[]) AS u (item_id, closed_by, closed_at)
    LEFT JOIN LATERAL (
      SELECT item_id FROM operator_items WHERE bucket = $1 AND item_id = u.item_id LIMIT 1) AS i ON true`,

  insert_audit: insertInto(AUDIT),

  insert_expected: insertInto(EXPECTED),

  end_expected: `DELETE FROM expected WHERE bucket = $1 AND transaction_id = ANY ($2::uuid[])`,

  insert_alarms: insertOnce(ALARMS, ['rings_at', 'transaction_id']),

  // Nobody waits here: what a batch or another node holds is left for the next time. The customer's row is locked too: a
  // batch relies on the alarm that it found under that lock, however long it takes to be written.
  lock_alarms: `
    SELECT a.rings_at::text AS rings_at, a.transaction_id, t.due_at
    FROM alarms a JOIN transactions t ON t.bucket = a.bucket AND t.transaction_id = a.transaction_id
      JOIN customers c ON c.bucket = t.bucket AND c.customer_id = t.customer_id
    WHERE a.bucket = $1 AND t.bucket = $1 AND c.bucket = $1 AND a.rings_at <= $2
    ORDER BY a.rings_at LIMIT $3
    FOR NO KEY UPDATE SKIP LOCKED`,

  delete_alarms: `
    DELETE FROM alarms a USING unnest($2::text[], $3::uuid[]) AS u (rings_at, id)
    WHERE a.bucket = $1 AND a.rings_at = u.rings_at::timestamptz AND a.transaction_id = u.id
      AND a.rings_at = ANY ($2::text[]::timestamptz[])`,

  move_due: `
    UPDATE transactions t SET due_at = u.due_at, rings_at = u.due_at
    FROM unnest($2::timestamptz[], $3::uuid[]) AS u (due_at, id)
    WHERE t.bucket = $1 AND t.transaction_id = u.id AND t.transaction_id = ANY ($3::uuid[])`,
} as const;

export type StatementName = keyof typeof STATEMENTS;

/** Statements that look over all buckets: rare, and none of them locks or changes anything. */
export const OVERVIEW_STATEMENTS = {
  waiting_events: `
    SELECT i.provider, i.event_id, i.type, i.occurred_at, i.received_at, p.transaction_id, p.key_name, p.sealed
    FROM inbox i LEFT JOIN inbox_payloads p ON p.bucket = i.bucket AND p.provider = i.provider
      AND p.event_id = i.event_id
    WHERE i.disposition IN ('parked', 'quarantined') AND i.event_id NOT LIKE 'replay-of-%' AND NOT EXISTS (
      SELECT FROM inbox r WHERE r.provider = i.provider AND r.event_id = 'replay-of-' || i.event_id
        AND r.disposition IN ('applied', 'ignored'))
      AND ($2::timestamptz IS NULL
        OR (i.received_at, i.provider, i.event_id COLLATE "C") > ($2, $3::text, $4::text COLLATE "C"))
    ORDER BY i.received_at, i.provider, i.event_id COLLATE "C" LIMIT $1`,

  open_items: `
    SELECT item_id, transaction_id, customer_id, cause, detail, opened_at, deadline FROM open_items
    ORDER BY deadline, item_id LIMIT $1`,

  // Whoever signs in is looked for by the index of each bucket.
  expected_at: `
    SELECT e.transaction_id FROM generate_series(0, 31) AS b (bucket)
    JOIN expected e ON e.bucket = b.bucket AND e.address = $1
    ORDER BY e.until, e.transaction_id`,

  claimable: `
    SELECT e.transaction_id, u.id::text AS customer_id FROM expected e JOIN auth_users u ON u.email = e.address
    WHERE e.until > $1 ORDER BY e.until, e.transaction_id LIMIT $2`,

  due_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM alarms a WHERE a.bucket = b.bucket AND a.rings_at <= $1)`,

  look_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM wallet_addresses a WHERE a.bucket = b.bucket AND a.due_at <= $1)`,

  verification_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM verifications v WHERE v.bucket = b.bucket AND v.due_at <= $1)`,

  portfolio_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM portfolios p WHERE p.bucket = b.bucket AND p.due_at <= $1)`,

  unscreened_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM recipients r WHERE r.bucket = b.bucket AND r.screen_due_at <= $1)
      OR EXISTS (SELECT FROM address_recipients a WHERE a.bucket = b.bucket AND a.screen_due_at <= $1)`,

  recurring_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM recurring_buys r WHERE r.bucket = b.bucket AND r.due_at <= $1)`,

  notice_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM notices n WHERE n.bucket = b.bucket AND n.mail_due_at <= $1)`,

  // Of all that waits only what a price reaches is touched, by the index of each bucket.
  reached_buckets: `
    SELECT b.bucket FROM generate_series(0, 31) AS b (bucket)
    WHERE EXISTS (SELECT FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[], $5::timestamptz[])
        AS p (coin, currency, floor, ceiling, at)
      JOIN price_alerts a ON a.bucket = b.bucket AND a.coin = p.coin AND a.currency = p.currency
        AND (a.direction = 'above' AND a.bound <= p.floor OR a.direction = 'below' AND a.bound >= p.ceiling)
        AND a.created_at <= p.at)`,

  // A provider says its own name of a try and not whose it is: looked for by the index of each bucket.
  verifications_named: `
    SELECT v.verification_id FROM generate_series(0, 31) AS b (bucket)
    JOIN verifications v ON v.bucket = b.bucket AND v.provider = $1 AND v.reference = $2`,
} as const;

/**
 * The same statements for sets of one, which are most where little is asked at a time. A list is then taken apart by its first
 * place and not by `unnest`, which makes a set of rows of each list: a fifth of what a small batch costs PostgreSQL.
 */
export const STATEMENTS_OF_ONE = Object.fromEntries(
  Object.entries(STATEMENTS).map(([name, text]) => [name, ofOne(text)]),
) as Record<StatementName, string>;

/** Lists are the same in both, so the values of a statement are too. */
function ofOne(text: string): string {
  return text.replaceAll(/unnest\(((?:\$\d+::\w+\[\],?\s*)+)\)(?:\s+AS u)?/g, (_, lists: string) => {
    const firsts = lists.replaceAll(/\$\d+::\w+\[\]/g, (list) => `(${list})[1]`);
    return `(SELECT ${firsts}) AS u`;
  });
}

/** What a query of node-postgres needs to prepare a statement once and run it by name: that for `count` rows or keys. */
export function prepared(
  name: StatementName,
  values: unknown[],
  count = 0,
): { name: string; text: string; values: unknown[] } {
  if (count === 1) return { name: `${name}_of_one`, text: STATEMENTS_OF_ONE[name], values };
  return { name, text: STATEMENTS[name], values };
}
