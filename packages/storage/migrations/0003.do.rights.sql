-- What the application may do: docs/audit.md, "What the application can not change". Its role diboas_app belongs to the
-- whole server, and is there before the first migration runs.
--
-- A right to change is of columns, those that a statement changes: whose a transaction is, and whose address an account is,
-- are written once. A column that is added later and changes is granted by its
-- own migration.

-- The past: nobody who works with it can change it.
GRANT SELECT, INSERT ON quotes, transfers, journal, idempotency_keys, inbox, operator_items, item_closings, audit, audit_seals
  TO diboas_app;
GRANT SELECT ON provider_switches, open_holds, open_items TO diboas_app;
GRANT SELECT, UPDATE ON audit_head TO diboas_app;

-- What lives on. A customer's row is never written again, but whoever locks a row needs a right to change it.
GRANT SELECT, INSERT ON transactions, accounts TO diboas_app;
GRANT UPDATE (status, activity, version, seq, state, live_attempts, due_at, due_reason, rings_at, used, updated_at)
  ON transactions TO diboas_app;
GRANT UPDATE (debits_posted, credits_posted, debits_pending, credits_pending) ON accounts TO diboas_app;
GRANT SELECT, INSERT, UPDATE ON customers, provider_health TO diboas_app;

-- What has an end.
GRANT SELECT, INSERT, DELETE ON offers, inbox_payloads TO diboas_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON alarms, drafts TO diboas_app;

-- Sign-in. Whose address an account is, the application may say once and never change: that would give the account away.
GRANT SELECT, INSERT ON auth_users TO diboas_app;
GRANT SELECT, INSERT, DELETE ON auth_sessions, auth_links TO diboas_app;
GRANT UPDATE (used_at) ON auth_sessions TO diboas_app;
GRANT UPDATE (browsers, used_at, voided_at) ON auth_links TO diboas_app;
