import { bucketOf, bucketOfId } from '@diboas/kernel';
import {
  encodeJson,
  type Notice,
  type NoticeContent,
  type NoticeStore,
  reviveMoney,
} from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { uuidArray } from '../encoding/array-value.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';

interface NoticeRow {
  readonly notice_id: string;
  readonly customer_id: string;
  readonly content: NoticeContent;
  readonly written_at: Date;
  readonly read_at: Date | null;
  readonly mail_due_at: Date | null;
}

const COLUMNS = 'n.notice_id, n.customer_id, n.content, n.written_at, n.read_at, n.mail_due_at';

const LIST = `SELECT ${COLUMNS} FROM notices n WHERE n.bucket = $1 AND n.customer_id = $2 AND n.read_at IS NULL
ORDER BY n.written_at DESC, n.notice_id DESC LIMIT $3`;

const PUT_AWAY = `UPDATE notices n SET read_at = coalesce(n.read_at, $4)
WHERE n.bucket = $1 AND n.customer_id = $2 AND n.notice_id = $3 RETURNING ${COLUMNS}`;

const NEWEST = `SELECT u.customer_id, (SELECT n.written_at FROM notices n WHERE n.bucket = $1 AND n.customer_id = u.customer_id
  ORDER BY n.written_at DESC LIMIT 1) AS at FROM unnest($2::uuid[]) AS u (customer_id)`;

/** Those that another node takes at this moment are passed by, and they are chosen once, as verifications are. */
const CLAIM = `WITH d AS MATERIALIZED (SELECT notice_id FROM notices WHERE bucket = $1 AND mail_due_at <= $2
  ORDER BY mail_due_at LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE notices n SET mail_due_at = $3 FROM d WHERE n.bucket = $1 AND n.notice_id = d.notice_id
RETURNING ${COLUMNS}`;

const MAILED = 'UPDATE notices SET mail_due_at = NULL WHERE bucket = $1 AND notice_id = $2';

/**
 * What a statement adds that writes notices: `from` gives a row where they are to be written, and the parameters from `first` on are
 * those of `noticeValues`. All are of the bucket that is $1.
 */
export function insertNotices(from: string, first: number): string {
  const at = (index: number, type: string) => `$${first + index}::${type}[]`;
  const given = [
    at(0, 'uuid'),
    at(1, 'uuid'),
    at(2, 'text'),
    at(3, 'json'),
    at(4, 'timestamptz'),
    at(5, 'timestamptz'),
  ];
  return `INSERT INTO notices (bucket, notice_id, customer_id, kind, content, written_at, mail_due_at)
    SELECT $1::smallint, u.id, u.customer, u.kind, u.content, u.at, u.mail_at FROM ${from}
    CROSS JOIN unnest(${given.join(', ')}) AS u (id, customer, kind, content, at, mail_at)`;
}

/** Notices as six lists, one a column. */
export function noticeValues(told: readonly Notice[]): unknown[] {
  return [
    told.map(({ id }) => id),
    told.map(({ customerId }) => customerId),
    told.map(({ content }) => content.kind),
    told.map(({ content }) => encodeJson(content)),
    told.map(({ at }) => timestamp(at)),
    told.map(({ mailDueAt }) => (mailDueAt === null ? null : timestamp(mailDueAt))),
  ];
}

/** What people are told. Each statement is prepared once a connection, under its name. */
export function createPostgresNotices(pool: pg.Pool): NoticeStore {
  async function query<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> {
    return (await withDatabase(() => pool.query<Row>({ name, text, values }))).rows;
  }
  return {
    async notices(customerId, limit) {
      const values = [bucketOf(customerId), customerId, limit];
      return (await query<NoticeRow>('list_notices', LIST, values)).map(decode);
    },
    async putNoticeAway(customerId, id, at) {
      const values = [bucketOf(customerId), customerId, id, timestamp(at)];
      return (await query('put_notice_away', PUT_AWAY, values)).length === 1;
    },
    async newestNotices(bucket, customerIds) {
      const values = [bucket, uuidArray(customerIds)];
      const rows = await query<{ customer_id: string; at: Date | null }>('newest_notices', NEWEST, values);
      return new Map(rows.flatMap((row) => (row.at ? [[row.customer_id, row.at.getTime()]] : [])));
    },
    async noticeBuckets(now) {
      const values = [timestamp(now)];
      const rows = await query<{ bucket: number }>(
        'notice_buckets',
        OVERVIEW_STATEMENTS.notice_buckets,
        values,
      );
      return rows.map(({ bucket }) => bucket);
    },
    async claimNotices(bucket, { now, leasedUntil, limit }) {
      const values = [bucket, timestamp(now), timestamp(leasedUntil), limit];
      return (await query<NoticeRow>('claim_notices', CLAIM, values)).map(decode);
    },
    async noteMailed(id) {
      await query('note_mailed', MAILED, [bucketOfId(id), id]);
    },
  };
}

function decode(row: NoticeRow): Notice {
  return {
    ...{ id: row.notice_id, customerId: row.customer_id, content: reviveMoney(row.content) },
    ...{ at: row.written_at.getTime(), readAt: row.read_at?.getTime() ?? null },
    mailDueAt: row.mail_due_at?.getTime() ?? null,
  };
}
