import {
  type Asset,
  DAY_MS,
  type Money,
  money,
  type Network,
  scaleUnits,
  shareOfMoney,
} from '@diboas/kernel';
import {
  type FeePart,
  type PriceRefusal,
  type PriceRequest,
  type Pricing,
  type ProviderQuote,
  priceOf,
  type UseLimit,
} from '@diboas/orchestration';
import { identityPart } from '../identity/fee.ts';

/** Our own fee for adding money, in basis points of the amount: mission row M11. */
export const ADD_FUNDS_FEE_BPS = 50n;

/** What may be added at once. From how much on somebody must be known is compliance's to say. */
export const ADD_FUNDS_SIZE: { readonly minimum: Money; readonly maximum: Money } = {
  minimum: money('USD', 5_00n),
  maximum: money('USD', 50_000_00n),
};

/** What nobody may add in a day and a month, however well they are known. */
export const ADD_FUNDS_LIMITS: readonly UseLimit[] = [
  { windowMs: DAY_MS, most: money('USD', 100_000_00n) },
  { windowMs: 30 * DAY_MS, most: money('USD', 1_000_000_00n) },
];

/** What people pay in. */
export const ADD_FUNDS_CURRENCIES = ['USD', 'EUR'] as const satisfies readonly Asset[];

/** How people pay. `bank` goes by the network of banks of the currency: ACH in dollars, SEPA in euros. */
export const ADD_FUNDS_METHODS = ['card', 'apple_pay', 'google_pay', 'bank', 'wire'] as const;

/** What arrives, and where. The first is what nobody needs to choose. */
export const ADD_FUNDS_GOODS = [
  { asset: 'USDC', network: 'solana' },
  { asset: 'USDC', network: 'ethereum' },
  { asset: 'USDC', network: 'sui' },
  { asset: 'BTC', network: 'bitcoin' },
  { asset: 'ETH', network: 'ethereum' },
  { asset: 'SOL', network: 'solana' },
  { asset: 'SUI', network: 'sui' },
] as const satisfies readonly { readonly asset: Asset; readonly network: Network }[];

/** What may be added of anything is for providers to sell. The least and the most are the same figures in every currency. */
export function admitAddFunds({ pay, payNetwork, method, receive }: PriceRequest): PriceRefusal | null {
  const { minimum, maximum } = ADD_FUNDS_SIZE;
  const isPaidIn = ADD_FUNDS_CURRENCIES.some((known) => known === pay.asset) && payNetwork === 'fiat';
  const isSold = ADD_FUNDS_GOODS.some(
    ({ asset, network }) => asset === receive.asset && network === receive.network,
  );
  if (!isPaidIn || !isSold) return 'unsupported';
  if (!ADD_FUNDS_METHODS.some((known) => known === method)) return 'method_unavailable';
  if (pay.units < minimum.units) return 'amount_too_small';
  if (pay.units > maximum.units) return 'amount_too_large';
  return null;
}

/** Rounded down, in the person's favour. */
function ownFee(pay: Money): Money {
  return shareOfMoney(pay, ADD_FUNDS_FEE_BPS, 'down');
}

/** What the on-ramp is asked to convert: the amount, our own fee, and what finding out who they are costs. */
export function paidForConversion(request: Pick<PriceRequest, 'pay' | 'identityFee'>): Money {
  const { pay } = request;
  return money(pay.asset, pay.units + keptOf(request));
}

/** What of the price is ours, in minor units of what is paid. */
function keptOf({ pay, identityFee }: Pick<PriceRequest, 'pay' | 'identityFee'>): bigint {
  return ownFee(pay).units + (identityFee?.units ?? 0n);
}

export function priceAddFunds(request: PriceRequest, quote: ProviderQuote): Pricing {
  const fee = ownFee(request.pay);
  const own: FeePart = {
    tier: 'platform',
    amount: fee,
    takenBy: 'diBoaS',
    purpose: 'arranging',
    basis: { kind: 'rate', bps: Number(ADD_FUNDS_FEE_BPS), of: request.pay },
  };
  const whole = priceOf(request.pay, [own, ...identityPart(request), ...quote.fees]);
  const pay = paidForConversion(request);
  const { network } = request.receive;
  const received = money(
    quote.deliver.asset,
    quote.deliver.units - feeShare(quote.deliver, keptOf(request), pay),
  );
  return {
    price: whole,
    receive: { money: received, network },
    order: { pay, payNetwork: 'fiat', deliver: quote.deliver, network, chargeMax: whole.total },
  };
}

/** Our fees' part of what was delivered for `pay`, rounded down in the person's favour. */
function feeShare(delivered: Money, kept: bigint, pay: Money): bigint {
  return scaleUnits(delivered.units, { numerator: kept, denominator: pay.units, rounding: 'down' });
}
