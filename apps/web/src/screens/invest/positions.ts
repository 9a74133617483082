import { type BalancesView, type MoneyView, type TradedView, traded } from '@diboas/protocol';
import { addUp, addUpBalances } from '../../money/add-up.ts';
import { isZero } from '../../money/money-text.ts';

/** What of a coin, or of digital dollars, is in the INVESTING balance. */
export interface InvestedAmount {
  /** All of it, set aside or not. */
  readonly quantity: MoneyView;
  /** What of it is set aside for what is under way. */
  readonly reserved: MoneyView;
}

export function positionOf(
  { balances }: Pick<BalancesView, 'balances'>,
  asset: MoneyView['asset'],
): InvestedAmount {
  const invested = balances.filter(({ type }) => type === 'INVESTING');
  const reserved = addUpBalances(invested, 'reserved', asset);
  return { quantity: addUp(asset, [addUpBalances(invested, 'available', asset), reserved]), reserved };
}

/** The coins that are there, in the order in which they are listed everywhere. */
export function positionsIn(
  view: Pick<BalancesView, 'balances'>,
): readonly (InvestedAmount & { coin: TradedView })[] {
  return traded.options
    .map((one) => ({ ...positionOf(view, one), coin: one }))
    .filter(({ quantity }) => !isZero(quantity.amount));
}
