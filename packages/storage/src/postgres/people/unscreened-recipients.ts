import { bucketOfId, isId } from '@diboas/kernel';
import type { NamedRecipient, UnscreenedRecipients } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';

interface NamedRow {
  readonly recipient_id: string;
  readonly name: string;
}

const TABLES = ['recipients', 'address_recipients'] as const;

type Table = (typeof TABLES)[number];

/** Those that another node takes at this moment are passed by, and they are chosen once, as verifications are. */
const claimIn = (
  table: Table,
) => `WITH d AS MATERIALIZED (SELECT recipient_id FROM ${table} WHERE bucket = $1 AND screen_due_at <= $2
  ORDER BY screen_due_at LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE ${table} r SET screen_due_at = $3 FROM d WHERE r.bucket = $1 AND r.recipient_id = d.recipient_id
RETURNING r.recipient_id, r.name`;

const noteIn = (table: Table) =>
  `UPDATE ${table} SET screen_due_at = NULL WHERE bucket = $1 AND recipient_id = $2 AND name = $3`;

const listedIn = (table: Table) =>
  `SELECT recipient_id, name FROM ${table} WHERE bucket = $1 AND recipient_id = ANY ($2::uuid[])`;

/** Recipients of both kinds. Each statement is prepared once a connection, under its name. */
export function createPostgresUnscreenedRecipients(pool: pg.Pool): UnscreenedRecipients {
  /** The same asked of both lists. */
  async function ofBoth(
    verb: string,
    statement: (table: Table) => string,
    values: unknown[],
  ): Promise<NamedRecipient[]> {
    const found: NamedRecipient[] = [];
    for (const table of TABLES) {
      const asked = { name: `${verb}_${table}`, text: statement(table), values };
      const { rows } = await withDatabase(() => pool.query<NamedRow>(asked));
      found.push(...rows.map(({ recipient_id: id, name }) => ({ id, name })));
    }
    return found;
  }
  return {
    async unscreenedBuckets(now) {
      const text = OVERVIEW_STATEMENTS.unscreened_buckets;
      const asked = { name: 'unscreened_buckets', text, values: [timestamp(now)] };
      const { rows } = await withDatabase(() => pool.query<{ bucket: number }>(asked));
      return rows.map(({ bucket }) => bucket);
    },
    claimUnscreened: (bucket, { now, leasedUntil, limit }) =>
      ofBoth('claim_unscreened', claimIn, [bucket, timestamp(now), timestamp(leasedUntil), limit]),
    async noteScreened({ id, name }) {
      await ofBoth('note_screened', noteIn, [bucketOfId(id), id, name]);
    },
    async listedRecipients(ids) {
      const listed = new Set<string>();
      for (const [bucket, some] of Map.groupBy(ids.filter(isId), bucketOfId))
        for (const { id } of await ofBoth('listed', listedIn, [bucket, some])) listed.add(id);
      return listed;
    },
  };
}
