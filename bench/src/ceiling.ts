import { createHash, randomBytes } from 'node:crypto';
import { bucketOf, createId, createSeededRandom, formatMoney } from '@diboas/kernel';
import type { Terms } from '@diboas/orchestration';
import type pg from 'pg';

/**
 * The ceiling: the rows that one lifecycle leaves, written as fast as hand-made set-based SQL can write them, with
 * no locks, no reads, no decisions and every value made before the clock starts. The same tables with the same
 * constraints and indexes, the same three commits, the same batch size, each batch in one bucket.
 */
export interface CeilingStep {
  readonly queries: readonly pg.QueryConfig[];
}

/** Each batch is three steps, which follow one another; batches run side by side. */
export function prepareCeiling(terms: readonly Terms[], batchSize: number): CeilingStep[][] {
  const byBucket = Map.groupBy(terms, (one) => bucketOf(one.customerId));
  const batches: CeilingStep[][] = [];
  for (const [bucket, group] of byBucket) {
    for (let start = 0; start < group.length; start += batchSize) {
      batches.push(prepareBatch(bucket, group.slice(start, start + batchSize)));
    }
  }
  return batches;
}

/** Writes all batches with `connections` side by side and answers the seconds it took. */
export async function runCeiling(
  pool: pg.Pool,
  batches: CeilingStep[][],
  connections: number,
): Promise<number> {
  const waiting = [...batches];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await pool.connect();
      for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
        for (const { queries } of batch) {
          const flight = [client.query('BEGIN'), ...queries.map((query) => client.query(query))];
          await Promise.all([...flight, client.query('COMMIT')]);
        }
      }
      client.release();
    }),
  );
  return (performance.now() - began) / 1_000;
}

const random = createSeededRandom(99);

interface Ids {
  readonly hold: string;
  readonly post: string;
  readonly fee: string;
}

function prepareBatch(bucket: number, terms: readonly Terms[]): CeilingStep[] {
  const newId = () => createId({ now: Date.now(), random, bucket });
  const ids = new Map<Terms, Ids>(terms.map((one) => [one, { hold: newId(), post: newId(), fee: newId() }]));
  const rows = {
    bucket,
    terms,
    idsOf: (one: Terms) => ids.get(one) ?? { hold: '', post: '', fee: '' },
  };
  return [firstStep(rows), middleStep(rows), lastStep(rows)];
}

interface Rows {
  readonly bucket: number;
  readonly terms: readonly Terms[];
  readonly idsOf: (one: Terms) => Ids;
}

const AT = new Date().toISOString();
const NIL = '00000000-0000-0000-0000-000000000000';

function column(rows: Rows, value: (one: Terms) => unknown): unknown[] {
  return rows.terms.map(value);
}

function query(name: string, text: string, values: unknown[]): pg.QueryConfig {
  return { name: `ceiling_${name}`, text, values };
}

/** What our state looks like after so many moves, with one attempt and, until the end, one hold. */
function stateJson(moves: number): string {
  const path = ['INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER'];
  const history = moves < 6 ? path : [...path, ['PROVIDER_COMPLETED', 1_700], 'COMPLETED'];
  const progress =
    moves < 6
      ? { state: 'accepted', stage: 'open' }
      : { state: 'succeeded', movements: MOVED.map(([kind, , ...rest]) => [kind, 0, ...rest]) };
  const attempts = [{ id: NIL, ...progress, reference: `cos_${NIL}` }];
  const holds = [[NIL, 'CLEARING:instant', 'BANKING', 'USDC', 'solana', '100000000']];
  const { credited, fee, charged } = SETTLED;
  const settlement = { charged, delivered: ['USDC', '100500000', 'signature'], credited, fee };
  return JSON.stringify({ history, attempts, ...(moves < 6 ? { holds } : { settlement }) });
}

/** As the journal keeps them. */
const MOVED = [
  [
    'given',
    `cos_${NIL}`,
    'USDC',
    '100500000',
    'solana',
    '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T',
    'sig',
  ],
  ['taken', `cos_${NIL}`, 'USD', '10353', 'fiat'],
];

const SETTLED = {
  charged: ['USD', '10353'],
  delivered: ['USDC', '100500000', 'signature', 'solana', '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T'],
  credited: ['USDC', '100000000'],
  fee: ['USDC', '500000'],
};

