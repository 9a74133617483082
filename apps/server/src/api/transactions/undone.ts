import { type Id, type Money, sumMoney } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';

/** What came after its end and undid it, all together: what was taken back of what it had brought, or came back of what it had taken. */
export interface Undone {
  readonly operation: 'REVERSAL' | 'RETURN';
  /** The last transaction that did. */
  readonly by: Id;
  readonly money: Money;
}

/** Null for what stayed as it ended. */
export function undoneOf({ followedBy }: Pick<Transaction, 'followedBy'>): Undone | null {
  const last = followedBy.findLast(({ operation }) => operation === 'REVERSAL' || operation === 'RETURN');
  if (!last || last.operation === 'YIELD') return null;
  const { operation, id } = last;
  const all = followedBy.filter((one) => one.operation === operation).map(({ money }) => money);
  return { operation, by: id, money: sumMoney(last.money.asset, all) };
}
