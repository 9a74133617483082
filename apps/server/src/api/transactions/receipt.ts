import { type Asset, type Id, type Money, money, referenceOfId, subtractMoney } from '@diboas/kernel';
import { originalOf, type Transaction } from '@diboas/orchestration';
import type { TransactionView } from '@diboas/protocol';
import { chargedIn } from '../money/charged.ts';
import { showMoney } from '../money/view.ts';
import { doneInPart } from './legs.ts';
import { isOutOfOwn, leavesUs } from './own-money.ts';
import { isPaid } from './progress.ts';
import { undoneOf } from './undone.ts';

type Receipt = NonNullable<TransactionView['receipt']>;

/**
 * What was quoted and what was charged; null when no money moved. A provider that does not say what it charged was held
 * to the quote by the settlement, what one gave back that could not deliver is what it said, and a reversal takes exactly
 * what its terms name, as a return brings it.
 */
export function showReceipt(transaction: Transaction): Receipt | null {
  const { terms, recipient, operation } = transaction;
  const settlement = transaction.settlement ?? doneInPart(transaction);
  const quoted = terms.price.total;
  const nothing = money(quoted.asset, 0n);
  const original = originalOf(terms);
  if (original !== null && operation === 'REVERSAL')
    return { ...receipt(quoted, quoted, nothing), takenBack: otherSide(quoted, original) };
  if (!settlement)
    // What was set aside in a balance for what came to nothing never left it.
    return isPaid(transaction) && !isOutOfOwn(terms)
      ? receipt(quoted, quoted, refundedIn(quoted.asset, transaction))
      : null;
  const goesOut = recipient !== null || leavesUs(terms);
  const charged = chargedIn(settlement, terms);
  const isReturn = original !== null && operation === 'RETURN';
  return {
    ...receipt(quoted, charged, nothing),
    // What goes to somebody else is credited to nobody here.
    delivered: showMoney(goesOut ? settlement.delivered.money : settlement.credited),
    networkReference: settlement.delivered.networkReference,
    takenBack: takenBackOf(transaction),
    cameBack: isReturn
      ? { ...otherSide(settlement.credited, original), kept: null }
      : cameBackOf(transaction, charged),
  };
}

function refundedIn(asset: Asset, { compensation }: Transaction): Money {
  const refunded = compensation?.refunded.find((one) => one.asset === asset);
  return refunded ?? money(asset, 0n);
}

function receipt(quoted: Money, charged: Money, returned: Money): Receipt {
  return {
    quoted: showMoney(quoted),
    charged: showMoney(charged),
    difference: showMoney(subtractMoney(charged, quoted)),
    returned: showMoney(returned),
    paid: showMoney(subtractMoney(charged, returned)),
    delivered: null,
    networkReference: null,
    takenBack: null,
    cameBack: null,
  };
}

function takenBackOf(transaction: Transaction): Receipt['takenBack'] {
  const undone = undoneOf(transaction);
  return undone?.operation === 'REVERSAL' ? otherSide(undone.money, undone.by) : null;
}

/** What came back, and what of all that had left was not among it: the fees of an order that was carried out. */
function cameBackOf(transaction: Transaction, charged: Money): Receipt['cameBack'] {
  const undone = undoneOf(transaction);
  if (undone?.operation !== 'RETURN') return null;
  return { ...otherSide(undone.money, undone.by), kept: showMoney(subtractMoney(charged, undone.money)) };
}

function otherSide(amount: Money, transaction: Id): NonNullable<Receipt['takenBack']> {
  return { amount: showMoney(amount), transaction, reference: referenceOfId(transaction) };
}
