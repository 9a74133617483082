import { assert, type Id, type Instant } from '@diboas/kernel';
import type { ItemClosing } from '@diboas/orchestration';

/** The primary key of `item_closings`: what was asked is answered once. */
export function assertClosedOnce(
  items: ReadonlyMap<Id, { readonly closedAt: Instant | null }>,
  closings: readonly ItemClosing[],
): void {
  const closed = new Set<Id>();
  for (const { itemId } of closings) {
    const isClosed = closed.has(itemId) || (items.get(itemId)?.closedAt ?? null) !== null;
    assert(!isClosed, 'an item is closed once', { itemId });
    closed.add(itemId);
  }
}
