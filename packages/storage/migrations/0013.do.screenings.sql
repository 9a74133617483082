-- What screenings came to: docs/sanctions.md, "Screenings". A subject is a customer, a recipient, or an address with its network,
-- and lies in the bucket of its id. Its results are numbered, the last one holds, and none is ever changed but for how long it
-- was still the result. What was asked, and the versions of the lists, are kept whole, so that each can be explained and repeated.
-- Sorted as bytes, so that all subjects can be gone through in the order of their key.
CREATE TABLE screenings (
  bucket smallint NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'recipient', 'address')),
  subject_id text COLLATE "C" NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 250),
  number integer NOT NULL CHECK (number > 0),
  asked json NOT NULL,
  lists json NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('clear', 'hit')),
  -- Of a hit alone.
  evidence json,
  screened_at timestamptz NOT NULL,
  still_lists json NOT NULL,
  still_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, kind, subject_id, number),
  CHECK ((outcome = 'hit') = (evidence IS NOT NULL))
);

GRANT SELECT, INSERT, UPDATE (still_lists, still_at) ON screenings TO diboas_app;
