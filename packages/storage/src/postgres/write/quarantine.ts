import { bucketOf } from '@diboas/kernel';
import type { Quarantine, WaitingEvent } from '@diboas/orchestration';
import type pg from 'pg';
import type { PayloadKeys } from '../../payloads/payload-keys.ts';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { OVERVIEW_STATEMENTS } from '../statements/statements.ts';
import { quarantineQueries } from './write.ts';

interface EventRow {
  readonly provider: string;
  readonly event_id: string;
  readonly type: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly transaction_id: string | null;
  /** Null when the payload was erased. */
  readonly key_name: string | null;
  readonly sealed: Buffer | null;
}

/** Signed events that nobody could read lie in the inbox beside the others, in the bucket of their provider. */
export function createPostgresQuarantine(pool: pg.Pool, payloadKeys?: PayloadKeys): Quarantine {
  return {
    async quarantine(event) {
      const bucket = bucketOf(event.provider);
      const row = { event, transactionId: null, disposition: 'quarantined' } as const;
      await withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          await transaction.begin(async () => null);
          await transaction.commit(quarantineQueries(bucket, row, payloadKeys));
        }),
      );
    },
    async waitingEvents(limit, after) {
      const text = OVERVIEW_STATEMENTS.waiting_events;
      const place = after ? [timestamp(after.receivedAt), after.provider, after.eventId] : [null, null, null];
      const { rows } = await withDatabase(() => pool.query<EventRow>({ text, values: [limit, ...place] }));
      return rows.map((row) => decodeEvent(row, payloadKeys));
    },
  };
}

function decodeEvent(row: EventRow, payloadKeys: PayloadKeys | undefined): WaitingEvent {
  const { provider, event_id: eventId, transaction_id: transactionId, key_name: keyName, sealed } = row;
  const isKept = keyName !== null && sealed !== null;
  return {
    provider,
    eventId,
    type: row.type,
    occurredAt: row.occurred_at.getTime(),
    receivedAt: row.received_at.getTime(),
    payload: isKept
      ? (payloadKeys?.open({ keyName, sealed }, { provider, eventId, transactionId }) ?? null)
      : null,
  };
}
