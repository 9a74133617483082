// The keys that Turnkey signs its webhooks with: everybody may read them, and they change from time to time.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Instant, MINUTE_MS } from '@diboas/kernel';
import { z } from 'zod';
import type { TurnkeyConnection } from './connection.ts';

const PATH = '/public/v1/discovery/webhooks/jwks';

/** How long what was read is not read again, though a key is asked for that is not in it: strangers can ask for any. */
const READ_AGAIN_MS = MINUTE_MS;

const keySchema = z.object({
  kid: z.string().min(1),
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.base64url(),
});
const keysSchema = z.object({ keys: z.array(z.unknown()) });

export interface WebhookKeys {
  /** The key of that id; null where none is known yet. Then it is read, and known when Turnkey sends the event again. */
  of(keyId: string): KeyObject | null;
}

/** Reads the keys at once, so that the first event finds them. */
export function readWebhookKeys(connection: TurnkeyConnection, now: () => Instant): WebhookKeys {
  let known: ReadonlyMap<string, KeyObject> = new Map();
  let askedAt = now();
  void read();
  async function read(): Promise<void> {
    try {
      known = parseKeys(await connection.get(PATH));
    } catch {
      // Without an answer what was known stays; the next event whose key is missing asks again.
    }
  }
  return {
    of(keyId) {
      const key = known.get(keyId) ?? null;
      if (key === null && now() - askedAt >= READ_AGAIN_MS) {
        askedAt = now();
        void read();
      }
      return key;
    },
  };
}

/** A key of another kind is for something else. */
function parseKeys(answer: object): ReadonlyMap<string, KeyObject> {
  const { data } = keysSchema.safeParse(answer);
  const keys = (data?.keys ?? []).flatMap((one) => keySchema.safeParse(one).data ?? []);
  return new Map(
    keys.map(({ kid, ...jwk }) => [kid, createPublicKey({ key: { ...jwk }, format: 'jwk' })] as const),
  );
}
