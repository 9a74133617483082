import { bucketOf, bucketOfId } from '@diboas/kernel';
import { NEW_PROFILE, type Verification, type VerificationStore } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { decodeProfile } from '../encoding/stored-profile.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';

interface VerificationRow {
  readonly verification_id: string;
  readonly customer_id: string;
  readonly number: number;
  readonly provider: string;
  readonly reference: string | null;
  readonly stage: Verification['stage'];
  readonly reason: string | null;
  readonly name: string | null;
  readonly born_on: string | null;
  readonly country: string | null;
  readonly version: number;
  readonly begun_at: Date;
  readonly changed_at: Date;
  readonly due_at: Date | null;
}

const columnsOf = (table: string) =>
  ['verification_id', 'customer_id', 'number', 'provider', 'reference', 'stage', 'reason', 'name']
    .concat(['country', 'version', 'begun_at', 'changed_at', 'due_at'])
    .map((column) => `${table}.${column}`)
    .concat(`${table}.born_on::text AS born_on`)
    .join(', ');

const PROFILE = 'SELECT profile FROM customers WHERE bucket = $1 AND customer_id = $2';

const ADD = `
INSERT INTO verifications (bucket, verification_id, customer_id, number, provider, stage, version, begun_at,
  changed_at, due_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::integer, $5::text, $6::text, $7::integer, $8::timestamptz,
  $9::timestamptz, $10::timestamptz
ON CONFLICT (bucket, customer_id, number) DO NOTHING`;

const LIST = `SELECT ${columnsOf('v')} FROM verifications v WHERE v.bucket = $1 AND v.customer_id = $2 ORDER BY v.number`;

const NOTE = `UPDATE verifications v SET provider = $4, reference = $5, stage = $6, reason = $7, name = $8,
born_on = $9::date, country = $10, version = v.version + 1, changed_at = $11
WHERE v.bucket = $1 AND v.verification_id = $2 AND v.version = $3
RETURNING ${columnsOf('v')}`;

const SETTLE = `UPDATE verifications
SET due_at = CASE WHEN due_at IS NOT DISTINCT FROM $4::timestamptz THEN $5::timestamptz ELSE due_at END
WHERE bucket = $1 AND verification_id = $2 AND version = $3
RETURNING verification_id`;

const HASTEN = `UPDATE verifications v SET due_at = least(v.due_at, $3)
WHERE v.bucket = $1 AND v.verification_id = $2 RETURNING ${columnsOf('v')}`;

/** Those that another node takes at this moment are passed by, and they are chosen once, as addresses are. */
const CLAIM = `WITH d AS MATERIALIZED (SELECT verification_id FROM verifications WHERE bucket = $1 AND due_at <= $2
  ORDER BY due_at LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE verifications v SET due_at = $3 FROM d WHERE v.bucket = $1 AND v.verification_id = d.verification_id
RETURNING ${columnsOf('v')}`;

/** Tries to find out who people are. Each statement is prepared once a connection, under its name. */
export function createPostgresVerifications(pool: pg.Pool): VerificationStore {
  async function query(name: string, text: string, values: unknown[]): Promise<Verification[]> {
    const { rows } = await withDatabase(() => pool.query<VerificationRow>({ name, text, values }));
    return rows.map(decode);
  }
  const verifications = (customerId: string) =>
    query('list_verifications', LIST, [bucketOf(customerId), customerId]);
  return {
    verifications,
    async profile(customerId) {
      const asked = { name: 'read_profile', text: PROFILE, values: [bucketOf(customerId), customerId] };
      const { rows } = await withDatabase(() => pool.query<{ profile: string | null }>(asked));
      const profile = rows[0]?.profile ?? null;
      return profile === null ? NEW_PROFILE : decodeProfile(profile);
    },
    async addVerification(one) {
      const { id, customerId, number, provider, stage, version, begunAt, changedAt, dueAt } = one;
      const values = [bucketOf(customerId), id, customerId, number, provider, stage, version];
      await query('add_verification', ADD, [...values, ...[begunAt, changedAt, dueAt].map(timeOf)]);
      return (await verifications(customerId)).find((other) => other.number === number) ?? one;
    },
    async noteVerification({ id, provider, reference, stage, reason, person, version, changedAt }) {
      const found = [person?.name ?? null, person?.bornOn ?? null, person?.country ?? null];
      const values = [bucketOfId(id), id, version, provider, reference, stage, reason, ...found];
      const [noted] = await query('note_verification', NOTE, [...values, timestamp(changedAt)]);
      return noted ?? null;
    },
    async settleVerification({ id, version, dueAt: readDue }, dueAt) {
      const values = [bucketOfId(id), id, version, timeOf(readDue), timeOf(dueAt)];
      const asked = { name: 'settle_verification', text: SETTLE, values };
      return (await withDatabase(() => pool.query(asked))).rowCount === 1;
    },
    async hastenVerification({ provider, reference }, at) {
      const named = { text: OVERVIEW_STATEMENTS.verifications_named, values: [provider, reference] };
      const { rows } = await withDatabase(() =>
        pool.query<{ verification_id: string }>({ name: 'verifications_named', ...named }),
      );
      for (const { verification_id: id } of rows) {
        const values = [bucketOfId(id), id, timestamp(at)];
        await query('hasten_verification', HASTEN, values);
      }
      return rows.length > 0;
    },
    async verificationBuckets(now) {
      const text = OVERVIEW_STATEMENTS.verification_buckets;
      const asked = { name: 'verification_buckets', text, values: [timestamp(now)] };
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>(asked));
      return rows.map(({ bucket }) => bucket);
    },
    claimVerifications: (bucket, { now, leasedUntil, limit }) =>
      query('claim_verifications', CLAIM, [bucket, timestamp(now), timestamp(leasedUntil), limit]),
  };
}

const timeOf = (at: number | null) => (at === null ? null : timestamp(at));

function decode(row: VerificationRow): Verification {
  const { name, born_on: bornOn, country } = row;
  return {
    ...{ id: row.verification_id, customerId: row.customer_id, number: row.number, provider: row.provider },
    ...{ reference: row.reference, stage: row.stage, reason: row.reason, version: row.version },
    person: name === null ? null : { name, bornOn, country },
    ...{ begunAt: row.begun_at.getTime(), changedAt: row.changed_at.getTime() },
    dueAt: row.due_at?.getTime() ?? null,
  };
}
