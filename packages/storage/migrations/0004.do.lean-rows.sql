-- Fewer rows a step: docs/decisions/0007-fewer-rows.md.
--
-- What changes with every step lives in one row, the transaction's: its attempts and its open holds with it. A hold's
-- row is its pending transfer; which of them are open follows from the transfers (view open_holds), and is kept with the
-- transaction so that nobody has to look for them.

UPDATE transactions t SET state = (t.state::jsonb
  || jsonb_build_object(
    'history', (SELECT jsonb_agg(jsonb_build_array(h -> 'status',
        (h ->> 'at')::bigint - (extract(epoch FROM t.created_at) * 1000)::bigint, h -> 'activity') ORDER BY place)
      FROM jsonb_array_elements(t.state::jsonb -> 'history') WITH ORDINALITY AS u (h, place)),
    'attempts', coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.attempt_id, 'provider', a.provider,
        'key', a.idempotency_key, 'startedAt', (extract(epoch FROM a.started_at) * 1000)::bigint,
        'state', a.state, 'stage', a.stage, 'inDoubt', a.in_doubt, 'reference', a.reference, 'sends', a.sends,
        'lookups', a.lookups, 'rejection', a.rejection, 'reversal', a.reversal, 'routing', a.routing)
        ORDER BY a.number)
      FROM attempts a WHERE a.bucket = t.bucket AND a.transaction_id = t.transaction_id), '[]'),
    'holds', coalesce((SELECT jsonb_agg(jsonb_build_object('id', h.hold_id,
        'debit', jsonb_build_array(h.debit_owner, h.debit_kind),
        'credit', jsonb_build_array(h.credit_owner, h.credit_kind),
        'asset', h.asset, 'network', h.network, 'amount', h.amount::text) ORDER BY h.hold_id)
      FROM holds h WHERE h.bucket = t.bucket AND h.transaction_id = t.transaction_id), '[]')))::json;

-- The outside world executes at most once: no second attempt until the first is definitively rejected.
ALTER TABLE transactions ADD COLUMN live_attempts smallint CHECK (live_attempts BETWEEN 0 AND 1);
UPDATE transactions t SET live_attempts = (SELECT count(*) FROM attempts a
  WHERE a.bucket = t.bucket AND a.transaction_id = t.transaction_id AND a.state <> 'rejected');
ALTER TABLE transactions ALTER COLUMN live_attempts SET NOT NULL;

DROP TABLE attempts;
DROP TABLE holds;

CREATE VIEW open_holds AS
  SELECT p.bucket, p.transfer_id AS hold_id, p.transaction_id, p.debit_owner, p.debit_kind, p.credit_owner,
    p.credit_kind, p.asset, p.network, p.amount
  FROM transfers p
  WHERE p.kind = 'pending'
    AND NOT EXISTS (SELECT FROM transfers e WHERE e.bucket = p.bucket AND e.hold_id = p.transfer_id);

GRANT SELECT ON open_holds TO diboas_app;

-- Whoever ends a hold names a pending transfer that exists.
ALTER TABLE transfers ADD FOREIGN KEY (bucket, hold_id) REFERENCES transfers (bucket, transfer_id);

-- Each of these was checked once a row and proved what another key proves: a transaction is of a quote, and the quote of
-- a customer; transfers are written with the transaction that they belong to, and by nothing else.
ALTER TABLE transactions DROP CONSTRAINT transactions_bucket_customer_id_fkey;
ALTER TABLE transfers DROP CONSTRAINT transfers_bucket_transaction_id_fkey;

-- Room for the next version of a row in the same page, so that no index is touched.
ALTER TABLE customers SET (fillfactor = 70);
ALTER TABLE accounts SET (fillfactor = 70);
