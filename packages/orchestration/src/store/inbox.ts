import type { Id } from '@diboas/kernel';
import type { InboxEvent } from '../provider/inbox-event.ts';

/**
 * `applied`: it changed something. `ignored`: it was old news. `parked`: nothing of ours was found for it.
 * `quarantined`: its signature was good, and nobody could read it. The last two wait for an operator to replay them.
 */
export type InboxDisposition = 'applied' | 'ignored' | 'parked' | 'quarantined';

export interface InboxRow {
  readonly event: InboxEvent;
  readonly transactionId: Id | null;
  readonly disposition: InboxDisposition;
}
