import type { Terms } from '@diboas/orchestration';
import { type PaymentMethod, type PlaceView, paymentMethod } from '@diboas/protocol';

/** How a person pays, where that is one of the ways that screens know; null where nothing is paid. */
export function methodOf(method: string): PaymentMethod | null {
  const parsed = paymentMethod.safeParse(method);
  return parsed.success ? parsed.data : null;
}

/** Where the money is before and after. What is not known is shown as elsewhere: a view never throws. */
export function placesOf(terms: Terms): { readonly from: PlaceView; readonly to: PlaceView } {
  const { between, letter, method, origin } = terms;
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
  const outside: PlaceView = paidBy === null ? { kind: 'elsewhere' } : { kind: 'payment', method: paidBy };
  return terms.operation === 'REVERSAL' ? { from: BANKING, to: outside } : { from: outside, to: BANKING };
}

const BANKING: PlaceView = { kind: 'balance', type: 'BANKING' };
