-- What is known of floats beside their shares, and what operators do to them: docs/operating.md, "Floats". What is of one
-- provider lies in the provider's bucket, and an act in that of its id; its parts lie with the shares that they change.

-- When each provider is looked at next: of all nodes, whoever moves it on looks.
CREATE TABLE float_rounds (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, provider)
) WITH (fillfactor = 50);

-- What came of looking last. What is held is there once the provider has said so, and stays until it says something else.
CREATE TABLE float_checks (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  asset text NOT NULL,
  network text NOT NULL,
  ledger numeric(38, 0) NOT NULL,
  promised numeric(38, 0) NOT NULL,
  least numeric(38, 0) NOT NULL,
  looked_at timestamptz NOT NULL,
  held numeric(38, 0),
  difference numeric(38, 0),
  compared_at timestamptz,
  differs_since timestamptz,
  PRIMARY KEY (bucket, provider, asset, network),
  CHECK ((held IS NULL) = (compared_at IS NULL)),
  CHECK ((difference IS NULL) = (compared_at IS NULL)),
  CHECK ((differs_since IS NULL) = (difference IS NULL OR difference = 0))
) WITH (fillfactor = 50);

-- What operators are asked of floats now. That it was asked, and is no more, is in the audit, in the same commit.
CREATE TABLE float_items (
  bucket smallint NOT NULL,
  provider text NOT NULL,
  asset text NOT NULL,
  network text NOT NULL,
  cause text NOT NULL CHECK (cause IN ('float_differs', 'float_low')),
  item_id uuid NOT NULL,
  detail text NOT NULL,
  opened_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  PRIMARY KEY (bucket, provider, asset, network, cause)
);

-- What operators do to floats. Who agreed, and what became of it, is written once. The audit keeps it for good; these rows
-- go some time after they have ended.
CREATE TABLE float_acts (
  bucket smallint NOT NULL,
  act_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('float_add', 'float_take', 'float_move')),
  asset text NOT NULL,
  units numeric(38, 0) NOT NULL CHECK (units > 0),
  from_provider text,
  from_network text,
  to_provider text,
  to_network text,
  proposed_by text NOT NULL CHECK (proposed_by <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  proposed_at timestamptz NOT NULL,
  confirmed_by text CHECK (confirmed_by <> proposed_by),
  begun_at timestamptz,
  -- Which buckets it was parted among as it began: [bucket, units as text].
  plan json,
  arrived numeric(38, 0) CHECK (arrived >= 0),
  ended_at timestamptz,
  PRIMARY KEY (bucket, act_id),
  CHECK ((from_provider IS NULL) = (kind = 'float_add')),
  CHECK ((to_provider IS NULL) = (kind = 'float_take')),
  CHECK ((from_provider IS NULL) = (from_network IS NULL)),
  CHECK ((to_provider IS NULL) = (to_network IS NULL)),
  CHECK ((plan IS NULL) = (begun_at IS NULL)),
  CHECK (begun_at IS NOT NULL OR (confirmed_by IS NULL AND arrived IS NULL AND ended_at IS NULL)),
  CHECK (arrived IS NULL OR kind = 'float_move')
);

-- One bucket's part of one side of an act, in the bucket of the share: once.
CREATE TABLE float_parts (
  bucket smallint NOT NULL,
  act_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('from', 'to')),
  units numeric(38, 0) NOT NULL CHECK (units <> 0),
  booked_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, act_id, side)
);

GRANT SELECT, INSERT ON float_rounds, float_checks, float_items, float_acts, float_parts TO diboas_app;
GRANT UPDATE (due_at) ON float_rounds TO diboas_app;
GRANT UPDATE (ledger, promised, least, looked_at, held, difference, compared_at, differs_since) ON float_checks TO diboas_app;
GRANT DELETE ON float_items, float_acts, float_parts TO diboas_app;
GRANT UPDATE (confirmed_by, begun_at, plan, arrived, ended_at) ON float_acts TO diboas_app;
