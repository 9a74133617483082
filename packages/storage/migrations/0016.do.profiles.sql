-- What is known of a customer that checks go by: docs/compliance.md. It is read under the lock on this row with every batch, and
-- changed under it in the commit in which all that waited for it goes on. JSON that we write and read whole; null while nothing
-- is known. What it was before stands in the audit.
ALTER TABLE customers ADD COLUMN profile text;

-- Whom a transaction brings something, by a name that is the same each time: `new_recipient` asks for it. Null for what comes in.
ALTER TABLE transactions ADD COLUMN counterparty text;

-- Every version of the rules that anything was decided by, so that it can be explained and repeated: a transaction names its version.
-- They belong to no customer, so no bucket leads their key. Never changed.
CREATE TABLE compliance_rules (
  version text NOT NULL CHECK (length(version) BETWEEN 3 AND 64),
  rules json NOT NULL,
  kept_at timestamptz NOT NULL,
  PRIMARY KEY (version)
);

GRANT SELECT, INSERT ON compliance_rules TO diboas_app;
