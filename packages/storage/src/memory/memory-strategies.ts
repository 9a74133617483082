import type { StrategyDay, StrategyDayStore, StrategyItem, StrategyItemStore } from '@diboas/defi';
import type { AuditEntry } from '@diboas/orchestration';

/** What strategies earned day by day, and what operators are asked of them, in memory. */
export function createMemoryStrategies(
  note: (entries: readonly AuditEntry[]) => void = () => {},
): StrategyDayStore & StrategyItemStore {
  const days = new Map<string, StrategyDay>();
  const items = new Map<string, StrategyItem>();
  const itemName = ({ strategy, cause }: StrategyItem) => `${strategy} ${cause}`;
  return {
    async keepStrategyDays(told) {
      const before = days.size;
      for (const one of told) if (!days.has(dayName(one))) days.set(dayName(one), one);
      return days.size - before;
    },
    strategyDays: async ({ strategies, from }) =>
      [...days.values()]
        .filter(({ strategy, day }) => strategies.includes(strategy) && day >= from)
        .toSorted((one, other) => (dayName(one) < dayName(other) ? -1 : 1)),
    strategyItems: async () =>
      [...items.values()].toSorted(
        (one, other) => one.deadline - other.deadline || (one.id < other.id ? -1 : 1),
      ),
    async keepFlagLook({ opened, closed, audit }) {
      for (const item of opened) if (!items.has(itemName(item))) items.set(itemName(item), item);
      for (const item of closed) if (items.get(itemName(item))?.id === item.id) items.delete(itemName(item));
      note(audit);
    },
  };
}

/** No name of a strategy or a source has a space in it. */
function dayName({ strategy, source, day }: StrategyDay): string {
  return `${strategy} ${source} ${day}`;
}
