import { parseMoney } from '@diboas/kernel';
import type { LimitLeft, MoneyView } from '@diboas/protocol';

/** The limit that has the least left; null where there is none. */
export function tightestOf(limits: readonly LimitLeft[]): LimitLeft | null {
  return limits.reduce<LimitLeft | null>(
    (least, one) => (least === null || isLess(one.left, least.left) ? one : least),
    null,
  );
}

/** Whether the first of two amounts of one asset is the smaller; what is of another asset is not held against it. */
export function isLess(first: MoneyView, second: MoneyView): boolean {
  if (first.asset !== second.asset) return false;
  const [one, other] = [parseMoney(first.asset, first.amount), parseMoney(second.asset, second.amount)];
  return one.ok && other.ok && one.value.units < other.value.units;
}
