import { ASSETS } from '@diboas/kernel';
import type { LimitLeft, MoneyView, OperationView } from '@diboas/protocol';
import { showsAll } from '../money/money-text.ts';
import { isLess, tightestOf } from '../wizard/limit-left.ts';

/** What an amount has to keep within, as far as it is known. */
export interface AmountBounds {
  readonly asset: MoneyView['asset'];
  readonly minimum: MoneyView | null;
  /** What one transaction may be of at most. */
  readonly maximum: MoneyView | null;
  /** What can be used of the balance that it leaves; null where it leaves none, too. */
  readonly available: MoneyView | null;
  /** The limit that has the least left. */
  readonly limit: LimitLeft | null;
}

export function boundsOf(
  asset: MoneyView['asset'],
  { operation, available }: { operation: OperationView | null; available: MoneyView | null },
): AmountBounds {
  const limit = operation && tightestOf(operation.limits);
  return {
    asset,
    available,
    // One unit of the last digit is no minimum that anybody has to be told.
    minimum: operation && showsAll(operation.minimum) ? paidIn(asset, operation.minimum) : null,
    maximum: operation?.maximum ? paidIn(asset, operation.maximum) : null,
    // What is left in dollars says nothing exact of euros or a coin: only a price tells whether they fit into it.
    limit: limit && asset !== limit.left.asset ? null : limit,
  };
}

/** What may be paid is the same figure in every currency; of a coin, what is said in dollars says nothing exact. */
function paidIn(asset: MoneyView['asset'], bound: MoneyView): MoneyView | null {
  if (asset === bound.asset) return bound;
  return isOtherCurrency(asset, bound.asset) ? { ...bound, asset } : null;
}

function isOtherCurrency(one: MoneyView['asset'], other: MoneyView['asset']): boolean {
  return one !== other && ASSETS[one].kind === 'fiat' && ASSETS[other].kind === 'fiat';
}

/** The most that can be entered; null while nothing is known to bound it. */
export function mostOf({ available, maximum, limit }: AmountBounds): MoneyView | null {
  return [available, maximum, limit?.left ?? null].reduce(
    (least, one) => (least === null || (one !== null && isLess(one, least)) ? one : least),
    null,
  );
}

/** The limit, where it and nothing else keeps an amount from being larger. */
export function bindingLimit(bounds: AmountBounds): LimitLeft | null {
  const others = mostOf({ ...bounds, limit: null });
  return bounds.limit && !(others && isLess(others, bounds.limit.left)) ? bounds.limit : null;
}
