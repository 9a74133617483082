-- Whom a customer sends money to, as they wrote it down. It is theirs to change and to forget: what was sent to somebody is
-- in the terms of the transaction, and stays. An address is on a customer's list once.
CREATE TABLE recipients (
  bucket smallint NOT NULL,
  recipient_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  last_paid_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, recipient_id),
  UNIQUE (bucket, customer_id, email),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

GRANT SELECT, INSERT, UPDATE (name, last_paid_at), DELETE ON recipients TO diboas_app;
