import { BugError, unreachable } from '@diboas/kernel';
import type { Reply } from '@diboas/orchestration';

type Confirmation = Extract<Reply, { readonly kind: 'applied' | 'repeated' | 'refused' }>;

/** What became of a confirmation that was sent to the engine: there is nothing else that it can come to. */
export function confirmationOf(reply: Reply): Confirmation {
  switch (reply.kind) {
    case 'applied':
    case 'repeated':
    case 'refused':
      return reply;
    case 'ignored':
    case 'parked':
    case 'deferred':
    case 'act_refused':
    case 'profile':
    case 'incomplete':
      throw new BugError('a confirmation is applied, repeated or refused', { kind: reply.kind });
    default:
      return unreachable(reply);
  }
}
