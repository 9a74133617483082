import type { Asset, Bucket, Network } from '@diboas/kernel';
import type { Float, FloatStanding, FloatStore } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { auditQueries } from './write.ts';

export interface FloatRow {
  readonly provider: string;
  readonly asset: string;
  readonly network: string;
  readonly free: string;
}

interface StandingRow extends FloatRow {
  readonly promised: string;
}

export function decodeFloat(bucket: Bucket, { provider, asset, network, free }: FloatRow): Float {
  return { bucket, provider, asset: asset as Asset, network: network as Network, free: BigInt(free) };
}

const READ = `SELECT provider, asset, network, free::text AS free, promised::text AS promised FROM floats
WHERE bucket = $1 ORDER BY provider, asset, network`;

/** Takes the same lock as a batch: what one has promised stands before this, or comes after it. */
const CHANGE = `UPDATE floats SET free = free + $5::numeric
WHERE bucket = $1 AND provider = $2 AND asset = $3 AND network = $4 AND ($5::numeric >= 0 OR free + $5::numeric >= 0)
RETURNING provider`;

/** A share that is opened while orders are under way: what was promised before is still to be paid out of it. */
const OPEN = `INSERT INTO floats (bucket, provider, asset, network, free, promised)
SELECT $1::smallint, $2::text, $3::text, $4::text, $5::numeric - before.promised, before.promised
FROM (
  SELECT coalesce(sum(p.amount), 0) AS promised FROM transfers p
  WHERE p.bucket = $1 AND p.kind = 'pending' AND p.credit_kind = 'FLOAT:' || $2 AND p.asset = $3 AND p.network = $4
    AND NOT EXISTS (SELECT FROM transfers e WHERE e.bucket = $1 AND e.hold_id = p.transfer_id)) AS before
WHERE $5::numeric >= 0 AND NOT EXISTS (
  SELECT FROM floats WHERE bucket = $1 AND provider = $2 AND asset = $3 AND network = $4)
RETURNING provider`;

const PART = `SELECT side FROM float_parts WHERE bucket = $1 AND act_id = $2 AND side = $3`;

/** A second one of the same part breaks the key, and takes the change with it. */
const ADD_PART = `INSERT INTO float_parts (bucket, act_id, side, units, booked_at)
SELECT $1::smallint, $2::uuid, $3::text, $4::numeric, $5::timestamptz`;

/** What lies with providers. No node remembers it: each batch reads it with its lock. */
export function createPostgresFloats(pool: pg.Pool): FloatStore {
  return {
    floats: (bucket) =>
      withDatabase(async () => (await readFloats(pool, bucket)).map((row) => decodeFloat(bucket, row))),
    floatStandings: (bucket) =>
      withDatabase(async () => (await readFloats(pool, bucket)).map((row) => decodeStanding(bucket, row))),
    fundFloat({ bucket, provider, asset, network, units, audit, part }) {
      const values = [bucket, provider, asset, network, units.toString()];
      const ofPart = part ? [bucket, part.actId, part.side] : null;
      return withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          const outcome = await transaction.begin(async (run) => {
            if (ofPart && (await run({ name: 'find_float_part', text: PART, values: ofPart })).length > 0)
              return 'known';
            const changed = await run({ name: 'change_float', text: CHANGE, values });
            if (changed.length === 1) return 'done';
            return (await run({ name: 'open_float', text: OPEN, values })).length === 1 ? 'done' : 'refused';
          });
          const partQueries = ofPart
            ? [
                {
                  name: 'add_float_part',
                  text: ADD_PART,
                  values: [...ofPart, units.toString(), timestamp(audit.at)],
                },
              ]
            : [];
          await transaction.commit(
            outcome === 'done' ? [...partQueries, ...auditQueries(bucket, [audit])] : [],
          );
          return outcome !== 'refused';
        }),
      );
    },
  };
}

async function readFloats(pool: pg.Pool, bucket: Bucket): Promise<readonly StandingRow[]> {
  const query = { name: 'read_floats', text: READ, values: [bucket] };
  return (await pool.query<StandingRow>(query)).rows;
}

function decodeStanding(bucket: Bucket, row: StandingRow): FloatStanding {
  return { ...decodeFloat(bucket, row), promised: BigInt(row.promised) };
}
