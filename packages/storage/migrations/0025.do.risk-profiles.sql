-- What people answered to the questions of risk (M43): each time they did, by the version of the questions. The last one counts; what
-- was said before stays, since what was sold then went by it. `answers` is JSON that we write and read whole.
CREATE TABLE risk_profiles (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  said_at timestamptz NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  answers json NOT NULL,
  PRIMARY KEY (bucket, customer_id, said_at),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

-- Of two answers within one millisecond the second takes the place of the first.
GRANT SELECT, INSERT, UPDATE (version, answers) ON risk_profiles TO diboas_app;
