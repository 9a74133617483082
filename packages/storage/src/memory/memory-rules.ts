import type { NoticeStore, PriceAlertStore, RecurringBuyStore } from '@diboas/orchestration';
import { createMemoryNotices } from './memory-notices.ts';
import { createMemoryPriceAlerts } from './memory-price-alerts.ts';
import { createMemoryRecurringBuys } from './memory-recurring-buys.ts';

/** What people have done, or are told of, by rules of theirs; and what they were told by these. */
export function createMemoryRules(): RecurringBuyStore & PriceAlertStore & NoticeStore {
  const { store, tell } = createMemoryNotices();
  return { ...createMemoryRecurringBuys(tell), ...createMemoryPriceAlerts(tell), ...store };
}
