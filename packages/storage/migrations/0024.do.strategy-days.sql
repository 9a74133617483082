-- What strategies earned and what lay in them, day by day and source by source (M42, M47): kept once for all people, so it belongs to
-- no customer, is part of no batch, and no bucket leads the keys. Figures of two sources are not mixed, so the source is part of the
-- key. Added to and never changed.
CREATE TABLE strategy_days (
  strategy text NOT NULL CHECK (strategy <> ''),
  source text NOT NULL CHECK (source <> ''),
  day date NOT NULL,
  -- Millionths a year; null where the source told none.
  rate_ppm integer CHECK (rate_ppm >= -1000000),
  -- As the source counts: in the strategy's asset, or in dollars.
  total_asset text,
  total_units numeric(38, 0) CHECK (total_units >= 0),
  -- The moment that the figures are of, by the source's word.
  told_at timestamptz NOT NULL,
  PRIMARY KEY (strategy, source, day),
  CHECK ((total_asset IS NULL) = (total_units IS NULL))
);

GRANT SELECT, INSERT ON strategy_days TO diboas_app;

-- What operators are asked of strategies now. That it was asked, and is no more, is in the audit, in the same commit.
CREATE TABLE strategy_items (
  strategy text NOT NULL CHECK (strategy <> ''),
  cause text NOT NULL CHECK (cause IN ('paused', 'frozen', 'code_changed', 'nearly_all_lent', 'total_fell', 'peg_off', 'rates_apart')),
  item_id uuid NOT NULL,
  detail text NOT NULL,
  opened_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  PRIMARY KEY (strategy, cause)
);

GRANT SELECT, INSERT, DELETE ON strategy_items TO diboas_app;
