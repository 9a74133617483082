-- Bank accounts that people are paid out to (M22). A number is in none of these columns: it is typed into a page of the
-- provider's, and what comes back is a token, the bank's name and the end of the number. What was paid out is in the terms of
-- the transaction, and stays when an account is taken off the list.
CREATE TABLE bank_accounts (
  bucket smallint NOT NULL,
  account_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  provider text NOT NULL,
  reference text,
  state text NOT NULL CHECK (state IN ('pending', 'ready', 'unusable')),
  tokens json NOT NULL,
  bank_name text CHECK (length(bank_name) BETWEEN 1 AND 120),
  last4 text CHECK (length(last4) BETWEEN 1 AND 4),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, account_id),
  UNIQUE (bucket, customer_id, name),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

GRANT SELECT, INSERT, UPDATE (provider, reference, state, tokens, bank_name, last4), DELETE ON bank_accounts TO diboas_app;
