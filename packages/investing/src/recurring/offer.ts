import { assert, type Instant, MINUTE_MS } from '@diboas/kernel';
import { isChainNetwork } from '@diboas/networks';
import type { BuyConsent, BuyEvery, RecurringBuy, Terms } from '@diboas/orchestration';
import { totalMaxOf } from './consent.ts';
import { dayInZone } from './schedule.ts';
import { settled } from './step.ts';

/** Clocks are apart, and whoever confirmed a quote at its end may be told of late. */
const UNCONFIRMED_MS = 5 * MINUTE_MS;

/** What somebody agrees to for every time by confirming a quote; null for what is no trade at the price of now. */
export function consentIn({ operation, trade, order, receive, price }: Terms): BuyConsent | null {
  if (operation !== 'BUY_CRYPTO' || trade?.type !== 'market') return null;
  const { toleranceBps } = trade;
  assert(isChainNetwork(order.payNetwork), 'digital dollars are on a network', { network: order.payNetwork });
  return {
    ...{ coin: receive.money.asset, amount: price.amount, network: order.payNetwork, toleranceBps },
    totalMax: totalMaxOf({ price }, toleranceBps),
  };
}

/**
 * A recurring buy that goes with a quote, by the quote's id: confirming the quote makes the first buy and agrees to the others. It
 * counts from the day of the quote in its person's zone. Null for a quote of anything else.
 */
export function offerRecurring(
  terms: Terms,
  { every, zone }: { readonly every: BuyEvery; readonly zone: string },
): RecurringBuy | null {
  const consent = consentIn(terms);
  if (consent === null) return null;
  const { id, customerId, createdAt, expiresAt } = terms;
  return {
    ...{ id, customerId, consent, state: 'offered', pausedBy: null, next: 1, announced: null, beganAt: null },
    schedule: { every, anchorOn: dayInZone({ zone }, createdAt), anchorNumber: 0, zone },
    ...{ last: null, version: 1, createdAt, changedAt: createdAt, dueAt: expiresAt + UNCONFIRMED_MS },
  };
}

/** Its quote was confirmed. */
export function afterConfirmed(rule: RecurringBuy, now: Instant): RecurringBuy {
  return rule.state === 'offered' ? settled({ ...rule, state: 'active' }, now) : rule;
}
