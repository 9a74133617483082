-- Wallets of people: docs/networks.md, "Addresses of people". A row is there, with the request that makes the wallet, before its
-- provider is asked, so that whoever asks again asks by the same request and there is one wallet. A request that can make
-- nothing any more has another put in its place. What is made of it is written once.
CREATE TABLE wallets (
  bucket smallint NOT NULL,
  wallet_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  provider text NOT NULL,
  memo json NOT NULL,
  created_at timestamptz NOT NULL,
  reference text,
  addresses json,
  made_at timestamptz,
  PRIMARY KEY (bucket, wallet_id),
  UNIQUE (bucket, customer_id, provider),
  CHECK ((reference IS NULL) = (made_at IS NULL)),
  CHECK ((addresses IS NULL) = (made_at IS NULL)),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

-- Whose an address is, in the bucket of the address: who tells that something came there knows nothing else. It is written
-- before the wallet is called made, so no address is shown that nobody watches, and never changes hands.
CREATE TABLE wallet_addresses (
  bucket smallint NOT NULL,
  network text NOT NULL,
  address text NOT NULL CHECK (length(address) BETWEEN 1 AND 200),
  customer_id uuid NOT NULL,
  provider text NOT NULL,
  since text,
  expected_until timestamptz,
  due_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, network, address)
) WITH (fillfactor = 70);

CREATE INDEX wallet_addresses_by_due ON wallet_addresses (bucket, due_at);

-- What came to an address and is no asset of ours, so that each is told once.
CREATE TABLE strange_deposits (
  bucket smallint NOT NULL,
  reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
  network text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, reference)
);

GRANT SELECT, INSERT ON wallets TO diboas_app;
GRANT UPDATE (memo, created_at, reference, addresses, made_at) ON wallets TO diboas_app;
GRANT SELECT, INSERT ON wallet_addresses TO diboas_app;
GRANT UPDATE (since, expected_until, due_at) ON wallet_addresses TO diboas_app;
GRANT SELECT, INSERT, DELETE ON strange_deposits TO diboas_app;
