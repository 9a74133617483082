/** What comes first of many, found without sorting them: a binary heap. */
export interface Heap<Item> {
  /** The first of all; undefined where there is none. */
  first(): Item | undefined;
  put(item: Item): void;
  dropFirst(): void;
  /** All of them, in no order. */
  all(): readonly Item[];
}

/**
 * @param compare below zero where the left comes before the right; never zero for two that are both put in
 * @param given what is in it from the beginning, in no order: put in order in one go, which takes less than one by one
 */
export function createHeap<Item>(
  compare: (left: Item, right: Item) => number,
  given: readonly Item[] = [],
): Heap<Item> {
  const items = [...given];
  for (let at = (items.length >> 1) - 1; at >= 0; at -= 1) sink(items, at, compare);
  return {
    first: () => items[0],
    put(item) {
      items.push(item);
      rise(items, items.length - 1, compare);
    },
    dropFirst() {
      const last = items.pop();
      if (last === undefined || items.length === 0) return;
      items[0] = last;
      sink(items, 0, compare);
    },
    all: () => items,
  };
}

function rise<Item>(items: Item[], start: number, compare: (left: Item, right: Item) => number): void {
  const item = items[start] as Item;
  let at = start;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = items[above] as Item;
    if (compare(parent, item) <= 0) break;
    items[at] = parent;
    at = above;
  }
  items[at] = item;
}

function sink<Item>(items: Item[], start: number, compare: (left: Item, right: Item) => number): void {
  const item = items[start] as Item;
  let at = start;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= items.length) break;
    if (below + 1 < items.length && compare(items[below + 1] as Item, items[below] as Item) < 0) below += 1;
    const child = items[below] as Item;
    if (compare(item, child) <= 0) break;
    items[at] = child;
    at = below;
  }
  items[at] = item;
}
