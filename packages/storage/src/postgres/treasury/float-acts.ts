import { type Asset, assert, BUCKETS, bucketOfId, type Id, type Network } from '@diboas/kernel';
import {
  type AuditEntry,
  bookedUnits,
  type FloatAct,
  type FloatActKind,
  type FloatActPart,
  type FloatActStore,
  type FloatPlace,
  type PartUnits,
} from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { auditQueries } from '../write/write.ts';

const PROPOSE = `INSERT INTO float_acts (bucket, act_id, kind, asset, units, from_provider, from_network, to_provider,
  to_network, proposed_by, reason, proposed_at)
SELECT $1::smallint, $2::uuid, $3::text, $4::text, $5::numeric, $6::text, $7::text, $8::text, $9::text, $10::text, $11::text,
  $12::timestamptz`;

const COLUMNS = `act_id, kind, asset, units::text, from_provider, from_network, to_provider, to_network, proposed_by,
  reason, proposed_at, confirmed_by, begun_at, plan, arrived::text, ended_at`;

const ONE = `SELECT ${COLUMNS} FROM float_acts WHERE bucket = $1 AND act_id = $2`;

const SINCE = `SELECT ${COLUMNS} FROM float_acts WHERE ended_at IS NULL OR ended_at > $1 ORDER BY proposed_at, act_id`;

const PARTS = `SELECT bucket, side, units::text FROM float_parts WHERE bucket = $1 AND act_id = $2`;

const BEGIN = `UPDATE float_acts SET begun_at = $3, confirmed_by = $4, plan = $5::json
WHERE bucket = $1 AND act_id = $2 AND begun_at IS NULL RETURNING act_id`;

const ARRIVE = `UPDATE float_acts SET arrived = $3::numeric
WHERE bucket = $1 AND act_id = $2 AND begun_at IS NOT NULL AND arrived IS NULL AND ended_at IS NULL RETURNING act_id`;

const END = `UPDATE float_acts SET ended_at = $3
WHERE bucket = $1 AND act_id = $2 AND begun_at IS NOT NULL AND ended_at IS NULL RETURNING act_id`;

interface ActRow {
  readonly act_id: string;
  readonly kind: FloatActKind;
  readonly asset: Asset;
  readonly units: string;
  readonly from_provider: string | null;
  readonly from_network: Network | null;
  readonly to_provider: string | null;
  readonly to_network: Network | null;
  readonly proposed_by: string;
  readonly reason: string;
  readonly proposed_at: Date;
  readonly confirmed_by: string | null;
  readonly begun_at: Date | null;
  readonly plan: readonly (readonly [bucket: number, units: string])[] | null;
  readonly arrived: string | null;
  readonly ended_at: Date | null;
}

interface PartRow {
  readonly bucket: number;
  readonly side: FloatActPart['side'];
  readonly units: string;
}

/** What operators do to floats. Each change is a commit with its line of the audit, in the bucket of the act. */
export function createPostgresFloatActs(pool: pg.Pool): FloatActStore {
  async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    return (await withDatabase(() => pool.query<Row>(text, values))).rows;
  }
  /** Whether it was this change that did it. */
  function change(id: Id, text: string, { values, audit }: { values: unknown[]; audit: AuditEntry }) {
    const bucket = bucketOfId(id);
    return withDatabase(() =>
      inTransaction(pool, async (transaction) => {
        const changed = await transaction.begin((run) => run({ text, values: [bucket, id, ...values] }));
        await transaction.commit(changed.length === 1 ? auditQueries(bucket, [audit]) : []);
        return changed.length === 1;
      }),
    );
  }
  const parts = async (id: Id): Promise<FloatActPart[]> => {
    const found = [];
    for (const bucket of BUCKETS) found.push(...(await query<PartRow>(PARTS, [bucket, id])));
    return found.map(({ units, ...part }) => ({ ...part, units: BigInt(units) }));
  };
  const withParts = async (row: ActRow): Promise<FloatAct> => decode(row, await parts(row.act_id));
  return {
    async proposeFloatAct({ id, kind, asset, units, from, to, by, reason, proposedAt }, audit) {
      const places = [from?.provider, from?.network, to?.provider, to?.network].map((one) => one ?? null);
      const values = [id, kind, asset, units.toString(), ...places, by, reason, timestamp(proposedAt)];
      const bucket = bucketOfId(id);
      await withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          await transaction.begin(async () => null);
          await transaction.commit([
            { text: PROPOSE, values: [bucket, ...values] },
            ...auditQueries(bucket, [audit]),
          ]);
        }),
      );
    },
    async floatAct(id) {
      const [row] = await query<ActRow>(ONE, [bucketOfId(id), id]);
      return row ? await withParts(row) : null;
    },
    async floatActs(since) {
      const acts = [];
      for (const row of await query<ActRow>(SINCE, [timestamp(since)])) acts.push(await withParts(row));
      return acts;
    },
    floatActParts: parts,
    beginFloatAct: (id, { confirmedBy, plan, audit }) =>
      change(id, BEGIN, { values: [timestamp(audit.at), confirmedBy, encodePlan(plan)], audit }),
    noteFloatArrival: (id, { arrived, audit }) => change(id, ARRIVE, { values: [arrived.toString()], audit }),
    endFloatAct: (id, audit) => change(id, END, { values: [timestamp(audit.at)], audit }),
  };
}

function decode(row: ActRow, parts: readonly FloatActPart[]): FloatAct {
  return {
    id: row.act_id,
    kind: row.kind,
    asset: row.asset,
    units: BigInt(row.units),
    from: placeOf(row.from_provider, row.from_network),
    to: placeOf(row.to_provider, row.to_network),
    by: row.proposed_by,
    reason: row.reason,
    proposedAt: row.proposed_at.getTime(),
    confirmedBy: row.confirmed_by,
    begunAt: row.begun_at?.getTime() ?? null,
    plan: (row.plan ?? []).map(([bucket, units]) => ({ bucket, units: BigInt(units) })),
    taken: bookedUnits(parts, 'from'),
    added: bookedUnits(parts, 'to'),
    arrived: row.arrived === null ? null : BigInt(row.arrived),
    endedAt: row.ended_at?.getTime() ?? null,
  };
}

function encodePlan(plan: readonly PartUnits[]): string {
  return JSON.stringify(plan.map(({ bucket, units }) => [bucket, units.toString()]));
}

function placeOf(provider: string | null, network: Network | null): FloatPlace | null {
  assert((provider === null) === (network === null), 'a place is a provider and a network', { provider });
  return provider === null || network === null ? null : { provider, network };
}
