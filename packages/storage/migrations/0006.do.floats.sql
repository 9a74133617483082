-- Money of ours that lies with a provider, which it pays orders out of: docs/operating.md, "Floats". Each bucket has a share,
-- which a batch locks after its customers, so what is promised out of one is never promised twice. `free` is what nobody was
-- promised; it goes below zero where a provider paid out more than lay there, which is a fact and no promise. `promised` is
-- what is set aside to be paid out of it: both together are what lies there by the books.
CREATE TABLE floats (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  asset text NOT NULL,
  network text NOT NULL,
  free numeric(38, 0) NOT NULL,
  promised numeric(38, 0) NOT NULL CHECK (promised >= 0),
  PRIMARY KEY (bucket, provider, asset, network)
) WITH (fillfactor = 50);

GRANT SELECT, INSERT ON floats TO diboas_app;
GRANT UPDATE (free, promised) ON floats TO diboas_app;
