/**
 * Form 1 of what is hashed. docs/audit.md describes it so that a stranger can write it again in another language;
 * a change here is a new form.
 *
 * A list of values is encoded as, for each, its length in bytes (four bytes, the highest first) and its UTF-8 bytes;
 * NULL is the length FFFFFFFF and no bytes. So no two different lists have one encoding.
 */
import { createHmac, hash } from 'node:crypto';
import { type SealedRow, tableAt } from './sealed-tables.ts';

export const FORM = 1;

/** What stands for the digest of the seal before the first. */
export const NO_DIGEST = Buffer.alloc(32);

/** Bytes a row has in a seal's marks: one for the table, eight of the hash. */
export const MARK_BYTES = 9;

const NULL_LENGTH = 0xffffffff;

export function encodeValues(values: readonly (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const encoded = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, 0));
  let at = 0;
  for (const [index, value] of values.entries()) {
    const size = sizes[index] ?? 0;
    at = encoded.writeUInt32BE(value === null ? NULL_LENGTH : size, at);
    if (value !== null) at += encoded.write(value, at);
  }
  return encoded;
}

export function hashRow(row: SealedRow): Buffer {
  return sha256(encodeValues([tableAt(row.ordinal).name, row.xact.toString(), ...row.values]));
}

/** One step of the chain within a seal. It begins with the digest of the seal before. */
export function chainEntry(previous: Buffer, rowHash: Buffer): Buffer {
  return sha256(Buffer.concat([previous, rowHash]));
}

/** Tables are counted from one in marks. */
export function markOf(row: SealedRow, rowHash: Buffer): Buffer {
  return Buffer.concat([Buffer.of(row.ordinal + 1), rowHash.subarray(0, MARK_BYTES - 1)]);
}

/** A seal as it is stored; `sealedAt` is PostgreSQL's text of the time in UTC. */
export interface Seal {
  readonly number: number;
  readonly form: number;
  readonly keyed: boolean;
  readonly from: bigint;
  readonly upto: bigint;
  readonly entries: number;
  readonly marksHash: string;
  readonly entriesDigest: Buffer;
  readonly previousDigest: Buffer;
  readonly sealedAt: string;
}

/** The digest that the next seal carries on: an HMAC when the seal is `keyed`. */
export function digestSeal(seal: Seal, key: string | null): Buffer {
  const encoded = encodeValues([
    'seal',
    seal.form.toString(),
    seal.number.toString(),
    seal.from.toString(),
    seal.upto.toString(),
    seal.entries.toString(),
    seal.marksHash,
    seal.entriesDigest.toString('hex'),
    seal.previousDigest.toString('hex'),
    seal.sealedAt,
  ]);
  return key === null ? sha256(encoded) : createHmac('sha256', key).update(encoded).digest();
}

/** Whether the seal has this digest: by one of the operator's keys when it is `keyed`, whichever was first then. */
export function hasDigest(seal: Seal, digest: Buffer, keys: readonly string[]): boolean {
  const signers = seal.keyed ? keys : [null];
  return signers.some((key) => digestSeal(seal, key).equals(digest));
}

export function sha256(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer');
}
