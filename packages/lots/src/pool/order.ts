import type { LotMethod } from '../facts/lot-settings.ts';
import type { Parcel } from './parcel.ts';

type Order = (left: Parcel, right: Parcel) => number;

/** The oldest first; of one lot what counts as held the longest. */
export const oldestFirst: Order = (left, right) => {
  if (left.lot !== right.lot) {
    if (left.lot.acquiredAt !== right.lot.acquiredAt) return left.lot.acquiredAt - right.lot.acquiredAt;
    return left.lot.id < right.lot.id ? -1 : 1;
  }
  if (left.heldFrom !== right.heldFrom) return left.heldFrom < right.heldFrom ? -1 : 1;
  return left.nth - right.nth;
};

/** The dearest a unit first, the oldest of what is as dear. */
const dearestFirst: Order = (left, right) => {
  if (left.base === right.base) return oldestFirst(left, right);
  const [one, other] = [left.base.cost * right.base.quantity, right.base.cost * left.base.quantity];
  if (one === other) return oldestFirst(left, right);
  return one > other ? -1 : 1;
};

/** Which parcel of a pool goes first. */
export const ORDER_OF: Readonly<Record<LotMethod, Order>> = {
  fifo: oldestFirst,
  lifo: (left, right) => oldestFirst(right, left),
  hifo: dearestFirst,
  average: oldestFirst,
};
