import type { InboxEvent } from '../provider/inbox-event.ts';

/** Events that wait to be replayed. What is replayed is a new event of the inbox, named after the first. */
export interface Quarantine {
  /** Keeps a signed event that nobody could read. The same bytes are kept once. */
  quarantine(event: InboxEvent): Promise<void>;
  /**
   * Parked and quarantined events that no replay has applied since, oldest first, at most `limit`: the first ones, or
   * those that follow `after`.
   */
  waitingEvents(limit: number, after?: WaitingEvent): Promise<readonly WaitingEvent[]>;
}

/** An event that waits. Its payload is null once it was erased, or nobody has the key that opens it. */
export type WaitingEvent = Omit<InboxEvent, 'payload'> & { readonly payload: string | null };

/** What a replay of this event is called, so that it too is applied once. */
export function replayIdOf(eventId: string): string {
  return `${REPLAY}${eventId}`;
}

export function isReplay(eventId: string): boolean {
  return eventId.startsWith(REPLAY);
}

const REPLAY = 'replay-of-';
