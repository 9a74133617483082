-- The core: customers, quotes, transactions, the ledger, the journal, the inbox and the audit.
--
-- Rules of every table that belongs to customers (A19): `bucket` leads every key; ids and
-- times are given, never made here; the past is append-only by GRANT, see the end.

-- The role diboas_app, to which all is granted, is there before: it belongs to the whole server (app-role.ts).

CREATE TABLE customers (
  bucket smallint NOT NULL CHECK (bucket BETWEEN 0 AND 31),
  customer_id uuid NOT NULL,
  -- The last sequence number of the customer's stream. Its row is the lock for all that is the customer's.
  seq bigint NOT NULL CHECK (seq >= 0),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, customer_id)
);

CREATE TABLE quotes (
  bucket smallint NOT NULL,
  quote_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  terms json NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, quote_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK (expires_at > created_at)
);

-- A transaction has the id of the quote that was confirmed, so a quote can be confirmed once only.
CREATE TABLE transactions (
  bucket smallint NOT NULL,
  transaction_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  operation text NOT NULL,
  status text NOT NULL CHECK (status IN (
    'INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER', 'PROVIDER_PROCESSING',
    'PROVIDER_COMPLETED', 'COMPLETED', 'PROVIDER_FAILED', 'FAILED', 'COMPENSATED')),
  activity text,
  version integer NOT NULL CHECK (version > 0),
  seq bigint NOT NULL CHECK (seq > 0),
  journey_id uuid,
  -- What screens need beside the columns: action, settlement, failure, open item, history.
  state json NOT NULL,
  due_at timestamptz,
  due_reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, transaction_id),
  FOREIGN KEY (bucket, transaction_id) REFERENCES quotes (bucket, quote_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK ((due_at IS NULL) = (due_reason IS NULL)),
  CHECK (updated_at >= created_at)
);

CREATE INDEX transactions_of_customer ON transactions (bucket, customer_id, transaction_id);
CREATE INDEX transactions_due ON transactions (bucket, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE attempts (
  bucket smallint NOT NULL,
  attempt_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  provider text NOT NULL,
  idempotency_key text NOT NULL,
  state text NOT NULL CHECK (state IN ('sending', 'unknown', 'accepted', 'succeeded', 'rejected')),
  stage text CHECK (stage IN ('open', 'processing')),
  in_doubt boolean NOT NULL,
  reference text,
  sends integer NOT NULL CHECK (sends > 0),
  lookups integer NOT NULL CHECK (lookups >= 0),
  rejection text,
  -- The return code, once what it did was taken back.
  reversal text,
  -- Why this provider was chosen: mission row M10.
  routing json,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, attempt_id),
  UNIQUE (bucket, transaction_id, number),
  FOREIGN KEY (bucket, transaction_id) REFERENCES transactions (bucket, transaction_id)
);

-- The outside world executes at most once: no second attempt until the first is definitively rejected.
CREATE UNIQUE INDEX attempts_one_live ON attempts (bucket, transaction_id) WHERE state <> 'rejected';

CREATE TABLE accounts (
  bucket smallint NOT NULL,
  owner_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('BANKING', 'INVESTING', 'DEFI')),
  asset text NOT NULL,
  network text NOT NULL,
  debits_posted numeric(38, 0) NOT NULL CHECK (debits_posted >= 0),
  credits_posted numeric(38, 0) NOT NULL CHECK (credits_posted >= 0),
  debits_pending numeric(38, 0) NOT NULL CHECK (debits_pending >= 0),
  credits_pending numeric(38, 0) NOT NULL CHECK (credits_pending >= 0),
  PRIMARY KEY (bucket, owner_id, kind, asset, network),
  FOREIGN KEY (bucket, owner_id) REFERENCES customers (bucket, customer_id),
  CHECK (credits_posted - debits_posted - debits_pending >= 0)
);

-- Every movement of money. System accounts have no row of their own: their balance is the sum of their transfers,
-- so nobody ever waits for them.
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
  PRIMARY KEY (bucket, transfer_id),
  FOREIGN KEY (bucket, transaction_id) REFERENCES transactions (bucket, transaction_id),
  CHECK ((hold_id IS NULL) = (kind IN ('posted', 'pending'))),
  CHECK (debit_owner <> credit_owner OR debit_kind <> credit_kind)
);

-- A hold ends once.
CREATE UNIQUE INDEX transfers_end_hold ON transfers (bucket, hold_id) WHERE hold_id IS NOT NULL;

-- The pending transfers that have not ended.
CREATE TABLE holds (
  bucket smallint NOT NULL,
  hold_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  debit_owner uuid NOT NULL,
  debit_kind text NOT NULL,
  credit_owner uuid NOT NULL,
  credit_kind text NOT NULL,
  asset text NOT NULL,
  network text NOT NULL,
  amount numeric(38, 0) NOT NULL CHECK (amount > 0),
  PRIMARY KEY (bucket, transaction_id, hold_id),
  FOREIGN KEY (bucket, hold_id) REFERENCES transfers (bucket, transfer_id)
);

-- What happened, one entry an input. The stream that screens follow and that replays a transaction.
CREATE TABLE journal (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  seq bigint NOT NULL,
  transaction_id uuid NOT NULL,
  at timestamptz NOT NULL,
  cause text NOT NULL,
  events json NOT NULL,
  PRIMARY KEY (bucket, customer_id, seq)
);

-- Parents of several transactions of one customer. A leg names its journey in `transactions.journey_id`.
CREATE TABLE journeys (
  bucket smallint NOT NULL,
  journey_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('RUNNING', 'COMPLETED', 'COMPENSATING', 'COMPENSATED', 'NEEDS_OPERATOR')),
  version integer NOT NULL CHECK (version > 0),
  plan json NOT NULL,
  legs json NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, journey_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

CREATE TABLE idempotency_keys (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  transaction_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, customer_id, key)
);

CREATE TABLE inbox (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  transaction_id uuid,
  disposition text NOT NULL CHECK (disposition IN ('applied', 'ignored', 'parked', 'quarantined')),
  occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  payload text NOT NULL,
  PRIMARY KEY (bucket, provider, event_id)
);

CREATE TABLE operator_items (
  bucket smallint NOT NULL,
  item_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  cause text NOT NULL,
  detail text NOT NULL,
  opened_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (bucket, item_id),
  FOREIGN KEY (bucket, transaction_id) REFERENCES transactions (bucket, transaction_id)
);

CREATE TABLE audit (
  bucket smallint NOT NULL CHECK (bucket BETWEEN 0 AND 31),
  audit_id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  subject text NOT NULL,
  detail json NOT NULL,
  PRIMARY KEY (bucket, audit_id)
);

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

-- The application cannot change the past.
GRANT SELECT, INSERT ON quotes, transfers, journal, idempotency_keys, inbox, audit TO diboas_app;
GRANT SELECT, INSERT, DELETE ON holds TO diboas_app;
GRANT SELECT, INSERT, UPDATE ON customers, transactions, attempts, accounts, operator_items, drafts, journeys,
  provider_health TO diboas_app;
