import { assert } from './assert.ts';
import { type Bucket, isBucket } from './bucket.ts';
import type { Random } from './random.ts';
import type { Instant } from './time.ts';

/**
 * An id that carries its bucket: a UUID version 7 (RFC 9562 section 5.7) whose 12 bits `rand_a` begin with the
 * five bits of the bucket. So a webhook that names a transaction finds its bucket without a look-up, and new
 * rows land at the end of their index.
 */
export type Id = string;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new id from the given time, randomness and bucket; the same three give the same id. */
export function createId({ now, random, bucket }: { now: Instant; random: Random; bucket: Bucket }): Id {
  assert(isBucket(bucket), 'an id needs a bucket', { bucket });
  const time = now.toString(16).padStart(12, '0');
  const high = random.uint32();
  const low = random.uint32();
  const randA = (bucket << 7) | (high & 0x7f);
  const randB = 0x8000 | ((high >>> 7) & 0x3fff);
  const tail =
    low.toString(16).padStart(8, '0') + ((random.uint32() >>> 16) & 0xffff).toString(16).padStart(4, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(randA, 3)}-${hex(randB, 4)}-${tail}`;
}

/** What no id that was made at that time or later comes before, in the order of ids. */
export function firstIdAt(instant: Instant): string {
  const time = Math.max(0, instant).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** Whether the text is an id of ours, in canonical lower case. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && ID.test(value);
}

/** Whether the text is any UUID in canonical lower case (customers keep the id their sign-in gave them). */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The bucket that the id carries. */
export function bucketOfId(id: Id): Bucket {
  assert(isId(id), 'only our own ids carry a bucket', { id });
  return Number.parseInt(id.slice(15, 18), 16) >>> 7;
}

/** A short reference for people, from the random end of the id: DB-7K2M-4QXP. Letters that look alike are left out. */
export function referenceOfId(id: Id): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  let bits = BigInt(`0x${id.slice(-12)}`);
  let text = '';
  for (let index = 0; index < 8; index += 1) {
    text = (alphabet[Number(bits & 31n)] ?? '2') + text;
    bits >>= 5n;
  }
  return `DB-${text.slice(0, 4)}-${text.slice(4)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
