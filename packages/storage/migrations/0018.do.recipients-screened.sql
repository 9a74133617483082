-- Recipients whose names are to be looked for on lists of sanctions (M24): those who have appeared or were renamed since. Null for
-- nobody to look for: docs/compliance.md, "Recipients".
ALTER TABLE recipients ADD COLUMN screen_due_at timestamptz;
ALTER TABLE address_recipients ADD COLUMN screen_due_at timestamptz;

UPDATE recipients SET screen_due_at = created_at;
UPDATE address_recipients SET screen_due_at = created_at;

CREATE INDEX recipients_by_screening ON recipients (bucket, screen_due_at);
CREATE INDEX address_recipients_by_screening ON address_recipients (bucket, screen_due_at);

GRANT UPDATE (screen_due_at) ON recipients TO diboas_app;
GRANT UPDATE (screen_due_at) ON address_recipients TO diboas_app;
