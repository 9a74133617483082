-- What people say of their lots, and their years of gains and losses (docs/tax.md). Lots themselves are kept nowhere: they are made
-- of the journal.

-- What was paid for what came by a transaction, or what it was worth when it was earned. Telling it anew takes its place.
CREATE TABLE told_costs (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  told_as text NOT NULL CHECK (told_as IN ('bought', 'earned')),
  currency text NOT NULL CHECK (currency = 'USD'),
  -- Minor units of the currency.
  cost numeric(38, 0) NOT NULL CHECK (cost >= 0),
  -- Null where it was acquired as it came.
  acquired_on date,
  PRIMARY KEY (bucket, customer_id, transaction_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  FOREIGN KEY (bucket, transaction_id) REFERENCES transactions (bucket, transaction_id),
  CHECK (told_as = 'bought' OR acquired_on IS NULL)
);

-- From when on lots of an asset go by which method: every choice is kept, as what was sold before goes by the one before it.
CREATE TABLE lot_methods (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  asset text NOT NULL,
  since timestamptz NOT NULL,
  method text NOT NULL CHECK (method IN ('fifo', 'lifo', 'hifo', 'average')),
  PRIMARY KEY (bucket, customer_id, asset, since),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

-- As `account_statements` has months. It may be made anew at any time, since what is told later changes it.
CREATE TABLE tax_years (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  year text NOT NULL CHECK (length(year) = 4),
  language text NOT NULL CHECK (language IN ('en', 'pt-BR', 'es', 'de')),
  until timestamptz NOT NULL,
  is_whole boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'made', 'refused')),
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  refusal text,
  csv bytea,
  pdf bytea,
  PRIMARY KEY (bucket, customer_id, year, language),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CHECK ((state = 'asked') = (ended_at IS NULL))
);

CREATE INDEX tax_years_open ON tax_years (bucket, asked_at) WHERE state <> 'made';

GRANT SELECT, INSERT, UPDATE (told_as, currency, cost, acquired_on), DELETE ON told_costs TO diboas_app;
GRANT SELECT, INSERT, UPDATE (method) ON lot_methods TO diboas_app;
GRANT SELECT, INSERT, UPDATE (until, is_whole, state, asked_at, ended_at, refusal, csv, pdf) ON tax_years TO diboas_app;
