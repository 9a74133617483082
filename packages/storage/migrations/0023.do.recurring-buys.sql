-- Rules by which somebody buys a coin again and again (M30), what waits for a price, and what people are told beside what becomes
-- of their transactions.

-- `plan` is JSON that we write and read whole: what was agreed to, the days, and how far it has come. A rule that goes with a quote has
-- the quote's id, and is `offered` until that is confirmed. Each change raises `version`, so that of two who look at once one writes.
CREATE TABLE recurring_buys (
  bucket smallint NOT NULL,
  rule_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('offered', 'active', 'paused', 'ended')),
  plan json NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  due_at timestamptz,
  PRIMARY KEY (bucket, rule_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

CREATE INDEX recurring_buys_by_due ON recurring_buys (bucket, due_at);
CREATE INDEX recurring_buys_of_customer ON recurring_buys (bucket, customer_id);

-- An offer that nobody confirmed is deleted; what was agreed to is kept.
GRANT SELECT, INSERT, DELETE, UPDATE (state, plan, version, changed_at, due_at) ON recurring_buys TO diboas_app;

-- `content` is JSON that we write and read whole. A notice is written by the statement that changes what it tells of. `mail_due_at` is
-- when it is mailed, or tried again; null once it was.
CREATE TABLE notices (
  bucket smallint NOT NULL,
  notice_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('buy_announced', 'not_bought', 'price_reached')),
  content json NOT NULL,
  written_at timestamptz NOT NULL,
  read_at timestamptz,
  mail_due_at timestamptz,
  PRIMARY KEY (bucket, notice_id),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

CREATE INDEX notices_of_customer ON notices (bucket, customer_id, written_at);
CREATE INDEX notices_by_mail ON notices (bucket, mail_due_at);

GRANT SELECT, INSERT, DELETE, UPDATE (read_at, mail_due_at) ON notices TO diboas_app;

-- What waits for a price. One that was reached has no row: it is deleted by the statement that writes its notice. `bound` is the price of
-- one whole coin, exact to its 18th digit, and found by the index whatever else waits.
CREATE TABLE price_alerts (
  bucket smallint NOT NULL,
  alert_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  coin text NOT NULL,
  currency text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('above', 'below')),
  bound numeric(38, 18) NOT NULL CHECK (bound > 0),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, alert_id),
  UNIQUE (bucket, customer_id, coin, currency, direction, bound),
  FOREIGN KEY (bucket, customer_id) REFERENCES customers (bucket, customer_id)
);

CREATE INDEX price_alerts_by_bound ON price_alerts (bucket, coin, currency, direction, bound);

GRANT SELECT, INSERT, DELETE ON price_alerts TO diboas_app;
