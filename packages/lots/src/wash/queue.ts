/** What waits in order. Dropping the first costs nothing, however many there are. */
export interface Queue<Item> {
  readonly items: Item[];
  head: number;
}

export function createQueue<Item>(items: readonly Item[] = []): Queue<Item> {
  return { items: [...items], head: 0 };
}

export function firstOf<Item>({ items, head }: Queue<Item>): Item | undefined {
  return items[head];
}

export function dropFirstOf<Item>(queue: Queue<Item>): void {
  queue.head += 1;
}

/** Puts what was dropped before in front again, in its order. There are never more than were dropped. */
export function putInFront<Item>(queue: Queue<Item>, items: readonly Item[]): void {
  for (const item of items.toReversed()) {
    queue.head -= 1;
    queue.items[queue.head] = item;
  }
}
