import { type Money, money, shareOfMoney } from '@diboas/kernel';
import {
  type FeePart,
  feesOf,
  type PriceRequest,
  type Pricing,
  type ProviderQuote,
  priceOf,
} from '@diboas/orchestration';
import { TRADE_FEE_BPS } from './limits.ts';

/** Our own fee of the dollars on one side of a trade, rounded down. */
function ownFee(of: Money): FeePart {
  const basis = { kind: 'rate', bps: Number(TRADE_FEE_BPS), of } as const;
  const amount = shareOfMoney(of, TRADE_FEE_BPS, 'down');
  return { tier: 'platform', amount, takenBy: 'diBoaS', purpose: 'arranging', basis };
}

/**
 * What a buyer pays: all fees on top of the dollars that are traded. The venue's is within `chargeMax`; ours, and what pays for a network
 * that we pay ourselves, are beside it.
 */
export function priceBuying({ pay, payNetwork, receive }: PriceRequest, quote: ProviderQuote): Pricing {
  const own = ownFee(pay);
  const price = priceOf(pay, [own, ...quote.fees]);
  const beside = own.amount.units + (quote.networkCost ? feesOf(price, 'network') : 0n);
  const chargeMax = money(pay.asset, price.total.units - beside);
  return pricing({ pay, payNetwork, receive }, quote, { price, chargeMax, fees: [] });
}

/**
 * What a seller gets: all fees are kept of the dollars that the sale brings. Ours is of the least that it brings, so what it
 * brings beyond that is the seller's whole. What pays for a network that we pay ourselves arrives with the rest, and is kept by us.
 */
export function priceSelling({ pay, payNetwork, receive }: PriceRequest, quote: ProviderQuote): Pricing {
  const own = ownFee(quote.deliver);
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
    price,
    receive: fees.length > 0 ? { ...receive, fees } : receive,
    order: {
      ...{ pay, payNetwork, deliver, network, chargeMax },
      ...(expected ? { expected } : {}),
      ...(quote.networkCost ? { networkCost: quote.networkCost } : {}),
    },
  };
}
