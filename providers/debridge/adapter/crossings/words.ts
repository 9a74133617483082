// What deBridge's words of an order mean. Source: docs.debridge.com, "Order states".

/**
 * How an order stands: `waiting` for whoever fulfils it, for as long as that takes; `arrived`, whatever comes between deBridge and whoever
 * fulfilled it; `coming_back` once it was cancelled, and `returned` once what was given was claimed.
 */
export type OrderState = 'waiting' | 'arrived' | 'coming_back' | 'returned';

const STATES: Readonly<Record<string, OrderState>> = {
  Created: 'waiting',
  Fulfilled: 'arrived',
  SentUnlock: 'arrived',
  ClaimedUnlock: 'arrived',
  OrderCancelled: 'coming_back',
  SentOrderCancel: 'coming_back',
  ClaimedOrderCancel: 'returned',
};

/** Null for a word that nobody knows: nobody guesses what became of money. */
export function stateOf(word: string): OrderState | null {
  return STATES[word] ?? null;
}
