-- What may have an end: offers that nobody confirmed, and the raw text of webhooks. docs/audit.md, "What has an end".
--
-- An offer becomes a quote, which is sealed and kept, in the commit that confirms it. Until then it is nobody's promise,
-- and goes some time after it has expired.

CREATE TABLE offers (
  bucket smallint NOT NULL,
  offer_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  terms json NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, offer_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK (expires_at > created_at)
);

CREATE INDEX offers_by_end ON offers (bucket, expires_at);

GRANT SELECT, INSERT, DELETE ON offers TO diboas_app;

-- A quote comes of an offer, or of a transaction that brought another about; either looks at the customer before.
ALTER TABLE quotes DROP CONSTRAINT quotes_bucket_customer_id_fkey;

-- The inbox keeps the SHA-256 of what was received, for ever. What was received is kept beside it, encrypted, and can be
-- deleted: it may hold personal data, and secrets of the provider's.
ALTER TABLE inbox ADD COLUMN payload_digest bytea CHECK (length(payload_digest) = 32);
UPDATE inbox SET payload_digest = sha256(convert_to(payload, 'UTF8'));
ALTER TABLE inbox ALTER COLUMN payload_digest SET NOT NULL;
ALTER TABLE inbox DROP COLUMN payload;

CREATE TABLE inbox_payloads (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  event_id text NOT NULL,
  -- Null while nothing of ours was found for it.
  transaction_id uuid,
  received_at timestamptz NOT NULL,
  -- Which of the keys it is encrypted with.
  key_name text NOT NULL,
  -- AES-256-GCM: nonce, text, tag.
  sealed bytea NOT NULL,
  PRIMARY KEY (bucket, provider, event_id)
);

CREATE INDEX inbox_payloads_by_age ON inbox_payloads USING brin (bucket, received_at)
  WITH (pages_per_range = 32, autosummarize = on);

-- Encrypted bytes do not compress; do not let PostgreSQL try.
ALTER TABLE inbox_payloads ALTER COLUMN sealed SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE ON inbox_payloads TO diboas_app;
GRANT DELETE ON drafts TO diboas_app;
