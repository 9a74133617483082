import { bucketOf } from '@diboas/kernel';
import type { InboxEvent, Quarantine } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from './connection.ts';
import { timestamp } from './rows.ts';
import { OVERVIEW_STATEMENTS } from './statements.ts';

interface EventRow {
  readonly provider: string;
  readonly event_id: string;
  readonly type: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly payload: string;
}

/** Signed events that nobody could read lie in the inbox beside the others, in the bucket of their provider. */
export function createPostgresQuarantine(pool: pg.Pool): Quarantine {
  return {
    async quarantine(event) {
      const text = `INSERT INTO inbox (bucket, xact, provider, event_id, type, transaction_id, disposition,
          occurred_at, received_at, payload)
        VALUES ($1, pg_current_xact_id(), $2, $3, $4, NULL, 'quarantined', $5, $6, $7)
        ON CONFLICT (bucket, provider, event_id) DO NOTHING`;
      const { provider, eventId, type, occurredAt, receivedAt, payload } = event;
      const times = [timestamp(occurredAt), timestamp(receivedAt)];
      const values = [bucketOf(provider), provider, eventId, type, ...times, payload];
      await withDatabase(() => pool.query({ text, values }));
    },
    async waitingEvents(limit, after) {
      const text = OVERVIEW_STATEMENTS.waiting_events;
      const place = after ? [timestamp(after.receivedAt), after.provider, after.eventId] : [null, null, null];
      const { rows } = await withDatabase(() => pool.query<EventRow>({ text, values: [limit, ...place] }));
      return rows.map(decodeEvent);
    },
  };
}

function decodeEvent(row: EventRow): InboxEvent {
  return {
    provider: row.provider,
    eventId: row.event_id,
    type: row.type,
    occurredAt: row.occurred_at.getTime(),
    receivedAt: row.received_at.getTime(),
    payload: row.payload,
  };
}