function firstStep(rows: Rows): CeilingStep {
  const { bucket, terms } = rows;
  const events = JSON.stringify([
    ['initiated', 'ADD_FUNDS'],
    ['moved', 'VALIDATING'],
    ['moved', 'BALANCE_RESERVED'],
    ['attempt_started', NIL, 'instant'],
    ['moved', 'SENT_TO_PROVIDER'],
    ['due_set', 1_700_000_000_000, 'submission_unanswered'],
  ]);
  return {
    queries: [
      query(
        'transactions',
        `INSERT INTO transactions (bucket, transaction_id, customer_id, operation, status, version, seq, state,
           live_attempts, due_at, due_reason, rings_at, created_at, updated_at)
         SELECT $1::smallint, t, c, 'ADD_FUNDS', 'SENT_TO_PROVIDER', 1, 1, s, 1, $5::timestamptz, 'lookup', $5, $5, $5
         FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS u (t, c, s)`,
        [
          bucket,
          terms.map((one) => one.id),
          terms.map((one) => one.customerId),
          column(rows, () => stateJson(4)),
          AT,
        ],
      ),
      query(
        'alarms',
        `INSERT INTO alarms (bucket, rings_at, transaction_id)
         SELECT $1::smallint, $3::timestamptz, t FROM unnest($2::uuid[]) AS u (t)`,
        [bucket, terms.map((one) => one.id), AT],
      ),
      query(
        'quotes',
        `INSERT INTO quotes (bucket, xact, quote_id, customer_id, created_at, expires_at, terms)
         SELECT bucket, pg_current_xact_id(), offer_id, customer_id, created_at, expires_at, terms
         FROM offers WHERE bucket = $1 AND offer_id = ANY ($2::uuid[])`,
        [bucket, terms.map((one) => one.id)],
      ),
      accounts(rows, { posted: () => '0', pending: (one) => one.receive.money.units.toString() }),
      transfers(rows, [
        { kind: 'pending', id: (ids) => ids.hold, hold: null, units: received, credit: 'BANKING' },
      ]),
      query(
        'keys',
        `INSERT INTO idempotency_keys (bucket, xact, customer_id, key, fingerprint, transaction_id, created_at)
         SELECT $1::smallint, pg_current_xact_id(), c, 'bench-' || t::text, t::text, t, $4::timestamptz
         FROM unnest($2::uuid[], $3::uuid[]) AS u (c, t)`,
        [bucket, column(rows, (one) => one.customerId), column(rows, (one) => one.id), AT],
      ),
      journal(rows, 1, events),
    ],
  };
}

function middleStep(rows: Rows): CeilingStep {
  const events = JSON.stringify([
    ['attempt_changed', NIL, { state: 'accepted', stage: 'open', reference: `cos_${NIL}`, lookups: 0 }],
    ['activity_changed', 'AWAITING_PAYMENT'],
    ['action_changed', 'https://crypto.link.com/session'],
    ['due_set', 1_700_000_000_000, 'lookup'],
  ]);
  return { queries: [updateTransactions(rows, 2, 'SENT_TO_PROVIDER'), journal(rows, 2, events)] };
}

function lastStep(rows: Rows): CeilingStep {
  const events = JSON.stringify([
    ['attempt_changed', NIL, { state: 'succeeded', stage: null, reference: `cos_${NIL}`, movements: MOVED }],
    ['action_changed'],
    ['moved', 'PROVIDER_COMPLETED'],
    ['settled', SETTLED],
    ['moved', 'COMPLETED'],
    ['due_set'],
  ]);
  const fee = (one: Terms) => one.order.deliver.units - one.receive.money.units;
  return {
    queries: [
      updateTransactions(rows, 3, 'COMPLETED'),
      accounts(rows, { posted: (one) => received(one).toString(), pending: () => '0' }),
      transfers(rows, [
        { kind: 'post', id: (ids) => ids.post, hold: (ids) => ids.hold, units: received, credit: 'BANKING' },
        { kind: 'posted', id: (ids) => ids.fee, hold: null, units: fee, credit: 'FEE_REVENUE' },
      ]),
      inbox(rows),
      payloads(rows),
      journal(rows, 3, events),
    ],
  };
}

function received(one: Terms): bigint {
  return one.receive.money.units;
}

function updateTransactions(rows: Rows, seq: number, status: string): pg.QueryConfig {
  return query(
    'update_transactions',
    `UPDATE transactions t SET status = $3, version = $4::int, seq = $4::int, state = u.s, updated_at = $5::timestamptz,
       rings_at = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE rings_at END,
       due_at = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE $5::timestamptz + interval '1 minute' END,
       due_reason = CASE WHEN $3 = 'COMPLETED' THEN NULL ELSE 'lookup' END
     FROM unnest($2::uuid[], $6::text[]) AS u (id, s)
     WHERE t.bucket = $1 AND t.transaction_id = u.id`,
    [
      rows.bucket,
      column(rows, (one) => one.id),
      status,
      seq,
      AT,
      column(rows, () => stateJson(seq === 3 ? 6 : 4)),
    ],
  );
}

