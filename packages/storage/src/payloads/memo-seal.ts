// What was prepared for a provider is kept encrypted by the keys of webhooks' texts: one list of keys for an operator to
// keep, and to put a new one in front of.
import type { MemoSeal, MemoSubject } from '@diboas/orchestration';
import type { PayloadKeys, PayloadSubject } from './payload-keys.ts';

export function createMemoSeal(keys: PayloadKeys): MemoSeal {
  return {
    seal(bytes, subject) {
      const { keyName, sealed } = keys.seal(bytes, payloadOf(subject));
      return `${keyName}.${sealed.toString('base64')}`;
    },
    open(text, subject) {
      const [keyName = '', sealed = ''] = text.split('.');
      return keys.open({ keyName, sealed: Buffer.from(sealed, 'base64') }, payloadOf(subject));
    },
  };
}

/** Each attempt has a key of its own, as each transaction has for the texts of its webhooks. */
function payloadOf({ provider, attemptId }: MemoSubject): PayloadSubject {
  return { provider, eventId: 'prepared', transactionId: attemptId };
}
