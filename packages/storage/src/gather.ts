import DataLoader from 'dataloader';

/** The most that are asked for together. */
const SET_MAX = 200;

/** Sets that are with the database at a time; whoever comes meanwhile gathers into the next. */
const UNDER_WAY_MAX = 2;

/**
 * One question for all who ask it at the same moment, as the engine gathers its inputs: somebody who comes alone is
 * answered at once, and under load sets grow by themselves. Nothing is remembered: each is read after it was asked for.
 * @param ask answers one value a key, in the same order; when it fails, all who asked fail by it
 */
export function gather<Key, Value>(
  ask: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  const loader = new DataLoader<Key, Value>(
    async (keys) => {
      try {
        return await ask(keys);
      } finally {
        underWay -= 1;
        waiting.shift()?.();
      }
    },
    {
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
    },
  );
  return (key) => loader.load(key);
}
