import type { Network } from '@diboas/kernel';
import { isChainNetwork } from '@diboas/networks';
import type { Payee, Terms } from '@diboas/orchestration';
import { type PaymentMethod, type PlaceView, paymentMethod } from '@diboas/protocol';

/** How a person pays, where that is one of the ways that screens know; null where nothing is paid. */
export function methodOf(method: string): PaymentMethod | null {
  const parsed = paymentMethod.safeParse(method);
  return parsed.success ? parsed.data : null;
}

/** Where the money is before and after. What is not known is shown as elsewhere: a view never throws. */
export function placesOf(terms: Terms): { readonly from: PlaceView; readonly to: PlaceView } {
  const { between, letter, method, origin, payee, order } = terms;
  if (terms.operation === 'YIELD')
    return { from: { kind: 'elsewhere' }, to: { kind: 'balance', type: between?.to ?? 'DEFI' } };
  const paidBy = methodOf(method);
  if (between) {
    // What is added and moved on in one go comes from where it is paid, and not from the balance that it passes.
    const from: PlaceView =
      paidBy === null ? { kind: 'balance', type: between.from } : { kind: 'payment', method: paidBy };
    return { from, to: { kind: 'balance', type: between.to } };
  }
  if (letter) {
    return origin.kind === 'arrival'
      ? { from: { kind: 'person', name: null, email: letter.from }, to: BANKING }
      : { from: BANKING, to: { kind: 'person', name: letter.name, email: letter.to } };
  }
  if (payee) {
    const place = payeePlace(payee, order.network);
    const isComing = origin.kind === 'deposit' || origin.kind === 'follow_up';
    return isComing ? { from: place, to: BANKING } : { from: BANKING, to: place };
  }
  const outside: PlaceView = paidBy === null ? { kind: 'elsewhere' } : { kind: 'payment', method: paidBy };
  return terms.operation === 'REVERSAL' ? { from: BANKING, to: outside } : { from: outside, to: BANKING };
}

/** Whoever is paid outside, or pays from there. */
function payeePlace({ kind, name, shown }: Payee, network: Network): PlaceView {
  if (kind === 'bank_account') return { kind: 'bank_account', shown, name };
  return isChainNetwork(network) ? { kind: 'address', network, address: shown, name } : { kind: 'elsewhere' };
}

const BANKING: PlaceView = { kind: 'balance', type: 'BANKING' };
