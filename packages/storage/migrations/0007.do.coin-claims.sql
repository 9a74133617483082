-- Who pays with what from a wallet that many orders are paid from at once: docs/decisions/0018-coins-are-claimed.md. A row
-- of `coin_wallets` is the lock of its wallet: whoever promises coins of it changes that first. Both lie in the bucket of the
-- wallet's name; the transaction that was promised a coin lies in its customer's.
CREATE TABLE coin_wallets (
  bucket smallint NOT NULL,
  wallet text NOT NULL,
  network text NOT NULL,
  claimed_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, wallet, network)
) WITH (fillfactor = 50);

-- A coin, an object at a version or a nonce, by its name. It is nobody else's until its row is gone: with its attempt, or a
-- day after it was seen to be spent.
CREATE TABLE coin_claims (
  bucket smallint NOT NULL,
  wallet text NOT NULL,
  network text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  attempt_id uuid NOT NULL,
  place smallint NOT NULL,
  transaction_bucket smallint NOT NULL,
  transaction_id uuid NOT NULL,
  claimed_at timestamptz NOT NULL,
  spent_at timestamptz,
  PRIMARY KEY (bucket, wallet, network, name)
);

CREATE INDEX coin_claims_of_attempt ON coin_claims (bucket, attempt_id);
CREATE INDEX coin_claims_by_age ON coin_claims (bucket, claimed_at);

GRANT SELECT, INSERT ON coin_wallets TO diboas_app;
GRANT UPDATE (claimed_at) ON coin_wallets TO diboas_app;
GRANT SELECT, INSERT, DELETE ON coin_claims TO diboas_app;
GRANT UPDATE (spent_at) ON coin_claims TO diboas_app;
