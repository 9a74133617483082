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

export function decodeFloat({ provider, asset, network, free }: FloatRow): Float {
  return { provider, asset: asset as Asset, network: network as Network, free: BigInt(free) };
}

const READ = `SELECT provider, asset, network, free::text AS free FROM floats
WHERE bucket = $1 ORDER BY provider, asset, network`;

/** Takes the same lock as a batch: what one has promised stands before this, or comes after it. */
const FUND = `INSERT INTO floats AS f (bucket, provider, asset, network, free)
SELECT $1::smallint, $2::text, $3::text, $4::text, $5::numeric
WHERE $5::numeric >= 0 OR EXISTS (
  SELECT FROM floats WHERE bucket = $1 AND provider = $2 AND asset = $3 AND network = $4)
ON CONFLICT (bucket, provider, asset, network) DO UPDATE SET free = f.free + excluded.free
WHERE excluded.free >= 0 OR f.free + excluded.free >= 0
RETURNING f.provider`;

/** What lies with providers. No node remembers it: each batch reads it with its lock. */
export function createPostgresFloats(pool: pg.Pool): FloatStore {
  return {
    floats: (bucket) => withDatabase(() => readFloats(pool, bucket)),
    fundFloat({ bucket, provider, asset, network, units, audit }) {
      const values = [bucket, provider, asset, network, units.toString()];
      return withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          const changed = await transaction.begin((run) => run({ name: 'fund_float', text: FUND, values }));
          const isDone = changed.length === 1;
          await transaction.commit(isDone ? auditQueries(bucket, [audit]) : []);
          return isDone;
        }),
      );
    },
  };
}

async function readFloats(pool: pg.Pool, bucket: Bucket): Promise<readonly Float[]> {
  const query = { name: 'read_floats', text: READ, values: [bucket] };
  return (await pool.query<FloatRow>(query)).rows.map(decodeFloat);
}
