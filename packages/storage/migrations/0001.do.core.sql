-- The core: customers, what was offered and confirmed, transactions, the ledger, the journal, the inbox, the audit and its
-- seals, drafts, and what all nodes know of providers. Sign-in is migration 0002, and who may do what 0003.
--
-- Rules of every table that belongs to customers (A19): `bucket` leads every key; ids and times are given, never made
-- here; there is no default, no trigger, no rule. A test reads these files and looks.
--
-- The statements that write a row look up what it hangs on themselves, for a whole batch at once, and write a null where
-- there is none, which is refused (docs/decisions/0008-light-steps.md). A foreign key would look row by row, and mark the
-- parent's row each time, so there is one only beside the hot path.
--
-- A sealed table has a column `xact`: the number of the database transaction that inserted the row, given by the INSERT
-- itself (docs/audit.md). Numbers of transactions that have not ended are known to the database (pg_snapshot_xmin), so the
-- sealer takes rows up to that horizon and can not skip a slow commit. Rows lie on the disk in the order of these numbers,
-- which is what a BRIN needs: it costs an insert nothing that can be measured, where a btree cost 8 to 11 percent. BRIN
-- does not know xid8, so the number is indexed as a bigint.

-- A customer's row is the lock for all that is the customer's. The last entry of their journal is their place in the
-- stream; a number here that repeats it would be written with each step.
CREATE TABLE customers (
  bucket smallint NOT NULL CHECK (bucket BETWEEN 0 AND 31),
  customer_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, customer_id)
) WITH (fillfactor = 70);

-- What was offered to a customer and not confirmed. It is nobody's promise, so it goes some time after it has expired.
CREATE TABLE offers (
  bucket smallint NOT NULL,
  offer_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  terms json NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, offer_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK (expires_at > created_at)
);

CREATE INDEX offers_by_end ON offers (bucket, expires_at);

-- What was agreed to. An offer becomes a quote, which is sealed and kept, in the commit that confirms it; the quotes of
-- transactions that another one brought about never were offers.
CREATE TABLE quotes (
  bucket smallint NOT NULL,
  quote_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  terms json NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, quote_id),
  CHECK (expires_at > created_at)
);

CREATE INDEX quotes_xact ON quotes USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- A transaction has the id of the quote that was confirmed, so a quote can be confirmed once only. Everything that changes
-- with its steps is in this one row, its attempts and its open holds with it: docs/decisions/0007-fewer-rows.md.
CREATE TABLE transactions (
  bucket smallint NOT NULL,
  transaction_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  operation text NOT NULL,
  -- The transaction that it is a leg of, or takes a leg of back.
  parent_id uuid,
  status text NOT NULL CHECK (status IN (
    'INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER', 'PROVIDER_PROCESSING',
    'PROVIDER_COMPLETED', 'COMPLETED', 'PROVIDER_FAILED', 'FAILED', 'COMPENSATED')),
  activity text,
  version integer NOT NULL CHECK (version > 0),
  -- The place of its newest entry in the customer's stream.
  seq bigint NOT NULL CHECK (seq > 0),
  -- The outside world executes at most once: no second attempt until the first is definitively rejected.
  live_attempts smallint NOT NULL CHECK (live_attempts BETWEEN 0 AND 1),
  due_at timestamptz,
  due_reason text,
  -- When its alarm rings: never later than it is due, maybe earlier.
  rings_at timestamptz,
  -- What it counts towards the customer's limits (mission row M23); null counts for nothing. It stands in a column, so
  -- that no state and no terms are read for the sum over the last days.
  used numeric(38, 0) CHECK (used >= 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- JSON that we write and read whole. As text nobody reads it once more to see that it is JSON.
  state text NOT NULL,
  PRIMARY KEY (bucket, transaction_id),
  CHECK ((due_at IS NULL) = (due_reason IS NULL)),
  CHECK ((rings_at IS NULL) = (due_at IS NULL)),
  CHECK (rings_at <= due_at),
  CHECK (updated_at >= created_at)
) WITH (fillfactor = 45); -- Room for the next versions of a row in the same page, so that no index is touched.

CREATE INDEX transactions_of_customer ON transactions (bucket, customer_id, transaction_id);

-- An alarm says: look at this transaction at that time. It is never later than the transaction is due, and may be too
-- early: whoever looks then sets it again, or lets it go when nothing is due any more. So a step that puts off what is
-- due, or ends it, leaves the alarm alone and touches no index.
CREATE TABLE alarms (
  bucket smallint NOT NULL,
  rings_at timestamptz NOT NULL,
  transaction_id uuid NOT NULL,
  PRIMARY KEY (bucket, rings_at, transaction_id)
);

-- The balances of customers, and what is set apart within one, such as a strategy. System accounts have no row: their
-- balance is the sum of their transfers, so nobody ever waits for them.
CREATE TABLE accounts (
  bucket smallint NOT NULL,
  owner_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind ~ '^(BANKING|INVESTING|DEFI)(:[a-z0-9-]{1,40})?$'),
  asset text NOT NULL,
  network text NOT NULL,
  debits_posted numeric(38, 0) NOT NULL CHECK (debits_posted >= 0),
  credits_posted numeric(38, 0) NOT NULL CHECK (credits_posted >= 0),
  debits_pending numeric(38, 0) NOT NULL CHECK (debits_pending >= 0),
  credits_pending numeric(38, 0) NOT NULL CHECK (credits_pending >= 0),
  PRIMARY KEY (bucket, owner_id, kind, asset, network),
  CHECK (credits_posted - debits_posted - debits_pending >= 0)
) WITH (fillfactor = 50);

