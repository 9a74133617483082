import type { MoneyView, TransactionView } from '@diboas/protocol';
import { isZero } from '../money/format-money.ts';

/** What was charged in the end; what was agreed where nothing was, or is not yet. */
export function chargedOf({ receipt, pay }: TransactionView): MoneyView {
  return receipt && !isZero(receipt.charged.amount) ? receipt.charged : pay.total;
}

/** What arrived in the end, which may be more than was agreed; what was agreed while it has not. */
export function deliveredOf({ receipt, receive }: TransactionView): MoneyView {
  return receipt?.delivered ?? { asset: receive.asset, amount: receive.amount };
}
