-- What coins were traded at, interval by interval, for charts: kept once for all people. It belongs to no customer and is part of
-- no batch, so no bucket leads the keys. Candles of two sources are not mixed, so the source is part of the key. A candle is
-- written anew only while its interval is not over.
CREATE TABLE market_candles (
  base text NOT NULL,
  quote text NOT NULL,
  granularity text NOT NULL,
  source text NOT NULL,
  start_at timestamptz NOT NULL,
  over_at timestamptz NOT NULL,
  open numeric NOT NULL,
  high numeric NOT NULL,
  low numeric NOT NULL,
  close numeric NOT NULL,
  volume numeric(38, 0) NOT NULL CHECK (volume >= 0),
  told_at timestamptz NOT NULL,
  PRIMARY KEY (base, quote, granularity, source, start_at),
  CHECK (over_at > start_at),
  CHECK (told_at >= start_at),
  CHECK (low > 0 AND open BETWEEN low AND high AND close BETWEEN low AND high)
);

-- When each stretch of the past is asked about next: of all nodes, whoever moves it on asks.
CREATE TABLE market_turns (
  name text NOT NULL PRIMARY KEY,
  due_at timestamptz NOT NULL
) WITH (fillfactor = 50);

GRANT SELECT, INSERT ON market_candles, market_turns TO diboas_app;
GRANT UPDATE (open, high, low, close, volume, told_at) ON market_candles TO diboas_app;
GRANT UPDATE (due_at) ON market_turns TO diboas_app;
