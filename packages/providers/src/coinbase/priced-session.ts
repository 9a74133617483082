import {
  type Asset,
  accept,
  type Money,
  type Network,
  type Outcome,
  parseMoney,
  refuse,
} from '@diboas/kernel';
import { z } from 'zod';
import { keptLink, keptText } from '../kept-text.ts';

/** Where the person is taken to be: Coinbase names no price without it. */
export interface Market {
  /** ISO 3166-1, two letters: US. */
  readonly country: string;
  /** ISO 3166-2, without the country: NY. Coinbase wants it for the United States only. */
  readonly subdivision: string | null;
}

/** Our ways to pay, by Coinbase's names for them. */
const METHODS: Readonly<Record<string, string>> = { card: 'CARD', apple_pay: 'APPLE_PAY', bank: 'ACH' };

/** Coinbase's name for a way to pay; null when it has none. */
export function methodNameOf(method: string): string | null {
  return Object.hasOwn(METHODS, method) ? (METHODS[method] ?? null) : null;
}

/** What a session is asked for: the amount is either the whole payment or what shall arrive, never both. */
export interface SessionRequest {
  readonly market: Market;
  readonly methodName: string;
  readonly payIn: Asset;
  readonly network: Network;
  readonly destination: string;
  readonly amount: { readonly paymentAmount: string } | { readonly purchaseAmount: string };
  readonly receive: Asset;
}

export function sessionBody({
  market,
  methodName,
  payIn,
  network,
  destination,
  amount,
  receive,
}: SessionRequest) {
  const { country, subdivision } = market;
  return {
    purchaseCurrency: receive,
    destinationNetwork: network,
    destinationAddress: destination,
    ...amount,
    paymentCurrency: payIn,
    paymentMethod: methodName,
    country,
    ...(subdivision === null ? {} : { subdivision }),
  };
}

/** A link to pay at, and what paying there costs: `total` is `subtotal` and both fees. */
export interface PricedSession {
  readonly url: string;
  readonly subtotal: Money;
  readonly exchangeFee: Money;
  readonly networkFee: Money;
  readonly total: Money;
  readonly purchase: Money;
}

const figure = keptText;
const answerSchema = z.object({
  session: z.object({ onrampUrl: keptLink }),
  quote: z.object({
    paymentTotal: figure,
    paymentSubtotal: figure,
    paymentCurrency: z.string(),
    purchaseAmount: figure,
    purchaseCurrency: z.string(),
    destinationNetwork: z.string(),
    fees: z.array(
      z.object({
        type: z.enum(['FEE_TYPE_EXCHANGE', 'FEE_TYPE_NETWORK']),
        amount: figure,
        currency: z.string(),
      }),
    ),
  }),
});

/** Why an answer is no session we can offer anybody. For operators. */
export interface SessionDoubt {
  readonly detail: string;
}

/** Reads an answer to `request`. Figures that are of another trade, inexact or do not add up make it unreadable. */
export function readPricedSession(
  body: unknown,
  { payIn, receive, network }: Pick<SessionRequest, 'payIn' | 'receive' | 'network'>,
): Outcome<PricedSession, SessionDoubt> {
  const read = answerSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse({ detail: `not a priced session: ${fields}` });
  }
  const { session, quote } = read.data;
  const sameTrade =
    quote.paymentCurrency === payIn &&
    quote.purchaseCurrency === receive &&
    quote.destinationNetwork === network &&
    quote.fees.every((fee) => fee.currency === payIn);
  if (!sameTrade) return refuse({ detail: 'the session is for another trade than was asked for' });
  const feesOf = (type: string): readonly string[] =>
    quote.fees.filter((fee) => fee.type === type).map((fee) => fee.amount);
  const subtotal = sumOf(payIn, [quote.paymentSubtotal]);
  const total = sumOf(payIn, [quote.paymentTotal]);
  const exchangeFee = sumOf(payIn, feesOf('FEE_TYPE_EXCHANGE'));
  const networkFee = sumOf(payIn, feesOf('FEE_TYPE_NETWORK'));
  const purchase = sumOf(receive, [quote.purchaseAmount]);
  if (!subtotal || !total || !exchangeFee || !networkFee || !purchase) {
    return refuse({ detail: 'the figures of the session cannot be read exactly' });
  }
  const adds = subtotal.units + exchangeFee.units + networkFee.units === total.units;
  if (!adds || subtotal.units <= 0n || purchase.units <= 0n) {
    return refuse({ detail: 'the figures of the session do not add up' });
  }
  return accept({ url: session.onrampUrl, subtotal, exchangeFee, networkFee, total, purchase });
}

/** Exactly; null when one of them is negative or has more digits than the asset. */
function sumOf(asset: Asset, amounts: readonly string[]): Money | null {
  let units = 0n;
  for (const amount of amounts) {
    const part = parseMoney(asset, amount);
    if (!part.ok || part.value.units < 0n) return null;
    units += part.value.units;
  }
  return { asset, units };
}
