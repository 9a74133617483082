import type pg from 'pg';
import { digestOfPayload, type PayloadKeys } from '../payloads/payload-keys.ts';
import { READ_SETTINGS } from './read-rows.ts';
import { inLongTransaction } from './transaction.ts';

/** What was found about the texts of webhooks that are still there. */
export interface PayloadReport {
  /** Texts that are what the sealed inbox says was received. */
  readonly checked: number;
  /** Texts under a key that was not given. */
  readonly locked: number;
  /** The first that is something else than was received, by its key; null when there is none. */
  readonly changed: { readonly bucket: number; readonly provider: string; readonly eventId: string } | null;
}

interface PayloadRow {
  readonly bucket: number;
  readonly provider: string;
  readonly event_id: string;
  readonly transaction_id: string | null;
  readonly key_name: string;
  readonly sealed: Buffer;
  /** Null when the inbox has no such event. */
  readonly payload_digest: Buffer | null;
}

const FETCH_ROWS = 500;

/** Opens every text that is kept, and holds it against the digest that the inbox has of it. Changes nothing. */
export async function verifyPayloads(pool: pg.Pool, keys: PayloadKeys): Promise<PayloadReport> {
  return inLongTransaction(pool, `BEGIN READ ONLY; ${READ_SETTINGS}`, async (client) => {
    await client.query(`DECLARE payloads NO SCROLL CURSOR FOR
      SELECT p.*, i.payload_digest FROM inbox_payloads p LEFT JOIN inbox i
        ON i.bucket = p.bucket AND i.provider = p.provider AND i.event_id = p.event_id
      ORDER BY p.bucket, p.provider, p.event_id`);
    let [checked, locked] = [0, 0];
    for (;;) {
      const { rows } = await client.query<PayloadRow>(`FETCH ${FETCH_ROWS} FROM payloads`);
      for (const row of rows) {
        if (!keys.has(row.key_name)) locked += 1;
        else if (isAsReceived(row, keys)) checked += 1;
        else return { checked, locked, changed: nameOf(row) };
      }
      if (rows.length < FETCH_ROWS) return { checked, locked, changed: null };
    }
  });
}

function isAsReceived(row: PayloadRow, keys: PayloadKeys): boolean {
  const { provider, event_id: eventId, transaction_id: transactionId, key_name: keyName, sealed } = row;
  const payload = keys.open({ keyName, sealed }, { provider, eventId, transactionId });
  return payload !== null && (row.payload_digest?.equals(digestOfPayload(payload)) ?? false);
}

function nameOf({ bucket, provider, event_id: eventId }: PayloadRow) {
  return { bucket, provider, eventId };
}
