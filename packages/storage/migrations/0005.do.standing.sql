-- How a customer stands with us: docs/operating.md, "Customers". It is read under the lock on this row with every batch, and
-- changed under it too, so whoever begins something or is given something is so by what stands at that moment. Why it was
-- changed, and by whom, is in the audit.
ALTER TABLE customers ADD COLUMN standing text CHECK (standing IN ('open', 'frozen', 'closed'));

UPDATE customers SET standing = 'open';

ALTER TABLE customers ALTER COLUMN standing SET NOT NULL;
