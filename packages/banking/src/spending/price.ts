// What the price of anything is that leaves a balance for somewhere outside.
import { type Money, money } from '@diboas/kernel';
import {
  type FeePart,
  feesOf,
  type PriceRequest,
  type Pricing,
  type ProviderQuote,
  priceOf,
} from '@diboas/orchestration';
import { identityPart } from '../identity/fee.ts';

/**
 * All fees come on top of the amount, in what leaves. What the provider takes is within `chargeMax`; our own fee, and what
 * pays for a network that we pay ourselves, are beside it.
 */
export function priceSpend(
  request: PriceRequest,
  { fees, deliver, networkCost }: ProviderQuote,
  own: FeePart,
): Pricing {
  const { pay, payNetwork } = request;
  const { network } = request.receive;
  const ours = [own, ...identityPart(request)];
  const price = priceOf(pay, [...ours, ...fees]);
  const beside =
    ours.reduce((sum, { amount }) => sum + amount.units, 0n) + (networkCost ? feesOf(price, 'network') : 0n);
  const chargeMax = money(pay.asset, price.total.units - beside);
  return {
    price,
    receive: { money: deliver, network },
    order: { pay, payNetwork, deliver, network, chargeMax, ...(networkCost ? { networkCost } : {}) },
  };
}

/** Our own part of the fees. */
export function ownFee(amount: Money, basis: FeePart['basis']): FeePart {
  return { tier: 'platform', amount, takenBy: 'diBoaS', purpose: 'arranging', basis };
}
