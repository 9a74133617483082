import { createHash } from 'node:crypto';
import { type Id, isId } from '@diboas/kernel';

/** Tells our references from those of anything else on the same Coinbase project. */
const PREFIX = 'db1-';
const REFERENCE = /^db1-[A-Za-z0-9_-]{43}$/;

export interface AttemptIds {
  readonly transactionId: Id;
  readonly attemptId: Id;
}

/**
 * The `partnerUserRef` of an attempt. Coinbase takes one string of ours and repeats it in everything it says, and
 * for a purchase that stands alone it asks for one of its own each time ("a one-off session"). It holds both of our
 * ids, as bytes, so that a webhook says whose it is: 47 characters, where Coinbase takes fewer than 50. It is also
 * what Coinbase's list of transactions is asked by, and so the reference under which the engine knows the order.
 */
export function referenceOf({ transactionId, attemptId }: AttemptIds): string {
  const bytes = Buffer.from(`${transactionId}${attemptId}`.replaceAll('-', ''), 'hex');
  return PREFIX + bytes.toString('base64url');
}

/** The ids in a reference; null when it is somebody else's, `malformed` when it has our mark but not our ids. */
export function parseReference(reference: string): AttemptIds | null | 'malformed' {
  if (!reference.startsWith(PREFIX)) return null;
  if (!REFERENCE.test(reference)) return 'malformed';
  const bytes = Buffer.from(reference.slice(PREFIX.length), 'base64url');
  const transactionId = uuidOf(bytes.subarray(0, 16));
  const attemptId = uuidOf(bytes.subarray(16));
  if (!isId(transactionId) || !isId(attemptId)) return 'malformed';
  // Base64 has spare bits at its end, so several texts stand for the same bytes; only one is ours.
  return referenceOf({ transactionId, attemptId }) === reference ? { transactionId, attemptId } : 'malformed';
}

/** The attempt's key as Coinbase wants it: a UUID of version 4, always the same for the same key. */
export function idempotencyKeyOf(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidOf(bytes);
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
