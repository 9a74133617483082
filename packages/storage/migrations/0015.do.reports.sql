-- Account statements and reports, and what queues the making of them (docs/decisions/0016-jobs.md). The schema of jobs is
-- brought up to date by its own library right before these files run; here the application gets its rights in it.

-- A person has one statement a month and language. Asking anew before the month was over takes the place of what there is:
-- its files stay until there are others.
CREATE TABLE account_statements (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  month text NOT NULL CHECK (length(month) = 7),
  language text NOT NULL CHECK (language IN ('en', 'pt-BR', 'es', 'de')),
  -- Up to when it goes, and whether that is the end of the month.
  until timestamptz NOT NULL,
  is_whole boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'made', 'refused')),
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- Why it was not made, for operators.
  refusal text,
  csv bytea,
  pdf bytea,
  PRIMARY KEY (bucket, customer_id, month, language),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CHECK ((state = 'asked') = (ended_at IS NULL))
);

CREATE INDEX account_statements_open ON account_statements (bucket, asked_at) WHERE state <> 'made';

-- What operators ask for. It belongs to no customer, and is never made a second time: another one is.
CREATE TABLE reports (
  bucket smallint NOT NULL CHECK (bucket = 0),
  report_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('large_movements', 'monthly_activity', 'suspicious_activity')),
  -- The banking day, the month or the case.
  period text NOT NULL,
  request json NOT NULL,
  asked_by text NOT NULL CHECK (length(asked_by) > 0),
  state text NOT NULL CHECK (state IN ('asked', 'made', 'refused')),
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  refusal text,
  csv bytea,
  pdf bytea,
  -- Every movement that its rows are made of; null where each row is one.
  trace bytea,
  PRIMARY KEY (bucket, report_id),
  CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CHECK ((state = 'asked') = (ended_at IS NULL)),
  CHECK ((state = 'made') = (csv IS NOT NULL)),
  CHECK ((csv IS NULL) = (pdf IS NULL))
);

CREATE INDEX reports_by_period ON reports (bucket, kind, period, asked_at);

GRANT SELECT, INSERT ON account_statements, reports TO diboas_app;
GRANT UPDATE (until, is_whole, state, asked_at, ended_at, refusal, csv, pdf) ON account_statements TO diboas_app;
GRANT UPDATE (state, ended_at, refusal, csv, pdf, trace) ON reports TO diboas_app;

-- Jobs: to be added, taken, put back and ended; never the schema, nor which of its migrations were run. Its tables let
-- nobody but their owner see a row until a policy says who else.
GRANT USAGE ON SCHEMA graphile_worker TO diboas_app;
GRANT SELECT ON graphile_worker.migrations TO diboas_app;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON graphile_worker._private_jobs, graphile_worker._private_job_queues TO diboas_app;
GRANT SELECT, INSERT ON graphile_worker._private_tasks TO diboas_app;
GRANT SELECT, INSERT, UPDATE ON graphile_worker._private_known_crontabs TO diboas_app;
CREATE POLICY diboas_app ON graphile_worker._private_jobs TO diboas_app USING (true) WITH CHECK (true);
CREATE POLICY diboas_app ON graphile_worker._private_job_queues TO diboas_app USING (true) WITH CHECK (true);
CREATE POLICY diboas_app ON graphile_worker._private_tasks TO diboas_app USING (true) WITH CHECK (true);
CREATE POLICY diboas_app ON graphile_worker._private_known_crontabs TO diboas_app USING (true) WITH CHECK (true);
