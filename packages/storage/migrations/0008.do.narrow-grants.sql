-- What the application may change of a row is what its statements change, column by column: whose a transaction is, what
-- a person agreed to in a journey, and what an operator is told are written once (sign-in: migration 0006).
-- docs/audit.md, "What the application can not change". A column that is added later and changes is granted there.

REVOKE UPDATE ON transactions, accounts, journeys, operator_items FROM diboas_app;
GRANT UPDATE (status, activity, version, seq, state, live_attempts, due_at, due_reason, rings_at, updated_at)
  ON transactions TO diboas_app;
GRANT UPDATE (debits_posted, credits_posted, debits_pending, credits_pending) ON accounts TO diboas_app;
GRANT UPDATE (status, version, legs, updated_at) ON journeys TO diboas_app;
GRANT UPDATE (closed_at) ON operator_items TO diboas_app;

-- Providers that a person switched off, or on again: the newest row of a provider has the word. Written with the owner's
-- login, read by the application, and sealed like everything that was decided.
CREATE TABLE provider_switches (
  bucket smallint NOT NULL CHECK (bucket = 0),
  switch_id uuid NOT NULL,
  provider text NOT NULL,
  is_off boolean NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  switched_by text NOT NULL CHECK (switched_by <> ''),
  switched_at timestamptz NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, switch_id)
);

CREATE INDEX provider_switches_xact ON provider_switches USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

GRANT SELECT ON provider_switches TO diboas_app;
