-- What the application may change of a row is what its statements change, column by column: whose a transaction is, what
-- a person agreed to in a journey, what an operator is told, and whose address signs in are written once.
-- docs/audit.md, "What the application can not change". A column that is added later and changes is granted there.

REVOKE UPDATE ON transactions, accounts, journeys, operator_items FROM diboas_app;
GRANT UPDATE (status, activity, version, seq, state, live_attempts, due_at, due_reason, rings_at, updated_at)
  ON transactions TO diboas_app;
GRANT UPDATE (debits_posted, credits_posted, debits_pending, credits_pending) ON accounts TO diboas_app;
GRANT UPDATE (status, version, legs, updated_at) ON journeys TO diboas_app;
GRANT UPDATE (closed_at) ON operator_items TO diboas_app;

-- Sign-in keeps what else it likes in its rows; never another's address, and no session of somebody else.
REVOKE UPDATE, DELETE ON auth_users FROM diboas_app;
REVOKE UPDATE ON auth_sessions FROM diboas_app;
REVOKE INSERT, UPDATE, DELETE ON auth_accounts FROM diboas_app;

DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT table_name, string_agg(format('%I', column_name), ', ') AS columns
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name IN ('auth_users', 'auth_sessions')
      AND column_name NOT IN ('id', 'email', 'user_id', 'token', 'created_at')
    GROUP BY table_name
  LOOP
    EXECUTE format('GRANT UPDATE (%s) ON %I TO diboas_app', one.columns, one.table_name);
  END LOOP;
END
$$;

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
