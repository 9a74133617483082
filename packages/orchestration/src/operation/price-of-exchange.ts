// The price of what is exchanged for something else of the same person: with all fees on top of what leaves, or with all of
// them kept of what arrives.
import { type Money, money, shareOfMoney } from '@diboas/kernel';
import { type FeePart, feesOf, priceOf } from '../agreement/price.ts';
import type { ProviderQuote } from '../provider/provider.ts';
import type { PriceRequest, Pricing } from './operation.ts';

/** Our own fee: so many basis points of an amount, rounded down. */
export function ownFeeOf(of: Money, bps: bigint): FeePart {
  const basis = { kind: 'rate', bps: Number(bps), of } as const;
  const amount = shareOfMoney(of, bps, 'down');
  return { tier: 'platform', amount, takenBy: 'diBoaS', purpose: 'arranging', basis };
}

/**
 * All fees on top of what leaves, but those that whoever carries it out keeps of what arrives. They take theirs within `chargeMax`; ours, of `bps`, and what pays for a
 * network that we pay ourselves, are beside it.
 */
export function priceOnTop(
  { pay, payNetwork, receive }: PriceRequest,
  quote: ProviderQuote,
  bps: bigint,
): Pricing {
  const own = ownFeeOf(pay, bps);
  const price = priceOf(pay, [own, ...quote.fees]);
  const beside = own.amount.units + (quote.networkCost ? feesOf(price, 'network') : 0n);
  const chargeMax = money(pay.asset, price.total.units - beside);
  return pricing({ pay, payNetwork, receive }, quote, { price, chargeMax, fees: quote.keeps ?? [] });
}

/**
 * All fees kept of what arrives, but those that whoever carries it out takes on top. Ours, of `bps`, is of the least that
 * arrives, so what arrives beyond that is the person's whole. What pays for a network that we pay ourselves arrives with the
 * rest, and is kept by us.
 */
export function priceKept(
  { pay, payNetwork, receive }: PriceRequest,
  quote: ProviderQuote,
  bps: bigint,
): Pricing {
  const own = ownFeeOf(quote.deliver, bps);
  const price = priceOf(pay, quote.fees);
  const network = quote.networkCost ? keptForNetwork(quote) : 0n;
  const fees = [own, ...(quote.keeps ?? [])].filter(({ amount }) => amount.units > 0n);
  return pricing({ pay, payNetwork, receive }, quote, {
    price,
    chargeMax: price.total,
    fees,
    kept: own.amount.units + network,
    arrives: network,
  });
}

function keptForNetwork({ keeps = [] }: ProviderQuote): bigint {
  return keeps.reduce((sum, { tier, amount }) => (tier === 'network' ? sum + amount.units : sum), 0n);
}

function pricing(
  { pay, payNetwork, receive: { network } }: Pick<PriceRequest, 'pay' | 'payNetwork' | 'receive'>,
  quote: ProviderQuote,
  {
    price,
    chargeMax,
    fees,
    kept = 0n,
    arrives = 0n,
  }: {
    readonly price: Pricing['price'];
    readonly chargeMax: Money;
    readonly fees: readonly FeePart[];
    /** What is kept by us of what arrives. */
    readonly kept?: bigint;
    /** What arrives beside what was named with the price. */
    readonly arrives?: bigint;
  },
): Pricing {
  const more = ({ asset, units }: Money): Money => money(asset, units + arrives);
  const deliver = more(quote.deliver);
  const expected = quote.expected && more(quote.expected);
  const receive = { money: money(deliver.asset, deliver.units - kept), network };
  return {
    price: quote.rest ? { ...price, rest: quote.rest } : price,
    receive: fees.length > 0 ? { ...receive, fees } : receive,
    order: {
      ...{ pay, payNetwork, deliver, network, chargeMax },
      ...(expected ? { expected } : {}),
      ...(quote.networkCost ? { networkCost: quote.networkCost } : {}),
    },
  };
}
