import { parseMoney } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';

export interface Priced {
  readonly total: MoneyView;
  readonly receive: MoneyView;
}

/**
 * Whether a renewed quote is worse for the person: the total to pay rose or what arrives fell, by any unit. Then the
 * review shows both and asks again. If it is only better, it is told and not asked.
 */
export function quoteChange(before: Priced, after: Priced): 'worse' | 'better' | 'same' {
  const total = compare(after.total, before.total);
  const receive = compare(after.receive, before.receive);
  if (total > 0 || receive < 0) return 'worse';
  return total < 0 || receive > 0 ? 'better' : 'same';
}

/** Amounts of different assets cannot be compared and so count as a change for the worse on both sides. */
function compare(left: MoneyView, right: MoneyView): number {
  const a = parseMoney(left.asset, left.amount);
  const b = parseMoney(right.asset, right.amount);
  if (left.asset !== right.asset || !a.ok || !b.ok) return Number.NaN;
  return a.value.units === b.value.units ? 0 : a.value.units > b.value.units ? 1 : -1;
}
