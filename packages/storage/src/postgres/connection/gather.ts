import { BUCKETS, type Bucket } from '@diboas/kernel';
import DataLoader from 'dataloader';

/** The most that are asked for together. */
const SET_MAX = 200;

/** Sets that are with the database at a time; whoever comes meanwhile gathers into the next. */
const UNDER_WAY_MAX = 2;

/**
 * One question for all who ask it at the same moment, as the engine gathers its inputs: somebody who comes alone is
 * answered at once, and under load sets grow by themselves. Nothing is remembered: each is read after it was asked for.
 * @param ask answers what there is, by key; when it fails, all who asked fail by it
 * @returns what asks for one; null where there is nothing
 */
export function gather<Value>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | null> {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  async function askAll(keys: readonly string[]): Promise<(Value | null)[]> {
    try {
      const found = await ask([...new Set(keys)]);
      return keys.map((key) => found.get(key) ?? null);
    } finally {
      underWay -= 1;
      waiting.shift()?.();
    }
  }
  const loader = new DataLoader<string, Value | null>(askAll, {
    cache: false,
    maxBatchSize: SET_MAX,
    batchScheduleFn(dispatch) {
      const start = () => {
        underWay += 1;
        // After this turn of the event loop has read all sockets that had something.
        setImmediate(dispatch);
      };
      if (underWay < UNDER_WAY_MAX) start();
      else waiting.push(start);
    },
  });
  return (key) => loader.load(key);
}

/** The same for what lies in buckets: a question is about one of them. */
export function gatherByBucket<Value>(
  bucketFor: (key: string) => Bucket,
  ask: (bucket: Bucket, keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | null> {
  const inBucket = BUCKETS.map((bucket) => gather((keys) => ask(bucket, keys)));
  return (key) => inBucket[bucketFor(key)]?.(key) ?? Promise.resolve(null);
}
