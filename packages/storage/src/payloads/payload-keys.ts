// The raw text of webhooks is kept encrypted, so that a copy of the database gives nothing away, and deleting a row is
// enough to be rid of it.
//
// Each text has a key of its own kind: derived from the operator's key and whatever the text is about, a transaction or
// else the provider. So a key that became known opens one transaction's texts and no others. The name of the event is
// bound to the text: what is moved to another row does not open.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** An encrypted text with what it takes to open it, but the key. */
export interface SealedPayload {
  readonly keyName: string;
  /** Nonce, text and tag, one after the other. */
  readonly sealed: Buffer;
}

/** What a text is about. */
export interface PayloadSubject {
  readonly provider: string;
  readonly eventId: string;
  readonly transactionId: string | null;
}

export interface PayloadKeys {
  /** The name of the key that seals. */
  readonly newest: string;
  /** Whether one of the keys has this name. */
  has(keyName: string): boolean;
  seal(payload: string, subject: PayloadSubject): SealedPayload;
  /** Null when none of the keys is the one, or the bytes are not what was sealed. */
  open(sealed: SealedPayload, subject: PayloadSubject): string | null;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * @param secrets the operator's keys, at least one: the first seals, all open, so that a new one can be put in front
 */
export function createPayloadKeys(secrets: readonly [string, ...string[]]): PayloadKeys {
  const [first, ...others] = secrets;
  const newest = keyOf(first);
  const keys = [newest, ...others.map(keyOf)];
  return {
    newest: newest.name,
    has: (keyName) => keys.some(({ name }) => name === keyName),
    seal(payload, subject) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, deriveKey(newest.secret, subject), nonce);
      cipher.setAAD(boundTo(subject));
      const text = Buffer.concat([cipher.update(payload, 'utf8'), cipher.final()]);
      return { keyName: newest.name, sealed: Buffer.concat([nonce, text, cipher.getAuthTag()]) };
    },
    open({ keyName, sealed }, subject) {
      const key = keys.find(({ name }) => name === keyName);
      if (!key || sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, deriveKey(key.secret, subject), nonce);
      decipher.setAAD(boundTo(subject));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      try {
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        // The tag does not fit: these are not the bytes that were sealed, which is what a null says.
        return null;
      }
    },
  };
}

interface PayloadKey {
  readonly secret: KeyObject;
  readonly name: string;
}

function keyOf(text: string): PayloadKey {
  const secret = createSecretKey(text, 'utf8');
  return { secret, name: nameOf(secret) };
}

/** What the database has: a name that gives nothing of the key away. */
function nameOf(secret: KeyObject): string {
  return createHmac('sha256', secret).update('diboas payload key name').digest('hex').slice(0, 16);
}

/** A key object, because Node takes three times as long to begin with bare bytes. */
function deriveKey(secret: KeyObject, { provider, transactionId }: PayloadSubject): KeyObject {
  const derived = createHmac('sha256', secret).update(`diboas payload of ${transactionId ?? provider}`);
  return createSecretKey(derived.digest());
}

function boundTo({ provider, eventId }: PayloadSubject): Buffer {
  return Buffer.from(`${provider}/${eventId}`, 'utf8');
}

/** What the sealed inbox keeps of a text. */
export function digestOfPayload(payload: string): Buffer {
  return createHash('sha256').update(payload, 'utf8').digest();
}
