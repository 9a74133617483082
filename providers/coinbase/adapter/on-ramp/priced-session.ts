import {
  type Asset,
  accept,
  assert,
  type Money,
  type Network,
  type Outcome,
  refuse,
  scaleUnits,
} from '@diboas/kernel';
import { keptLink, keptText, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';

/** Where the person is taken to be: Coinbase names no price without it. */
export interface Market {
  /** ISO 3166-1, two letters: US. */
  readonly country: string;
  /** ISO 3166-2, without the country: NY. Coinbase wants it for the United States only. */
  readonly subdivision: string | null;
}

/** Refused at the start, by the name of the setting: without it every price would be refused, one by one. */
export function checkMarket(market: Market): Market {
  const { country, subdivision } = market;
  assert(/^[A-Z]{2}$/.test(country), 'COINBASE_MARKET must begin with a country, in two letters: US-NY');
  assert(
    subdivision === null || /^[A-Z0-9]{1,3}$/.test(subdivision),
    'COINBASE_MARKET names no state: US-NY',
  );
  assert(
    country !== 'US' || subdivision !== null,
    'COINBASE_MARKET must name the state too for the United States: US-NY',
  );
  return market;
}

/** Our ways to pay, by Coinbase's names for them. */
const METHODS: Readonly<Record<string, string>> = { card: 'CARD', apple_pay: 'APPLE_PAY', bank: 'ACH' };

/**
 * Coinbase's name for a way to pay; null when it has none for what is paid in. ACH is of dollars, and who is in the United
 * States pays in dollars alone.
 */
export function methodNameOf(
  method: string,
  { payIn, market }: { payIn: Asset; market: Market },
): string | null {
  const name = Object.hasOwn(METHODS, method) ? (METHODS[method] ?? null) : null;
  const needsDollars = name === 'ACH' || market.country === 'US';
  return needsDollars && payIn !== 'USD' ? null : name;
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
    quote.fees.every((fee) => fee.currency === payIn || fee.currency === receive);
  if (!sameTrade) return refuse({ detail: 'the session is for another trade than was asked for' });
  const subtotal = sumOf(payIn, [quote.paymentSubtotal]);
  const total = sumOf(payIn, [quote.paymentTotal]);
  const purchase = sumOf(receive, [quote.purchaseAmount]);
  const [exchange, passedOn] = ['FEE_TYPE_EXCHANGE', 'FEE_TYPE_NETWORK'].map((type) => {
    const amountsIn = (currency: Asset): readonly string[] =>
      quote.fees.filter((fee) => fee.type === type && fee.currency === currency).map((fee) => fee.amount);
    return { inMoney: sumOf(payIn, amountsIn(payIn)), inCrypto: sumOf(receive, amountsIn(receive)) };
  });
  if (!subtotal || !total || !purchase || !isRead(exchange) || !isRead(passedOn)) {
    return refuse({ detail: 'the figures of the session cannot be read exactly' });
  }
  if (subtotal.units <= 0n || purchase.units <= 0n) {
    return refuse({ detail: 'the session is about nothing' });
  }
  const fees = feesInMoney({ subtotal, total, purchase }, { exchange, passedOn });
  if (fees === null) return refuse({ detail: 'the figures of the session do not add up' });
  return accept({ url: session.onrampUrl, subtotal, total, purchase, ...fees });
}

/** One kind of fee, by what it is written in. */
interface Fee {
  readonly inMoney: Money;
  readonly inCrypto: Money;
}

function isRead(fee: { [Key in keyof Fee]: Fee[Key] | null } | undefined): fee is Fee {
  return fee !== undefined && fee.inMoney !== null && fee.inCrypto !== null;
}

/**
 * Both fees in what is paid; null when they are not what `total` has above `subtotal`. Coinbase may write a fee in the
 * crypto that is bought. Its worth is then what is left of the total, which must be what it comes to at the price of this
 * very session, but for a hundredth and a minor unit a fee: a fee that is taken from what arrives does not fit that.
 */
function feesInMoney(
  { subtotal, total, purchase }: Pick<PricedSession, 'subtotal' | 'total' | 'purchase'>,
  { exchange, passedOn }: { exchange: Fee; passedOn: Fee },
): Pick<PricedSession, 'exchangeFee' | 'networkFee'> | null {
  const rest = total.units - subtotal.units - exchange.inMoney.units - passedOn.inMoney.units;
  const worthOf = ({ inCrypto }: Fee): bigint =>
    scaleUnits(inCrypto.units, {
      numerator: subtotal.units,
      denominator: purchase.units,
      rounding: 'half_up',
    });
  const [ofExchange, ofNetwork] = [worthOf(exchange), worthOf(passedOn)];
  const isAnyInCrypto = exchange.inCrypto.units > 0n || passedOn.inCrypto.units > 0n;
  const tolerance = isAnyInCrypto ? 2n + rest / 100n : 0n;
  const difference = rest - ofExchange - ofNetwork;
  if (rest < 0n || difference > tolerance || difference < -tolerance) return null;
  // What rounding leaves is Coinbase's, unless the network alone is paid in crypto.
  const network = exchange.inCrypto.units > 0n ? minOf(ofNetwork, rest) : rest;
  const networkInCrypto = passedOn.inCrypto.units > 0n ? network : 0n;
  const asset = subtotal.asset;
  return {
    exchangeFee: { asset, units: exchange.inMoney.units + rest - networkInCrypto },
    networkFee: { asset, units: passedOn.inMoney.units + networkInCrypto },
  };
}

function minOf(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

/** Exactly; null when one of them is negative or has more digits than the asset. */
function sumOf(asset: Asset, amounts: readonly string[]): Money | null {
  let units = 0n;
  for (const amount of amounts) {
    const part = readAmount(asset, amount);
    if (part === null) return null;
    units += part.units;
  }
  return { asset, units };
}
