-- Sign-in, by links and sessions of our own: docs/decisions/0010-sign-in-is-one-transaction.md.
--
-- An e-mail address is unique across all customers, so these are small global tables without a bucket. The id of a
-- user is the id of the customer: everything else that is the customer's hangs on that id, in the customer's bucket.

CREATE TABLE auth_users (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL
);

-- Where somebody is signed in. The secret of the cookie is here as its SHA-256 only. What a browser says of itself is
-- kept as two names, such as Firefox and Windows. A session that ended has no row.
CREATE TABLE auth_sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth_users (id),
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  browser text CHECK (length(browser) <= 40),
  system text CHECK (length(system) <= 40),
  begun_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX auth_sessions_of_user ON auth_sessions (user_id, begun_at);

-- Links that were mailed in the last day: those that may still be followed, and those that tell how many mails a
-- mailbox got. `mailbox` is the SHA-256 of the one mailbox that several addresses may lead to; `browsers` are those of
-- the browsers that asked, by the SHA-256 of a secret in a cookie of theirs, the last twenty.
CREATE TABLE auth_links (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  email text NOT NULL,
  mailbox bytea NOT NULL CHECK (octet_length(mailbox) = 32),
  next text NOT NULL,
  browsers bytea[] NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  voided_at timestamptz
);

CREATE INDEX auth_links_of_mailbox ON auth_links (mailbox, made_at);
