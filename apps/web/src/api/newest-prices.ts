import type { PricesView } from '@diboas/protocol';

type Item = PricesView['items'][number];

/**
 * Of each asset the newer price, whichever way it came: an answer that was asked for before a change is no reason to show what
 * was. What tells of some assets says nothing of the others.
 */
export function newestPrices(known: PricesView | undefined, given: PricesView): PricesView {
  if (!known || known.currency !== given.currency) return given;
  const items = new Map<string, Item>(known.items.map((item) => [item.asset, item]));
  for (const item of given.items) {
    const before = items.get(item.asset);
    if (before === undefined || before.at <= item.at) items.set(item.asset, item);
  }
  return {
    currency: given.currency,
    asOf: later(known.asOf, given.asOf),
    items: [...items.values()],
  };
}

/** Of two instants as the wire writes them. */
function later(one: string, other: string): string {
  return Date.parse(one) > Date.parse(other) ? one : other;
}
