-- A second factor (M72): docs/decisions/0023-a-second-factor-before-money-leaves.md. Like the rest of sign-in these are small
-- global tables without a bucket.

-- When the second factor was last given in this session; null until it was.
ALTER TABLE auth_sessions ADD COLUMN factor_at timestamptz;
GRANT UPDATE (factor_at) ON auth_sessions TO diboas_app;

-- The app that makes codes for somebody. `secret` is null until the first was confirmed by a code; `pending` is one that was
-- shown and is not confirmed yet. Both are encrypted. `used_step` is the step of 30 seconds whose code was used last: none at
-- or before it is good again. `wrong_at` has when the last wrong codes were given, five at most.
CREATE TABLE auth_factors (
  user_id uuid PRIMARY KEY REFERENCES auth_users (id),
  secret text,
  on_since timestamptz,
  used_step bigint,
  pending text,
  pending_at timestamptz,
  wrong_at timestamptz[] NOT NULL,
  CHECK ((secret IS NULL) = (on_since IS NULL) AND (secret IS NULL) = (used_step IS NULL)),
  CHECK ((pending IS NULL) = (pending_at IS NULL))
);

GRANT SELECT, INSERT, UPDATE (secret, on_since, used_step, pending, pending_at, wrong_at), DELETE ON auth_factors TO diboas_app;

-- Recovery codes that are still good, by their SHA-256. One that was used has no row.
CREATE TABLE auth_recovery_codes (
  user_id uuid NOT NULL REFERENCES auth_users (id),
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  PRIMARY KEY (user_id, code_hash)
);

GRANT SELECT, INSERT, DELETE ON auth_recovery_codes TO diboas_app;

-- What somebody without a second factor confirmed in the last day that leaves their balance, a row for each time that it was
-- confirmed. `units` are of USDC.
CREATE TABLE auth_leavings (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth_users (id),
  quote_id uuid NOT NULL,
  units numeric(38, 0) NOT NULL CHECK (units > 0),
  at timestamptz NOT NULL
);

CREATE INDEX auth_leavings_of_user ON auth_leavings (user_id, at);

GRANT SELECT, INSERT, DELETE ON auth_leavings TO diboas_app;
