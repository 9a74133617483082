-- Days of portfolios, each written once it is over (M33): docs/portfolio.md.

-- How far they are written, one row for whoever has ever had anything invested: made in the commit by which the first of it comes. Whoever
-- only said by which zone their days end has one that is never due.
CREATE TABLE portfolios (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  -- By which days end; null while nobody said.
  zone text CHECK (length(zone) BETWEEN 1 AND 64),
  -- The place in the journal up to which all that moved is in the days.
  seq bigint NOT NULL CHECK (seq >= 0),
  last_day date,
  last_end timestamptz,
  due_at timestamptz,
  PRIMARY KEY (bucket, customer_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id),
  CHECK ((last_day IS NULL) = (last_end IS NULL))
) WITH (fillfactor = 70);

CREATE INDEX portfolios_by_due ON portfolios (bucket, due_at);

-- Never written otherwise: the application may add days, and neither change nor delete one. Figures are JSON that we write and read
-- whole, in every currency that people count in.
CREATE TABLE portfolio_days (
  bucket smallint NOT NULL,
  customer_id uuid NOT NULL,
  day date NOT NULL,
  ends_at timestamptz NOT NULL,
  figures text NOT NULL,
  PRIMARY KEY (bucket, customer_id, day)
);

-- What assets cost at moments five minutes apart. It belongs to no customer, so no bucket leads its key.
CREATE TABLE market_marks (
  marked_at timestamptz NOT NULL,
  rates text NOT NULL,
  PRIMARY KEY (marked_at)
);

GRANT SELECT, INSERT ON portfolios, portfolio_days TO diboas_app;
GRANT UPDATE (zone, seq, last_day, last_end, due_at) ON portfolios TO diboas_app;
GRANT SELECT, INSERT, DELETE ON market_marks TO diboas_app;
