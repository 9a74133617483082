import type { MoneyView, TransactionSummary } from '@diboas/protocol';
import { isZero } from '../money/format-money.ts';

/** What was charged in the end; what was agreed where nothing was, or is not yet. */
export function chargedOf({ receipt, pay }: TransactionSummary): MoneyView {
  return receipt && !isZero(receipt.charged.amount) ? receipt.charged : pay.total;
}

/** What arrived in the end, which may be more than was agreed; what was agreed while it has not. */
export function deliveredOf({ receipt, receive }: TransactionSummary): MoneyView {
  return receipt?.delivered ?? { asset: receive.asset, amount: receive.amount };
}
