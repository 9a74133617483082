import { bucketOf, bucketOfId } from '@diboas/kernel';
import {
  type AuditLog,
  type CustomerStore,
  type Draft,
  type DraftStore,
  encodeJson,
  type QuoteStore,
  reviveMoney,
  type Terms,
} from '@diboas/orchestration';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { gatherByBucket } from '../connection/gather.ts';
import { timestamp } from '../encoding/rows.ts';
import { auditQueries } from './write.ts';

interface DraftRow {
  readonly draft_id: string;
  readonly customer_id: string;
  readonly wizard: string;
  readonly version: number;
  readonly state: unknown;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly expires_at: Date;
}

/** What stands beside transactions: customers, quotes, drafts and the audit of what has no transaction. */
export function createPostgresRecords(pool: pg.Pool): CustomerStore & QuoteStore & DraftStore & AuditLog {
  /** Each is prepared once a connection, under its name. */
  async function query<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    return withDatabase(() => pool.query<Row>({ name, text, values }));
  }
  const readQuote = gatherByBucket(bucketOfId, async (bucket, ids) => {
    // What was confirmed stands in both until the offer is swept, and is the same.
    const text = `SELECT quote_id AS id, terms FROM quotes WHERE bucket = $1 AND quote_id = ANY ($2::uuid[])
      UNION ALL SELECT offer_id, terms FROM offers WHERE bucket = $1 AND offer_id = ANY ($2::uuid[])`;
    const { rows } = await query<{ id: string; terms: Terms }>('read_quotes', text, [bucket, ids]);
    return new Map(rows.map((row) => [row.id, reviveMoney(row.terms)]));
  });
  return {
    async ensureCustomer(customerId, at) {
      const text = `INSERT INTO customers (bucket, customer_id, created_at, standing) VALUES ($1, $2, $3, 'open')
        ON CONFLICT (bucket, customer_id) DO NOTHING`;
      await query('ensure_customer', text, [bucketOf(customerId), customerId, timestamp(at)]);
    },
    async saveQuote(terms) {
      const text = `INSERT INTO offers (bucket, offer_id, customer_id, terms, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)`;
      const { id, customerId, createdAt, expiresAt } = terms;
      const times = [timestamp(createdAt), timestamp(expiresAt)];
      await query('save_offer', text, [bucketOf(customerId), id, customerId, encodeJson(terms), ...times]);
    },
    quote: readQuote,
    createDraft: (draft, livingMax) => withDatabase(() => insertDraft(pool, draft, livingMax)),
    async draft(id) {
      const text = 'SELECT * FROM drafts WHERE bucket = $1 AND draft_id = $2';
      const { rows } = await query<DraftRow>('read_draft', text, [bucketOfId(id), id]);
      return rows[0] ? decodeDraft(rows[0]) : null;
    },
    async drafts(customerId, now) {
      const text = `SELECT * FROM drafts WHERE bucket = $1 AND customer_id = $2 AND expires_at > $3
        ORDER BY updated_at DESC`;
      const { rows } = await query<DraftRow>('read_drafts', text, [
        bucketOf(customerId),
        customerId,
        timestamp(now),
      ]);
      return rows.map(decodeDraft);
    },
    async replaceDraft({ id, version, state, updatedAt, expiresAt }) {
      const text = `UPDATE drafts SET version = $3, state = $4, updated_at = $5, expires_at = $6
        WHERE bucket = $1 AND draft_id = $2 AND version = $3 - 1`;
      const times = [timestamp(updatedAt), timestamp(expiresAt)];
      const { rowCount } = await query('replace_draft', text, [
        bucketOfId(id),
        id,
        version,
        encodeJson(state),
        ...times,
      ]);
      return rowCount === 1;
    },
    async append(bucket, entries) {
      for (const query of auditQueries(bucket, entries)) await withDatabase(() => pool.query(query));
    },
  };
}

/**
 * Under the lock of the customer's row, so that the drafts of requests at the same moment count each other. The insert
 * is a statement of its own: its count is taken after the lock was granted, not before it was waited for.
 */
async function insertDraft(pool: pg.Pool, draft: Draft, livingMax: number): Promise<boolean> {
  const lock = 'SELECT 1 FROM customers WHERE bucket = $1 AND customer_id = $2 FOR NO KEY UPDATE';
  const insert = `INSERT INTO drafts (bucket, draft_id, customer_id, wizard, version, state, created_at, updated_at,
      expires_at)
    SELECT $1::smallint, $2::uuid, $3::uuid, $4, $5::int, $6::json, $7::timestamptz, $8::timestamptz, $9::timestamptz
    WHERE (SELECT count(*) FROM drafts
      WHERE bucket = $1 AND customer_id = $3 AND expires_at > $7::timestamptz) < $10
    RETURNING draft_id`;
  const { id, customerId, wizard, version, state, createdAt, updatedAt, expiresAt } = draft;
  const owner = [bucketOf(customerId), customerId];
  const times = [createdAt, updatedAt, expiresAt].map(timestamp);
  const values = [
    bucketOf(customerId),
    id,
    customerId,
    wizard,
    version,
    encodeJson(state),
    ...times,
    livingMax,
  ];
  return inTransaction(pool, async (transaction) => {
    const inserted = await transaction.begin(async (run) => {
      const [, rows] = await Promise.all([
        run({ name: 'lock_customer', text: lock, values: owner }),
        run<{ draft_id: string }>({ name: 'insert_draft', text: insert, values }),
      ]);
      return rows.length === 1;
    });
    await transaction.commit([]);
    return inserted;
  });
}

function decodeDraft(row: DraftRow): Draft {
  return {
    id: row.draft_id,
    customerId: row.customer_id,
    wizard: row.wizard,
    version: row.version,
    state: row.state,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  };
}
