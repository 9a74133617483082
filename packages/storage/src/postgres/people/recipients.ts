import { bucketOf } from '@diboas/kernel';
import type { KnownRecipient, RecipientStore } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

interface RecipientRow {
  readonly recipient_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly email: string;
  readonly last_paid_at: Date | null;
  readonly created_at: Date;
}

const COLUMNS = 'recipient_id, customer_id, name, email, last_paid_at, created_at';

const KEEP = `
INSERT INTO recipients AS r (bucket, recipient_id, customer_id, name, email, created_at, screen_due_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::text, $6::timestamptz, $6
WHERE (SELECT count(*) FROM recipients WHERE bucket = $1 AND customer_id = $3) < $7
  OR EXISTS (SELECT FROM recipients WHERE bucket = $1 AND customer_id = $3 AND email = $5)
ON CONFLICT (bucket, customer_id, email) DO UPDATE SET name = excluded.name,
  screen_due_at = CASE WHEN r.name = excluded.name THEN r.screen_due_at ELSE excluded.screen_due_at END
RETURNING ${COLUMNS}`;

const LIST = `SELECT ${COLUMNS} FROM recipients WHERE bucket = $1 AND customer_id = $2
ORDER BY created_at, recipient_id`;

const REMOVE = `DELETE FROM recipients WHERE bucket = $1 AND customer_id = $2 AND recipient_id = $3
RETURNING ${COLUMNS}`;

const NOTE_PAID = `UPDATE recipients SET last_paid_at = greatest(last_paid_at, $4)
WHERE bucket = $1 AND customer_id = $2 AND email = $3`;

/** Whom customers send money to. Each statement is prepared once a connection, under its name. */
export function createPostgresRecipients(pool: pg.Pool): RecipientStore {
  async function query(name: string, text: string, values: unknown[]): Promise<KnownRecipient[]> {
    const { rows } = await withDatabase(() => pool.query<RecipientRow>({ name, text, values }));
    return rows.map(decode);
  }
  return {
    async keepRecipient({ id, customerId, name, email, createdAt }, listMax) {
      const values = [bucketOf(customerId), id, customerId, name, email, timestamp(createdAt), listMax];
      const [kept] = await query('keep_recipient', KEEP, values);
      return kept ?? null;
    },
    recipients: (customerId) => query('list_recipients', LIST, [bucketOf(customerId), customerId]),
    async removeRecipient(customerId, id) {
      const [removed] = await query('remove_recipient', REMOVE, [bucketOf(customerId), customerId, id]);
      return removed ?? null;
    },
    async notePaid(customerId, email, at) {
      await query('note_paid', NOTE_PAID, [bucketOf(customerId), customerId, email, timestamp(at)]);
    },
  };
}

function decode(row: RecipientRow): KnownRecipient {
  return {
    id: row.recipient_id,
    customerId: row.customer_id,
    name: row.name,
    email: row.email,
    lastPaidAt: row.last_paid_at?.getTime() ?? null,
    createdAt: row.created_at.getTime(),
  };
}
