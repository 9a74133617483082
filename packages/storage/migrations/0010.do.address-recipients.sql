-- Addresses on networks that a customer sends money to, as they wrote them down: as `recipients` has people. In the one spelling
-- that we keep, an address is on a customer's list once.
CREATE TABLE address_recipients (
  bucket smallint NOT NULL,
  recipient_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  network text NOT NULL,
  address text NOT NULL CHECK (length(address) BETWEEN 1 AND 200),
  last_paid_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, recipient_id),
  UNIQUE (bucket, customer_id, network, address),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

GRANT SELECT, INSERT, UPDATE (name, last_paid_at), DELETE ON address_recipients TO diboas_app;
