import type { Bucket } from '@diboas/kernel';

export interface BucketQueueOptions<Item> {
  /** At most so many items a batch, and batches at a time. */
  readonly batchMax: number;
  readonly batchesMax: number;
  /** Works off one batch; never rejects. */
  readonly run: (bucket: Bucket, batch: readonly Item[]) => Promise<void>;
  /** Told whenever a batch has ended. */
  readonly onBatchEnd: () => void;
}

export interface BucketQueue<Item> {
  push(bucket: Bucket, item: Item): void;
  /** Whether nothing waits and nothing runs. */
  isIdle(): boolean;
}

/**
 * A queue per bucket (A17). A batch is whatever has gathered in one bucket; buckets take
 * turns, each has at most one batch under way, and only a few are under way at a time. So batches grow by
 * themselves under load, and a lone item leaves at once.
 */
export function createBucketQueue<Item>(options: BucketQueueOptions<Item>): BucketQueue<Item> {
  const queues = new Map<Bucket, Item[]>();
  const turns: Bucket[] = [];
  const busy = new Set<Bucket>();

  function startBatches(): void {
    while (busy.size < options.batchesMax) {
      const bucket = turns.shift();
      if (bucket === undefined) return;
      busy.add(bucket);
      void runBatch(bucket);
    }
  }

  async function runBatch(bucket: Bucket): Promise<void> {
    // Whatever else arrives in this turn of the event loop joins the batch.
    await Promise.resolve();
    const queue = queues.get(bucket) ?? [];
    try {
      await options.run(bucket, queue.splice(0, options.batchMax));
    } finally {
      busy.delete(bucket);
      if (queue.length > 0) turns.push(bucket);
      startBatches();
      options.onBatchEnd();
    }
  }

  return {
    push(bucket, item) {
      const queue = queues.get(bucket) ?? [];
      queues.set(bucket, queue);
      queue.push(item);
      if (queue.length === 1 && !busy.has(bucket)) turns.push(bucket);
      startBatches();
    },
    isIdle: () => busy.size === 0 && turns.length === 0,
  };
}
