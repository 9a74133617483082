-- How a customer stands with us: docs/operating.md, "Customers". It is read under the lock on this row with every batch, and
-- changed under it too, so whoever begins something or is given something is so by what stands at that moment. Why it was
-- changed, and by whom, is in the audit.
ALTER TABLE customers ADD COLUMN standing text CHECK (standing IN ('open', 'frozen', 'closed'));

UPDATE customers SET standing = 'open';

ALTER TABLE customers ALTER COLUMN standing SET NOT NULL;

-- Money that waits for whoever signs in by an address. A row stands exactly as long as its transaction waits: both change in
-- one commit of the sender's bucket. Whoever signs in is looked for in all buckets, which is seldom.
CREATE TABLE expected (
  bucket smallint NOT NULL,
  transaction_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  address text NOT NULL CHECK (length(address) BETWEEN 3 AND 254),
  until timestamptz NOT NULL,
  PRIMARY KEY (bucket, transaction_id)
);

CREATE INDEX expected_by_address ON expected (bucket, address);

-- Mails that tell somebody of money that waits for them: one a transaction, and few a sender and mailbox. `mailbox` is the
-- SHA-256 of the one mailbox that several addresses may lead to.
CREATE TABLE invitations (
  bucket smallint NOT NULL,
  transaction_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  mailbox bytea NOT NULL CHECK (octet_length(mailbox) = 32),
  mailed_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, transaction_id)
);

CREATE INDEX invitations_of_customer ON invitations (bucket, customer_id, mailed_at);
CREATE INDEX invitations_of_mailbox ON invitations (bucket, mailbox, mailed_at);

GRANT SELECT, INSERT, DELETE ON expected, invitations TO diboas_app;
