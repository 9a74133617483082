import type { RiskProfileStore, SaidRisk } from '@diboas/defi';
import { bucketOf } from '@diboas/kernel';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

const SAY = `INSERT INTO risk_profiles (bucket, customer_id, said_at, version, answers)
SELECT $1::smallint, $2::uuid, $3::timestamptz, $4::integer, $5::json
ON CONFLICT (bucket, customer_id, said_at) DO UPDATE SET version = excluded.version, answers = excluded.answers`;

const LAST = `SELECT version, answers, said_at FROM risk_profiles WHERE bucket = $1 AND customer_id = $2
ORDER BY said_at DESC LIMIT 1`;

interface SaidRow {
  readonly version: number;
  readonly answers: SaidRisk['answers'];
  readonly said_at: Date;
}

/** What people answered to the questions of risk. */
export function createPostgresRiskProfiles(pool: pg.Pool): RiskProfileStore {
  return {
    async sayRisk(customerId, { version, answers, at }) {
      const said = [timestamp(at), version, JSON.stringify(answers)];
      const values = [bucketOf(customerId), customerId, ...said];
      await withDatabase(() => pool.query({ name: 'say_risk', text: SAY, values }));
    },
    async saidRisk(customerId) {
      const query = { name: 'said_risk', text: LAST, values: [bucketOf(customerId), customerId] };
      const [row] = (await withDatabase(() => pool.query<SaidRow>(query))).rows;
      return row ? { version: row.version, answers: row.answers, at: row.said_at.getTime() } : null;
    },
  };
}
