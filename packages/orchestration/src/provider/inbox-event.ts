import type { Instant } from '@diboas/kernel';

/** One event in the inbox. `payload` is what the provider sent, as text. */
export interface InboxEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly payload: string;
}
