import { assert, formatInstant, formatMoney } from '@diboas/kernel';
import type { Price, Terms } from '@diboas/orchestration';
import { type PaymentMethod, paymentMethod, type QuoteView, type TransactionView } from '@diboas/protocol';
import { showMoney } from '../money/view.ts';

/** How a provider is called by people. */
export type ProviderName = (providerId: string) => string;

export function showPrice({ amount, fees, total }: Price): QuoteView['pay'] {
  return {
    amount: showMoney(amount),
    fees: fees.map(({ tier, amount: part, takenBy, purpose, basis }) => ({
      tier,
      amount: showMoney(part),
      takenBy,
      purpose,
      basis: basis.kind === 'rate' ? { ...basis, of: showMoney(basis.of) } : basis,
    })),
    total: showMoney(total),
  };
}

export function showReceive({ money, network }: Terms['receive']): QuoteView['receive'] {
  return { asset: money.asset, network, amount: formatMoney(money) };
}

export function showQuote(terms: Terms, providerName: ProviderName): QuoteView {
  return {
    id: terms.id,
    operation: quotedOperation(terms.operation),
    method: methodOf(terms.method),
    provider: { id: terms.provider, name: providerName(terms.provider) },
    pay: showPrice(terms.price),
    receive: showReceive(terms.receive),
    estimate: terms.estimate,
    createdAt: formatInstant(terms.createdAt),
    expiresAt: formatInstant(terms.expiresAt),
  };
}

/** Stored terms were made by this server from requests it had checked, so anything else in them is a bug. */
function quotedOperation(operation: string): QuoteView['operation'] {
  assert(operation === 'ADD_FUNDS', 'an operation that nobody can ask for', { operation });
  return operation;
}

/** A transaction may also be one that nobody asked for: the reversal of another. */
export function operationOf(operation: string): TransactionView['operation'] {
  return operation === 'REVERSAL' ? operation : quotedOperation(operation);
}

export function methodOf(method: string): PaymentMethod {
  const parsed = paymentMethod.safeParse(method);
  assert(parsed.success, 'a payment method that screens do not know', { method });
  return parsed.data;
}
