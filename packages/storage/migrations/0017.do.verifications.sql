-- Tries to find out who a customer is (M23): docs/compliance.md. Documents and faces are in none of these columns: they stay on pages
-- of the provider's. What was verified is kept to be asked about of lists of sanctions, and is in no log. Of a customer's tries one
-- has each number. What became of the customer by them stands in their profile, and in the audit.
CREATE TABLE verifications (
  bucket smallint NOT NULL,
  verification_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
  reference text CHECK (length(reference) BETWEEN 1 AND 255),
  stage text NOT NULL CHECK (stage IN ('open', 'processing', 'retry', 'refused', 'lapsed', 'verified')),
  reason text CHECK (length(reason) BETWEEN 1 AND 40),
  name text CHECK (length(name) BETWEEN 1 AND 300),
  born_on date,
  country text CHECK (length(country) = 2),
  version integer NOT NULL CHECK (version > 0),
  begun_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  due_at timestamptz,
  PRIMARY KEY (bucket, verification_id),
  UNIQUE (bucket, customer_id, number),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK (name IS NOT NULL OR stage <> 'verified')
);

CREATE INDEX verifications_by_due ON verifications (bucket, due_at);
CREATE INDEX verifications_by_reference ON verifications (bucket, provider, reference);

GRANT SELECT, INSERT ON verifications TO diboas_app;
GRANT UPDATE (provider, reference, stage, reason, name, born_on, country, version, changed_at, due_at)
  ON verifications TO diboas_app;
