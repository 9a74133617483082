import { BUCKETS, type Bucket } from '@diboas/kernel';

/**
 * Goes round the buckets, one after the other, once in `everyMs`. What thousands of sockets need now and then is so
 * never due at one moment, and each look asks for one bucket. A look that takes longer than its turn is not begun
 * again meanwhile: that bucket is looked at in the next round.
 */
export function goRound(
  everyMs: number,
  { look, onError }: { look: (bucket: Bucket) => Promise<void> | void; onError: (error: unknown) => void },
): () => void {
  const busy = new Set<Bucket>();
  let turn = 0;
  const timer = setInterval(
    () => {
      const bucket = BUCKETS[turn % BUCKETS.length];
      turn += 1;
      if (bucket === undefined || busy.has(bucket)) return;
      busy.add(bucket);
      Promise.resolve()
        .then(() => look(bucket))
        .catch(onError)
        .finally(() => busy.delete(bucket));
    },
    Math.max(1, everyMs / BUCKETS.length),
  );
  return () => clearInterval(timer);
}
