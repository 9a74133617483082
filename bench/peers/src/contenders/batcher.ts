import { assert, type Bucket } from '@diboas/kernel';

export interface BatcherOptions<Item> {
  readonly batchMax: number;
  readonly batchesMax: number;
  /** Works off one batch and says for each item whether it was accepted. */
  readonly run: (bucket: Bucket, batch: readonly Item[]) => Promise<readonly boolean[]>;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly answer: PromiseWithResolvers<void>;
}

/**
 * Gathers items a bucket into batches, as the engine does: a batch is whatever waits, a bucket has one batch under
 * way, buckets take turns, and only a few batches are under way at a time.
 */
export function createBatcher<Item>(options: BatcherOptions<Item>) {
  const queues = new Map<Bucket, Waiting<Item>[]>();
  const busy = new Set<Bucket>();
  const turns: Bucket[] = [];

  function start(): void {
    while (busy.size < options.batchesMax) {
      const bucket = turns.shift();
      if (bucket === undefined) return;
      busy.add(bucket);
      void work(bucket);
    }
  }

  async function work(bucket: Bucket): Promise<void> {
    // Whatever else arrives in this turn of the event loop joins the batch.
    await Promise.resolve();
    const queue = queues.get(bucket) ?? [];
    const batch = queue.splice(0, options.batchMax);
    try {
      const accepted = await options.run(
        bucket,
        batch.map((one) => one.item),
      );
      for (const [index, { answer }] of batch.entries()) {
        assert(accepted[index], 'the accounts have enough for every transfer');
        answer.resolve();
      }
    } catch (error) {
      for (const { answer } of batch) answer.reject(error);
    }
    busy.delete(bucket);
    if (queue.length > 0) turns.push(bucket);
    start();
  }

  return {
    /** Resolves once the batch that holds the item is committed. */
    add(bucket: Bucket, item: Item): Promise<void> {
      const answer = Promise.withResolvers<void>();
      const queue = queues.get(bucket) ?? [];
      queues.set(bucket, queue);
      queue.push({ item, answer });
      if (queue.length === 1 && !busy.has(bucket)) turns.push(bucket);
      start();
      return answer.promise;
    },
  };
}
