-- Lighter steps: docs/decisions/0008-light-steps.md.
--
-- An alarm says: look at this transaction at that time. It is never later than the transaction is due, and may be too
-- early: whoever looks then sets it again, or lets it go when nothing is due any more. So a step that puts off what is
-- due, or ends it, leaves the alarm alone and touches no index.

CREATE TABLE alarms (
  bucket smallint NOT NULL,
  rings_at timestamptz NOT NULL,
  transaction_id uuid NOT NULL,
  PRIMARY KEY (bucket, rings_at, transaction_id)
);

INSERT INTO alarms (bucket, rings_at, transaction_id)
  SELECT bucket, due_at, transaction_id FROM transactions WHERE due_at IS NOT NULL;

ALTER TABLE transactions ADD COLUMN rings_at timestamptz;
UPDATE transactions SET rings_at = due_at WHERE due_at IS NOT NULL;
ALTER TABLE transactions ADD CHECK ((rings_at IS NULL) = (due_at IS NULL));
ALTER TABLE transactions ADD CHECK (rings_at <= due_at);
DROP INDEX transactions_due;

-- Both are written by us and read whole, by us. As text nobody reads them once more to see that they are JSON. The
-- audit chain seals their text, which stays the same.
ALTER TABLE transactions ALTER COLUMN state TYPE text;
ALTER TABLE journal ALTER COLUMN events TYPE text;

-- The last entry of a customer's journal is their place in the stream; a row that repeats it would be written each time.
ALTER TABLE customers DROP COLUMN seq;

-- The statements that write these rows look their parents up themselves, for a whole batch at once, and write a null
-- where there is none, which is refused. A foreign key looks row by row, and marks the parent's row each time.
ALTER TABLE transactions DROP CONSTRAINT transactions_bucket_transaction_id_fkey;
ALTER TABLE accounts DROP CONSTRAINT accounts_bucket_owner_id_fkey;
ALTER TABLE transfers DROP CONSTRAINT transfers_bucket_hold_id_fkey;

-- Room for the next versions of a row in the same page, so that no index is touched.
ALTER TABLE transactions SET (fillfactor = 45);
ALTER TABLE accounts SET (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE, DELETE ON alarms TO diboas_app;
