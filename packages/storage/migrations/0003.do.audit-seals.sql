-- The audit chain: seals over the rows of every table that the application may only add to. docs/audit.md.
--
-- `xact` is the number of the database transaction that inserted the row, given by the INSERT itself. Numbers of
-- transactions that have not ended are known to the database (pg_snapshot_xmin), so the sealer takes rows up to that
-- horizon and can not skip a slow commit. Rows that are there already get the number of this migration.

ALTER TABLE audit ADD COLUMN xact xid8;
ALTER TABLE idempotency_keys ADD COLUMN xact xid8;
ALTER TABLE inbox ADD COLUMN xact xid8;
ALTER TABLE journal ADD COLUMN xact xid8;
ALTER TABLE quotes ADD COLUMN xact xid8;
ALTER TABLE transfers ADD COLUMN xact xid8;

UPDATE audit SET xact = pg_current_xact_id();
UPDATE idempotency_keys SET xact = pg_current_xact_id();
UPDATE inbox SET xact = pg_current_xact_id();
UPDATE journal SET xact = pg_current_xact_id();
UPDATE quotes SET xact = pg_current_xact_id();
UPDATE transfers SET xact = pg_current_xact_id();

ALTER TABLE audit ALTER COLUMN xact SET NOT NULL;
ALTER TABLE idempotency_keys ALTER COLUMN xact SET NOT NULL;
ALTER TABLE inbox ALTER COLUMN xact SET NOT NULL;
ALTER TABLE journal ALTER COLUMN xact SET NOT NULL;
ALTER TABLE quotes ALTER COLUMN xact SET NOT NULL;
ALTER TABLE transfers ALTER COLUMN xact SET NOT NULL;

-- Rows lie on the disk in the order of their numbers, which is what a BRIN needs. It costs an insert nothing that can
-- be measured, where a btree cost 8 to 11 percent. BRIN does not know xid8, so the number is indexed as a bigint.
CREATE INDEX audit_xact ON audit USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX idempotency_keys_xact ON idempotency_keys USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX inbox_xact ON inbox USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX journal_xact ON journal USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX quotes_xact ON quotes USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX transfers_xact ON transfers USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- One chain for everything that one server numbers, so these two have no bucket.
CREATE TABLE audit_seals (
  number bigint NOT NULL CHECK (number > 0),
  -- The version of the encoding of rows and seals.
  form smallint NOT NULL,
  -- Whether `digest` is an HMAC with the operator's key, or a plain hash.
  keyed boolean NOT NULL,
  -- The seal covers the rows with from_xact <= xact < upto_xact.
  from_xact xid8 NOT NULL,
  upto_xact xid8 NOT NULL,
  entries bigint NOT NULL CHECK (entries > 0),
  -- Nine bytes a row in sealed order: its table, and the first eight bytes of its hash. They name a bad row.
  marks bytea NOT NULL,
  entries_digest bytea NOT NULL CHECK (length(entries_digest) = 32),
  previous_digest bytea NOT NULL CHECK (length(previous_digest) = 32),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (number),
  CHECK (upto_xact > from_xact)
);

-- Hashes do not compress; do not let PostgreSQL try.
ALTER TABLE audit_seals ALTER COLUMN marks SET STORAGE EXTERNAL;

-- One row: where the chain ends. Whoever holds its lock seals. That it agrees with the last seal shows that none was
-- cut off the end.
CREATE TABLE audit_head (
  chain smallint NOT NULL CHECK (chain = 1),
  number bigint NOT NULL,
  upto_xact xid8 NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (chain)
);

INSERT INTO audit_head (chain, number, upto_xact, digest) VALUES (1, 0, '0', decode(repeat('00', 32), 'hex'));

GRANT SELECT, INSERT ON audit_seals TO diboas_app;
GRANT SELECT, UPDATE ON audit_head TO diboas_app;
