import type { Asset, Bucket, Network } from '@diboas/kernel';
import type { Float, FloatStore } from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { auditQueries } from './write.ts';

export interface FloatRow {
  readonly provider: string;
  readonly asset: string;
  readonly network: string;
  readonly free: string;
}

export function decodeFloat(bucket: Bucket, { provider, asset, network, free }: FloatRow): Float {
  return { bucket, provider, asset: asset as Asset, network: network as Network, free: BigInt(free) };
}

const READ = `SELECT provider, asset, network, free::text AS free FROM floats
WHERE bucket = $1 ORDER BY provider, asset, network`;

/** Takes the same lock as a batch: what one has promised stands before this, or comes after it. */
const CHANGE = `UPDATE floats SET free = free + $5::numeric
WHERE bucket = $1 AND provider = $2 AND asset = $3 AND network = $4 AND ($5::numeric >= 0 OR free + $5::numeric >= 0)
RETURNING provider`;

/** A share that is opened while orders are under way: what was promised before is still to be paid out of it. */
const OPEN = `INSERT INTO floats (bucket, provider, asset, network, free)
SELECT $1::smallint, $2::text, $3::text, $4::text, $5::numeric - coalesce((
  SELECT sum(p.amount) FROM transfers p
  WHERE p.bucket = $1 AND p.kind = 'pending' AND p.credit_kind = 'FLOAT:' || $2 AND p.asset = $3 AND p.network = $4
    AND NOT EXISTS (SELECT FROM transfers e WHERE e.bucket = $1 AND e.hold_id = p.transfer_id)), 0)
WHERE $5::numeric >= 0 AND NOT EXISTS (
  SELECT FROM floats WHERE bucket = $1 AND provider = $2 AND asset = $3 AND network = $4)
RETURNING provider`;

/** What lies with providers. No node remembers it: each batch reads it with its lock. */
export function createPostgresFloats(pool: pg.Pool): FloatStore {
  return {
    floats: (bucket) => withDatabase(() => readFloats(pool, bucket)),
    fundFloat({ bucket, provider, asset, network, units, audit }) {
      const values = [bucket, provider, asset, network, units.toString()];
      return withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          const isDone = await transaction.begin(async (run) => {
            const changed = await run({ name: 'change_float', text: CHANGE, values });
            if (changed.length === 1) return true;
            return (await run({ name: 'open_float', text: OPEN, values })).length === 1;
          });
          await transaction.commit(isDone ? auditQueries(bucket, [audit]) : []);
          return isDone;
        }),
      );
    },
  };
}

async function readFloats(pool: pg.Pool, bucket: Bucket): Promise<readonly Float[]> {
  const query = { name: 'read_floats', text: READ, values: [bucket] };
  return (await pool.query<FloatRow>(query)).rows.map((row) => decodeFloat(bucket, row));
}
