-- Lists of sanctions: docs/operating.md, "Lists of sanctions". They belong to no customer and are part of no batch, so no
-- bucket leads their keys. The last version of a list is in force. An entry is of all versions from the first that had it so,
-- until the one that has it otherwise or no more: so what was in force at any time is there, and a version costs what it
-- changes. Versions are never changed.
CREATE TABLE sanctions_versions (
  list text NOT NULL CHECK (list IN ('ofac_sdn', 'un', 'eu')),
  version integer NOT NULL CHECK (version > 0),
  format text NOT NULL,
  published_on date NOT NULL,
  imported_at timestamptz NOT NULL,
  entries integer NOT NULL CHECK (entries > 0),
  added integer NOT NULL CHECK (added >= 0),
  removed integer NOT NULL CHECK (removed >= 0),
  changed integer NOT NULL CHECK (changed >= 0),
  PRIMARY KEY (list, version)
);

CREATE TABLE sanctions_entries (
  list text NOT NULL,
  entry_id text NOT NULL CHECK (length(entry_id) BETWEEN 1 AND 100),
  from_version integer NOT NULL,
  until_version integer CHECK (until_version > from_version),
  digest text NOT NULL CHECK (length(digest) = 64),
  entry json NOT NULL,
  PRIMARY KEY (list, entry_id, from_version),
  FOREIGN KEY (list, from_version) REFERENCES sanctions_versions (list, version),
  FOREIGN KEY (list, until_version) REFERENCES sanctions_versions (list, version)
);

-- One entry of an id is in force.
CREATE UNIQUE INDEX sanctions_entries_in_force ON sanctions_entries (list, entry_id) WHERE until_version IS NULL;

GRANT SELECT, INSERT ON sanctions_versions TO diboas_app;
GRANT SELECT, INSERT ON sanctions_entries TO diboas_app;
GRANT UPDATE (until_version) ON sanctions_entries TO diboas_app;
