import { BRIDGE, START_STRATEGY } from '@diboas/defi';
import type { Network } from '@diboas/kernel';
import { type ChainNetwork, isChainNetwork } from '@diboas/networks';
import type { Payee, StrategyTerms, Terms } from '@diboas/orchestration';
import { type PaymentMethod, type PlaceView, paymentMethod } from '@diboas/protocol';

/** How a person pays, where that is one of the ways that screens know; null where nothing is paid. */
export function methodOf(method: string): PaymentMethod | null {
  const parsed = paymentMethod.safeParse(method);
  return parsed.success ? parsed.data : null;
}

/** Where the money is before and after. What is not known is shown as elsewhere: a view never throws. */
export function placesOf(terms: Terms): { readonly from: PlaceView; readonly to: PlaceView } {
  const { between, letter, method, origin, payee, order, legs, strategy } = terms;
  const [first, last] = [legs?.[0]?.terms, legs?.at(-1)?.terms];
  if (first && last) return { from: placesOf(first).from, to: placesOf(last).to };
  if (strategy) return inStrategy(terms, strategy);
  const paidBy = methodOf(method);
  if (between && isCrossing(terms)) {
    const { from, to } = between;
    return {
      from: { kind: 'balance', type: from, ...networkOf(order.payNetwork) },
      to: { kind: 'balance', type: to, ...networkOf(order.network) },
    };
  }
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

function isCrossing({ operation }: Terms): boolean {
  return operation === BRIDGE.name;
}

function networkOf(network: Network): { readonly network?: ChainNetwork } {
  return isChainNetwork(network) ? { network } : {};
}

/** What is put into a strategy comes from the DEFI balance, and what is taken out goes there; what it earned stays there. */
function inStrategy(
  { operation }: Terms,
  { strategy, position }: StrategyTerms,
): { readonly from: PlaceView; readonly to: PlaceView } {
  const there: PlaceView = { kind: 'strategy', strategy, position };
  const balance: PlaceView = { kind: 'balance', type: 'DEFI' };
  switch (operation) {
    case 'YIELD':
      return { from: { kind: 'elsewhere' }, to: there };
    case START_STRATEGY.name:
      return { from: balance, to: there };
    default:
      return { from: there, to: balance };
  }
}

/** Whoever is paid outside, or pays from there. */
function payeePlace({ kind, name, shown }: Payee, network: Network): PlaceView {
  if (kind === 'bank_account') return { kind: 'bank_account', shown, name };
  return isChainNetwork(network) ? { kind: 'address', network, address: shown, name } : { kind: 'elsewhere' };
}

const BANKING: PlaceView = { kind: 'balance', type: 'BANKING' };
