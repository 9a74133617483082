// A float's shares are smaller than the whole. What one order needs beyond the share of its bucket is brought there from where
// most is free, before anybody is told that it cannot be done.
import { BUCKETS, type Bucket, type Id, type Instant, smallerUnits } from '@diboas/kernel';
import type { Float, FloatKey, FloatStore } from '../store/floats.ts';

export interface Gathering {
  readonly key: FloatKey;
  /** Where it is needed, and how much is to be free there. */
  readonly bucket: Bucket;
  readonly wanted: bigint;
  readonly now: Instant;
  /** A new id in a bucket. */
  readonly newId: (bucket: Bucket) => Id;
}

/**
 * Brings shares together, richest first, a piece at a time: each is taken before it is added, so that whoever dies between the two
 * leaves less promised than there is, and never more. False, with nothing moved, where all of them have too little.
 */
export async function gatherShares(
  store: Pick<FloatStore, 'floats' | 'fundFloat'>,
  { key, bucket, wanted, now, newId }: Gathering,
): Promise<boolean> {
  const shares = await sharesOf(store, key);
  const free = shares.reduce((sum, one) => sum + one.free, 0n);
  const there = shares.find((one) => one.bucket === bucket)?.free ?? 0n;
  if (free < wanted) return false;
  let missing = wanted - there;
  for (const { bucket: from, free: left } of shares) {
    if (missing <= 0n) break;
    if (from === bucket || left <= 0n) continue;
    const units = smallerUnits(left, missing);
    const move = (at: Bucket, change: bigint) => {
      const audit = {
        ...{ id: newId(at), at: now, actor: 'engine', act: 'float_gathered', subject: key.provider },
        detail: { ...key, units: change.toString(), from: `${from}`, to: `${bucket}` },
      };
      return store.fundFloat({ ...key, bucket: at, units: change, audit });
    };
    // What was promised meanwhile is left where it is.
    if (!(await move(from, -units))) continue;
    await move(bucket, units);
    missing -= units;
  }
  return missing <= 0n;
}

/** Every bucket's share, the one with most first. */
async function sharesOf(
  store: Pick<FloatStore, 'floats'>,
  { provider, asset, network }: FloatKey,
): Promise<readonly Float[]> {
  const all = (await Promise.all(BUCKETS.map((bucket) => store.floats(bucket)))).flat();
  const own = all.filter(
    (one) => one.provider === provider && one.asset === asset && one.network === network,
  );
  return own.toSorted((one, other) =>
    one.free > other.free ? -1 : one.free < other.free ? 1 : one.bucket - other.bucket,
  );
}
