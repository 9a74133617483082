-- An equivalent of pgledger (github.com/pgr0ss/pgledger, MIT), written anew from its public description: accounts
-- with a running balance and a version, transfers, two entries a transfer with the balance before and after, and
-- PL/pgSQL functions that do it all inside the database. Accounts are locked in the order of their ids; amounts are
-- positive; currencies must match; a balance may be forbidden to go below or above zero.
--
-- One thing is cheaper than described: an id is its prefix and the hexadecimal UUIDv7, not a ULID.

CREATE TABLE ledger_accounts (
  id text PRIMARY KEY,
  name text NOT NULL,
  currency text NOT NULL,
  balance numeric NOT NULL,
  version bigint NOT NULL,
  allow_negative_balance boolean NOT NULL,
  allow_positive_balance boolean NOT NULL,
  metadata jsonb,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE ledger_transfers (
  id text PRIMARY KEY,
  from_account_id text NOT NULL REFERENCES ledger_accounts (id),
  to_account_id text NOT NULL REFERENCES ledger_accounts (id),
  amount numeric NOT NULL CHECK (amount > 0),
  event_at timestamptz NOT NULL,
  metadata jsonb,
  created_at timestamptz NOT NULL,
  CHECK (from_account_id <> to_account_id)
);

CREATE INDEX ledger_transfers_from ON ledger_transfers (from_account_id);
CREATE INDEX ledger_transfers_to ON ledger_transfers (to_account_id);

CREATE TABLE ledger_entries (
  id text PRIMARY KEY,
  account_id text NOT NULL REFERENCES ledger_accounts (id),
  transfer_id text NOT NULL REFERENCES ledger_transfers (id),
  amount numeric NOT NULL,
  account_previous_balance numeric NOT NULL,
  account_current_balance numeric NOT NULL,
  account_version bigint NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE INDEX ledger_entries_account ON ledger_entries (account_id);
CREATE INDEX ledger_entries_transfer ON ledger_entries (transfer_id);

CREATE TYPE transfer_request AS (from_account_id text, to_account_id text, amount numeric);

CREATE FUNCTION new_ledger_id(prefix text) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT prefix || replace(uuidv7()::text, '-', '')
$$;

CREATE FUNCTION add_entry(account ledger_accounts, transfer ledger_transfers, signed numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  after ledger_accounts;
BEGIN
  UPDATE ledger_accounts SET balance = balance + signed, version = version + 1, updated_at = transfer.created_at
    WHERE id = account.id RETURNING * INTO after;
  IF after.balance < 0 AND NOT after.allow_negative_balance THEN
    RAISE EXCEPTION 'account % may not go below zero', after.id;
  END IF;
  IF after.balance > 0 AND NOT after.allow_positive_balance THEN
    RAISE EXCEPTION 'account % may not go above zero', after.id;
  END IF;
  INSERT INTO ledger_entries (id, account_id, transfer_id, amount, account_previous_balance,
      account_current_balance, account_version, created_at)
    VALUES (new_ledger_id('pgle_'), after.id, transfer.id, signed, after.balance - signed, after.balance,
      after.version, transfer.created_at);
END;
$$;

-- Several transfers, all or none, applied in the order given.
CREATE FUNCTION create_transfers(requests transfer_request[], happened_at timestamptz, meta jsonb)
RETURNS SETOF ledger_transfers LANGUAGE plpgsql AS $$
DECLARE
  request transfer_request;
  source ledger_accounts;
  target ledger_accounts;
  done ledger_transfers;
BEGIN
  PERFORM 1 FROM ledger_accounts
    WHERE id IN (SELECT unnest(ARRAY[r.from_account_id, r.to_account_id]) FROM unnest(requests) AS r)
    ORDER BY id FOR UPDATE;
  FOREACH request IN ARRAY requests LOOP
    IF request.amount IS NULL OR request.amount <= 0 THEN
      RAISE EXCEPTION 'an amount must be positive';
    END IF;
    IF request.from_account_id = request.to_account_id THEN
      RAISE EXCEPTION 'a transfer has two accounts';
    END IF;
    SELECT * INTO STRICT source FROM ledger_accounts WHERE id = request.from_account_id;
    SELECT * INTO STRICT target FROM ledger_accounts WHERE id = request.to_account_id;
    IF source.currency <> target.currency THEN
      RAISE EXCEPTION 'the currencies differ: % and %', source.currency, target.currency;
    END IF;
    INSERT INTO ledger_transfers (id, from_account_id, to_account_id, amount, event_at, metadata, created_at)
      VALUES (new_ledger_id('pglt_'), source.id, target.id, request.amount, coalesce(happened_at, now()), meta,
        now())
      RETURNING * INTO done;
    PERFORM add_entry(source, done, -request.amount);
    PERFORM add_entry(target, done, request.amount);
    RETURN NEXT done;
  END LOOP;
END;
$$;

CREATE FUNCTION create_transfer(source_id text, target_id text, units numeric, happened_at timestamptz DEFAULT NULL,
  meta jsonb DEFAULT NULL)
RETURNS SETOF ledger_transfers LANGUAGE sql AS $$
  SELECT * FROM create_transfers(ARRAY[ROW(source_id, target_id, units)::transfer_request], happened_at, meta)
$$;
