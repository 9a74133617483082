import { createHash } from 'node:crypto';
import { type Id, isId } from '@diboas/kernel';

/** Tells our references from those of anything else on the same Coinbase project. */
const PREFIX = 'db1-';

/** What Coinbase's own test mode asks for: "Prefix this string with sandbox-", in its specification of sessions. */
const TEST_PREFIX = 'sandbox-';

const IDS = /^[A-Za-z0-9_-]{41}$/;

export interface AttemptIds {
  readonly transactionId: Id;
  readonly attemptId: Id;
}

export interface ReferenceMode {
  /** Whether it is for Coinbase's own test mode. */
  readonly testMode: boolean;
}

/**
 * The `partnerUserRef` of an attempt. Coinbase takes one string of ours and repeats it in everything it says. Its
 * specification lets it name the user; ours names one attempt: it is all that a look-up can ask by, so a try that is
 * found under it is of this attempt and of no other, and for a purchase that stands alone Coinbase's guide asks for one
 * of its own each time ("a one-off session"). It holds both of our ids, so that a webhook says whose it is, in 41
 * characters: with the longer of the prefixes 49, where Coinbase takes fewer than 50. It is also the reference under
 * which the engine knows the order.
 */
export function referenceOf({ transactionId, attemptId }: AttemptIds, { testMode }: ReferenceMode): string {
  const bits = (bitsOf(transactionId) << ID_BITS) | bitsOf(attemptId);
  const bytes = Buffer.from(bits.toString(16).padStart(66, '0'), 'hex');
  // 33 bytes are 44 letters, of which the first three always say zero.
  return (testMode ? TEST_PREFIX : PREFIX) + bytes.toString('base64url').slice(3);
}

/**
 * The ids in a reference of this mode; null when it is somebody else's, as one of the other mode is, `malformed` when it
 * has our mark but not our ids. The prefix of the test mode is Coinbase's own and no mark of ours.
 */
export function parseReference(
  reference: string,
  { testMode }: ReferenceMode,
): AttemptIds | null | 'malformed' {
  const prefix = testMode ? TEST_PREFIX : PREFIX;
  if (!reference.startsWith(prefix)) return null;
  const otherwise = testMode ? null : 'malformed';
  const letters = reference.slice(prefix.length);
  if (!IDS.test(letters)) return otherwise;
  const bits = BigInt(`0x${Buffer.from(`AAA${letters}`, 'base64url').toString('hex')}`);
  if (bits >> (2n * ID_BITS) !== 0n) return otherwise;
  const transactionId = idOf(bits >> ID_BITS);
  const attemptId = idOf(bits & ((1n << ID_BITS) - 1n));
  return isId(transactionId) && isId(attemptId) ? { transactionId, attemptId } : otherwise;
}

/** The attempt's key as Coinbase wants it: a UUID of version 4, always the same for the same key. */
export function idempotencyKeyOf(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidOf(bytes.toString('hex'));
}

/** Of the 128 bits of a UUID six say its version and variant, which are the same for all ids of ours. */
const ID_BITS = 122n;
const TAIL_BITS = 62n;
const HEAD_BITS = 12n;

function bitsOf(id: Id): bigint {
  const all = BigInt(`0x${id.replaceAll('-', '')}`);
  const time = all >> 80n;
  const head = (all >> 64n) & ((1n << HEAD_BITS) - 1n);
  const tail = all & ((1n << TAIL_BITS) - 1n);
  return (time << (HEAD_BITS + TAIL_BITS)) | (head << TAIL_BITS) | tail;
}

function idOf(bits: bigint): string {
  const time = bits >> (HEAD_BITS + TAIL_BITS);
  const head = (bits >> TAIL_BITS) & ((1n << HEAD_BITS) - 1n);
  const tail = bits & ((1n << TAIL_BITS) - 1n);
  const all = (time << 80n) | (0x7n << 76n) | (head << 64n) | (0b10n << TAIL_BITS) | tail;
  return uuidOf(all.toString(16).padStart(32, '0'));
}

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
