import { assert } from '@diboas/kernel';
import type { PayloadKeys } from '@diboas/storage';

/** Seals what an app makes codes of, each for one person: what is moved to another's row does not open. */
export interface FactorSeal {
  seal(secret: string, userId: string): string;
  /** Of a seal by a key that was taken away too early this is a bug of whoever took it, and loud. */
  open(sealed: string, userId: string): string;
  /** How a seal by the newest key begins. */
  readonly newest: string;
}

/** @param keys those of `PAYLOAD_KEYS`, so that there is one list of keys to keep and to put a new one in front of */
export function createFactorSeal(keys: PayloadKeys): FactorSeal {
  // Nobody else derives a key from a person: texts of webhooks have those of transactions, or of providers.
  const subject = (userId: string) => ({
    ...{ provider: 'diboas', eventId: 'second factor', transactionId: userId },
  });
  return {
    newest: `${keys.newest}.`,
    seal(secret, userId) {
      const { keyName, sealed } = keys.seal(secret, subject(userId));
      return `${keyName}.${sealed.toString('base64')}`;
    },
    open(text, userId) {
      const [keyName = '', sealed = ''] = text.split('.');
      const secret = keys.open({ keyName, sealed: Buffer.from(sealed, 'base64') }, subject(userId));
      assert(secret !== null, 'PAYLOAD_KEYS has the key that a second factor is sealed by', { keyName });
      return secret;
    },
  };
}
