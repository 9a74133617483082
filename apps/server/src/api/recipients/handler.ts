import { refuse } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';

/** Whom a person sends money to. */
export function createRecipientHandlers(): Pick<
  ApiHandlers,
  'listRecipients' | 'addRecipient' | 'removeRecipient'
> {
  const notYet = async () => refuse({ code: 'unavailable' as const });
  return { listRecipients: notYet, addRecipient: notYet, removeRecipient: notYet };
}
