// What of the world's orders is booked, and what followed from them, by the checker's own reading.
import type { Settlement, Transaction } from '@diboas/orchestration';
import { givenOf, type SimFill, type SimOrder, takenOf } from '../../outside/order.ts';
import type { Sight } from './sight.ts';

/** The fills that are booked: the first so many, for each message tells all that there were by then. Null if none fit. */
export function bookedFills(
  { fills }: SimOrder,
  { charged, delivered }: Settlement,
): readonly SimFill[] | null {
  for (let count = fills.length; count > 0; count -= 1) {
    const some = fills.slice(0, count);
    if (givenOf(some) === delivered.money.units && takenOf(some) === charged?.units) return some;
  }
  return null;
}

/** What all follow-ups of a transaction brought and took together. */
export function followedOf(sight: Pick<Sight, 'ledger' | 'transactions'>, originalId: string) {
  const all = [...sight.transactions.values()].filter(
    ({ terms: { origin } }) => origin.kind === 'follow_up' && origin.of === originalId,
  );
  const isYield = ({ operation }: Transaction): boolean => operation === 'YIELD';
  const moved = all.filter((one) => !isYield(one)).map(({ id }) => sight.ledger.movedBy(id));
  const yields = all.filter(isYield).map(({ id }) => sight.ledger.movedBy(id));
  return {
    ids: all.map(({ id }) => id),
    earned: yields.reduce((sum, one) => sum + one.customerCredits - one.customerDebits, 0n),
    followed: moved.reduce((sum, one) => sum + one.customerCredits, 0n),
    undone: moved.reduce((sum, one) => sum + one.customerDebits + one.receivable, 0n),
    feeBack: moved.reduce((sum, one) => sum - one.revenue, 0n),
    isMixed: moved.some((one) => one.customerCredits > 0n && one.customerDebits + one.receivable > 0n),
  };
}