-- Every movement of money.
CREATE TABLE transfers (
  bucket smallint NOT NULL,
  transfer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('posted', 'pending', 'post', 'void', 'expire')),
  transaction_id uuid NOT NULL,
  hold_id uuid,
  debit_owner uuid NOT NULL,
  debit_kind text NOT NULL,
  credit_owner uuid NOT NULL,
  credit_kind text NOT NULL,
  asset text NOT NULL,
  network text NOT NULL,
  amount numeric(38, 0) NOT NULL CHECK (amount > 0),
  created_at timestamptz NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, transfer_id),
  CHECK ((hold_id IS NULL) = (kind IN ('posted', 'pending'))),
  CHECK (debit_owner <> credit_owner OR debit_kind <> credit_kind)
);

-- A hold ends once.
CREATE UNIQUE INDEX transfers_end_hold ON transfers (bucket, hold_id) WHERE hold_id IS NOT NULL;

CREATE INDEX transfers_xact ON transfers USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- A hold's row is its pending transfer. Which of them are open follows from the transfers, and is kept with the
-- transaction so that nobody has to look for them; checks compare the two.
CREATE VIEW open_holds AS
  SELECT p.bucket, p.transfer_id AS hold_id, p.transaction_id, p.debit_owner, p.debit_kind, p.credit_owner,
    p.credit_kind, p.asset, p.network, p.amount
  FROM transfers p
  WHERE p.kind = 'pending'
    AND NOT EXISTS (SELECT FROM transfers e WHERE e.bucket = p.bucket AND e.hold_id = p.transfer_id);

-- What happened, one entry an input. The stream that screens follow and that replays a transaction. The seals cover the
-- text of the events.
CREATE TABLE journal (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  seq bigint NOT NULL,
  transaction_id uuid NOT NULL,
  at timestamptz NOT NULL,
  cause text NOT NULL,
  events text NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, customer_id, seq)
);

CREATE INDEX journal_xact ON journal USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- What was asked for with a key, so that asking again with it changes nothing.
CREATE TABLE idempotency_keys (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  transaction_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, customer_id, key)
);

CREATE INDEX idempotency_keys_xact ON idempotency_keys USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- Every event that a provider sent us, once, for ever; of what was received, its SHA-256.
CREATE TABLE inbox (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  transaction_id uuid,
  disposition text NOT NULL CHECK (disposition IN ('applied', 'ignored', 'parked', 'quarantined')),
  occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  payload_digest bytea NOT NULL CHECK (length(payload_digest) = 32),
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, provider, event_id)
);

CREATE INDEX inbox_xact ON inbox USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- What was received, encrypted. It may hold personal data, and secrets of the provider's, so it can be deleted:
-- docs/audit.md, "What has an end".
CREATE TABLE inbox_payloads (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  event_id text NOT NULL,
  -- Null while nothing of ours was found for it.
  transaction_id uuid,
  received_at timestamptz NOT NULL,
  -- Which of the keys it is encrypted with.
  key_name text NOT NULL,
  -- AES-256-GCM: nonce, text, tag.
  sealed bytea NOT NULL,
  PRIMARY KEY (bucket, provider, event_id)
);

CREATE INDEX inbox_payloads_by_age ON inbox_payloads USING brin (bucket, received_at)
  WITH (pages_per_range = 32, autosummarize = on);

-- Questions to a person, each with a deadline, as they were asked.
CREATE TABLE operator_items (
  bucket smallint NOT NULL,
  item_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  cause text NOT NULL,
  detail text NOT NULL,
  opened_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, item_id)
);

CREATE INDEX operator_items_xact ON operator_items USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- That a question was answered, once, and who says so. What was done about it is in the journal.
CREATE TABLE item_closings (
  bucket smallint NOT NULL,
  item_id uuid NOT NULL,
  closed_by text NOT NULL CHECK (closed_by <> ''),
  closed_at timestamptz NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, item_id)
);

CREATE INDEX item_closings_xact ON item_closings USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

CREATE VIEW open_items AS
  SELECT i.bucket, i.item_id, i.transaction_id, i.customer_id, i.cause, i.detail, i.opened_at, i.deadline
  FROM operator_items i
  WHERE NOT EXISTS (SELECT FROM item_closings c WHERE c.bucket = i.bucket AND c.item_id = i.item_id);

-- Who did what, beside what the journal says.
CREATE TABLE audit (
  bucket smallint NOT NULL CHECK (bucket BETWEEN 0 AND 31),
  audit_id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  subject text NOT NULL,
  detail json NOT NULL,
  xact xid8 NOT NULL,
  PRIMARY KEY (bucket, audit_id)
);

CREATE INDEX audit_xact ON audit USING brin (bucket, (xact::text::bigint))
  WITH (pages_per_range = 32, autosummarize = on);

-- The chain of seals over the rows of every sealed table. There is one for everything that one server numbers, so these
-- two have no bucket.
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

-- Hashes and encrypted bytes do not compress; PostgreSQL is not to try. Version 15 takes this from ALTER TABLE alone.
ALTER TABLE audit_seals ALTER COLUMN marks SET STORAGE EXTERNAL;
ALTER TABLE inbox_payloads ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- What a person has begun in a wizard and not submitted.
CREATE TABLE drafts (
  bucket smallint NOT NULL,
  draft_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  wizard text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  state json NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, draft_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

CREATE INDEX drafts_of_customer ON drafts (bucket, customer_id, updated_at);

-- What all nodes know of each provider. It belongs to no customer: a reference table, one row a provider.
CREATE TABLE provider_health (
  bucket smallint NOT NULL CHECK (bucket = 0),
  provider text NOT NULL,
  health json NOT NULL,
  PRIMARY KEY (bucket, provider)
);

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
