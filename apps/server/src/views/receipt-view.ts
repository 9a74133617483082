import { type Id, type Money, money, referenceOfId, subtractMoney } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import type { TransactionView } from '@diboas/protocol';
import { moneyView } from './money-view.ts';

type Receipt = NonNullable<TransactionView['receipt']>;

/**
 * What was quoted and what was charged. A provider that does not say what it charged was held to the quote by the
 * settlement; a transaction that ended without one charged nothing; and a reversal takes exactly what its terms
 * name.
 */
export function receiptView({ terms, settlement, reversedBy }: Transaction): Receipt {
  const quoted = terms.price.total;
  const charged = settlement ? (settlement.charged ?? quoted) : money(quoted.asset, 0n);
  const { reverses } = terms;
  if (reverses !== undefined) return { ...receipt(quoted, quoted), takenBack: takenBack(quoted, reverses) };
  return {
    ...receipt(quoted, charged),
    delivered: settlement ? moneyView(settlement.credited) : null,
    networkReference: settlement?.delivered.networkReference ?? null,
    takenBack: settlement && reversedBy !== null ? takenBack(settlement.credited, reversedBy) : null,
  };
}

function receipt(quoted: Money, charged: Money): Receipt {
  return {
    quoted: moneyView(quoted),
    charged: moneyView(charged),
    difference: moneyView(subtractMoney(charged, quoted)),
    delivered: null,
    networkReference: null,
    takenBack: null,
  };
}

function takenBack(amount: Money, otherSide: Id): Receipt['takenBack'] {
  return { amount: moneyView(amount), transaction: otherSide, reference: referenceOfId(otherSide) };
}
