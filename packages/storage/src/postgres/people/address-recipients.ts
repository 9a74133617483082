import { bucketOf, type Network } from '@diboas/kernel';
import type { AddressRecipient, AddressRecipientStore } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

interface AddressRecipientRow {
  readonly recipient_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly network: Network;
  readonly address: string;
  readonly last_paid_at: Date | null;
  readonly created_at: Date;
}

const COLUMNS = 'recipient_id, customer_id, name, network, address, last_paid_at, created_at';

const KEEP = `
INSERT INTO address_recipients AS r
  (bucket, recipient_id, customer_id, name, network, address, created_at, screen_due_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::timestamptz, $7
WHERE (SELECT count(*) FROM address_recipients WHERE bucket = $1 AND customer_id = $3) < $8
  OR EXISTS (SELECT FROM address_recipients
    WHERE bucket = $1 AND customer_id = $3 AND network = $5 AND address = $6)
ON CONFLICT (bucket, customer_id, network, address) DO UPDATE SET name = excluded.name,
  screen_due_at = CASE WHEN r.name = excluded.name THEN r.screen_due_at ELSE excluded.screen_due_at END
RETURNING ${COLUMNS}`;

const LIST = `SELECT ${COLUMNS} FROM address_recipients WHERE bucket = $1 AND customer_id = $2
ORDER BY created_at, recipient_id`;

const REMOVE = `DELETE FROM address_recipients WHERE bucket = $1 AND customer_id = $2 AND recipient_id = $3
RETURNING ${COLUMNS}`;

const NOTE_PAID = `UPDATE address_recipients SET last_paid_at = greatest(last_paid_at, $5)
WHERE bucket = $1 AND customer_id = $2 AND network = $3 AND address = $4`;

/** The addresses that customers send money to. Each statement is prepared once a connection, under its name. */
export function createPostgresAddressRecipients(pool: pg.Pool): AddressRecipientStore {
  async function query(name: string, text: string, values: unknown[]): Promise<AddressRecipient[]> {
    const { rows } = await withDatabase(() => pool.query<AddressRecipientRow>({ name, text, values }));
    return rows.map(decode);
  }
  return {
    async keepAddressRecipient({ id, customerId, name, network, address, createdAt }, listMax) {
      const values = [bucketOf(customerId), id, customerId, name, network, address, timestamp(createdAt)];
      const [kept] = await query('keep_address_recipient', KEEP, [...values, listMax]);
      return kept ?? null;
    },
    addressRecipients: (customerId) =>
      query('list_address_recipients', LIST, [bucketOf(customerId), customerId]),
    async removeAddressRecipient(customerId, id) {
      const values = [bucketOf(customerId), customerId, id];
      const [removed] = await query('remove_address_recipient', REMOVE, values);
      return removed ?? null;
    },
    async notePaidAddress(customerId, { network, address }, at) {
      const values = [bucketOf(customerId), customerId, network, address, timestamp(at)];
      await query('note_paid_address', NOTE_PAID, values);
    },
  };
}

function decode(row: AddressRecipientRow): AddressRecipient {
  return {
    id: row.recipient_id,
    customerId: row.customer_id,
    name: row.name,
    network: row.network,
    address: row.address,
    lastPaidAt: row.last_paid_at?.getTime() ?? null,
    createdAt: row.created_at.getTime(),
  };
}
