/**
 * The slice of all data that a customer's rows live in (A18). A commit touches one
 * bucket. The number is part of every key, so it is fixed for ever.
 */
export type Bucket = number;

export const BUCKET_COUNT = 32;

export const BUCKETS: readonly Bucket[] = Array.from({ length: BUCKET_COUNT }, (_, index) => index);

export function isBucket(value: unknown): value is Bucket {
  return Number.isInteger(value) && typeof value === 'number' && value >= 0 && value < BUCKET_COUNT;
}

/**
 * The bucket of a customer, or of any other text that needs a stable home. FNV-1a over the UTF-16 code units,
 * with a final mix so that ids which differ only at their end spread evenly.
 */
export function bucketOf(text: string): Bucket {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % BUCKET_COUNT;
}
