/** Gathers items, so that a burst of them is handed on a few times and not once for each. */
export interface ItemBatch<Item> {
  add(id: string, item: Item): void;
  /** Hands on what has gathered, without waiting. */
  flush(): void;
  stop(): void;
}

/** Hands on the first item at once and then the latest of each id, at most once every `everyMs`. */
export function createBatch<Item>(everyMs: number, run: (items: readonly Item[]) => void): ItemBatch<Item> {
  const items = new Map<string, Item>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (items.size === 0) return;
    const ready = [...items.values()];
    items.clear();
    timer = setTimeout(flush, everyMs);
    run(ready);
  };
  return {
    add(id, item) {
      items.set(id, item);
      if (timer === null) flush();
    },
    flush,
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
