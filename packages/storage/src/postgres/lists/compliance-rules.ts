import type { Instant } from '@diboas/kernel';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

/** The rules of compliance by their version, as JSON: each is kept once and never changed. */
export interface ComplianceRulesStore {
  keepRules(kept: { readonly version: string; readonly rules: string; readonly at: Instant }): Promise<void>;
  /** Null for a version that nothing was decided by. */
  rules(version: string): Promise<unknown>;
}

const KEEP = `INSERT INTO compliance_rules (version, rules, kept_at) VALUES ($1, $2::json, $3)
ON CONFLICT (version) DO NOTHING`;

const READ = 'SELECT rules FROM compliance_rules WHERE version = $1';

export function createPostgresComplianceRules(pool: pg.Pool): ComplianceRulesStore {
  return {
    async keepRules({ version, rules, at }) {
      const values = [version, rules, timestamp(at)];
      await withDatabase(() => pool.query({ name: 'keep_compliance_rules', text: KEEP, values }));
    },
    async rules(version) {
      const query = { name: 'read_compliance_rules', text: READ, values: [version] };
      const { rows } = await withDatabase(() => pool.query<{ rules: unknown }>(query));
      return rows[0]?.rules ?? null;
    },
  };
}
