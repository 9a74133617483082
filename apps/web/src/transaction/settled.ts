import type { MoneyView, PersonState, TransactionSummary } from '@diboas/protocol';
import { isZero } from '../money/money-text.ts';

/** What was charged in the end; what was agreed where nothing was, or is not yet. */
export function chargedOf({ receipt, pay }: TransactionSummary): MoneyView {
  return receipt && !isZero(receipt.charged.amount) ? receipt.charged : pay.total;
}

/** What arrived in the end, which may be more than was agreed; what was agreed while it has not. */
export function deliveredOf({ receipt, receive }: TransactionSummary): MoneyView {
  return receipt?.delivered ?? { asset: receive.asset, amount: receive.amount };
}

const MONEY_CAME_BACK: readonly PersonState[] = ['returning', 'returned', 'return_failed'];

/** It has ended without anybody's money having moved, so there is nothing to give back and nothing to keep. */
export function movedNothing({ state, ended, receipt, reverses }: TransactionSummary): boolean {
  return ended && receipt === null && reverses === null && !MONEY_CAME_BACK.includes(state);
}