function accounts(
  rows: Rows,
  values: { posted: (one: Terms) => string; pending: (one: Terms) => string },
): pg.QueryConfig {
  return query(
    'accounts',
    `INSERT INTO accounts (bucket, owner_id, kind, asset, network, debits_posted, credits_posted, debits_pending,
       credits_pending)
     SELECT $1::smallint, c, 'BANKING', 'USDC', 'solana', 0, p, 0, w
     FROM unnest($2::uuid[], $3::numeric[], $4::numeric[]) AS u (c, p, w)
     ON CONFLICT (bucket, owner_id, kind, asset, network)
     DO UPDATE SET credits_posted = excluded.credits_posted, credits_pending = excluded.credits_pending`,
    [
      rows.bucket,
      column(rows, (one) => one.customerId),
      column(rows, values.posted),
      column(rows, values.pending),
    ],
  );
}

interface TransferColumn {
  readonly kind: string;
  readonly id: (ids: Ids) => string;
  readonly hold: ((ids: Ids) => string) | null;
  readonly units: (one: Terms) => bigint;
  readonly credit: string;
}

function transfers(rows: Rows, kinds: readonly TransferColumn[]): pg.QueryConfig {
  const each = <Value>(value: (one: Terms, kind: TransferColumn) => Value): Value[] =>
    rows.terms.flatMap((one) => kinds.map((kind) => value(one, kind)));
  return query(
    'transfers',
    `INSERT INTO transfers (bucket, xact, transfer_id, kind, transaction_id, hold_id, debit_owner, debit_kind,
       credit_owner, credit_kind, asset, network, amount, created_at)
     SELECT $1::smallint, pg_current_xact_id(), i, k, t, h, $8::uuid, 'CLEARING:instant', o, ck, 'USDC', 'solana', n, $9::timestamptz
     FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::numeric[], $10::text[])
       AS u (i, k, t, h, o, n, ck)`,
    [
      rows.bucket,
      each((one, kind) => kind.id(rows.idsOf(one))),
      each((_, kind) => kind.kind),
      each((one) => one.id),
      each((one, kind) => (kind.hold ? kind.hold(rows.idsOf(one)) : null)),
      each((one, kind) => (kind.credit === 'BANKING' ? one.customerId : NIL)),
      each((one, kind) => kind.units(one).toString()),
      NIL,
      AT,
      each((_, kind) => kind.credit),
    ],
  );
}

function inbox(rows: Rows): pg.QueryConfig {
  return query(
    'inbox',
    `INSERT INTO inbox (bucket, xact, provider, event_id, type, transaction_id, disposition, occurred_at, received_at,
       payload_digest)
     SELECT $1::smallint, pg_current_xact_id(), 'instant', e, 'crypto.onramp_session.updated', t, 'applied', $4::timestamptz, $4, p
     FROM unnest($2::text[], $3::uuid[], $5::bytea[]) AS u (e, t, p)`,
    [
      rows.bucket,
      column(rows, (one) => `evt_succeeded_${one.id}`),
      column(rows, (one) => one.id),
      AT,
      column(rows, (one) => createHash('sha256').update(payloadOf(one)).digest()),
    ],
  );
}

/** Encrypted before the clock starts, like every value here: what is measured is writing it. */
function payloads(rows: Rows): pg.QueryConfig {
  return query(
    'payloads',
    `INSERT INTO inbox_payloads (bucket, provider, event_id, transaction_id, received_at, key_name, sealed)
     SELECT $1::smallint, 'instant', e, t, $4::timestamptz, 'ceiling', p
     FROM unnest($2::text[], $3::uuid[], $5::bytea[]) AS u (e, t, p)`,
    [
      rows.bucket,
      column(rows, (one) => `evt_succeeded_${one.id}`),
      column(rows, (one) => one.id),
      AT,
      column(rows, (one) => randomBytes(Buffer.byteLength(payloadOf(one)) + 28)),
    ],
  );
}

function payloadOf(one: Terms): string {
  return JSON.stringify({ id: `evt_succeeded_${one.id}`, total: formatMoney(one.price.total) });
}

function journal(rows: Rows, seq: number, events: string): pg.QueryConfig {
  return query(
    'journal',
    `INSERT INTO journal (bucket, xact, customer_id, seq, transaction_id, at, cause, events)
     SELECT $1::smallint, pg_current_xact_id(), c, $4, t, $5::timestamptz, 'webhook', e
     FROM unnest($2::uuid[], $3::uuid[], $6::text[]) AS u (c, t, e)`,
    [
      rows.bucket,
      column(rows, (one) => one.customerId),
      column(rows, (one) => one.id),
      seq,
      AT,
      column(rows, () => events),
    ],
  );
}
