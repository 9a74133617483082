/** The body of POST /v2/onramp/sessions: its shape, and in one straight list what else must hold. */
import { isIP } from 'node:net';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { isWalletAddress } from '@diboas/sandbox-kit';
import { z } from 'zod';
import {
  type CoinbaseCurrency,
  type CoinbaseNetwork,
  CURRENCY_CODES,
  factsOf,
  isSold,
  NETWORKS,
} from './assets.ts';
import { type CoinbaseError, invalidRequest } from './errors.ts';
import {
  PAYMENT_METHODS,
  type PaymentMethod,
  type Price,
  parseUnits,
  priceOfPayment,
  priceOfPurchase,
  TOTAL_CENTS_MAX,
  TOTAL_CENTS_MIN,
} from './price.ts';

/** The one country where the sandbox's Coinbase sells. */
const COUNTRY = 'US';

const shape = z.strictObject({
  purchaseCurrency: z.string(),
  destinationNetwork: z.string(),
  destinationAddress: z.string().min(1).max(128),
  paymentAmount: z.string().optional(),
  purchaseAmount: z.string().optional(),
  paymentCurrency: z.string().optional(),
  paymentMethod: z.enum(['CARD', 'ACH', 'APPLE_PAY', 'PAYPAL', 'FIAT_WALLET', 'CRYPTO_WALLET']).optional(),
  country: z.string().optional(),
  subdivision: z.string().optional(),
  redirectUrl: z.string().min(5).max(2_048).refine(isUri, 'a URI').optional(),
  clientIp: z
    .string()
    .refine((ip) => isIP(ip) !== 0, 'an IP address')
    .optional(),
  partnerUserRef: z.string().min(1).max(49).optional(),
});
type Shape = z.output<typeof shape>;

/** What the application asked for, read and found possible. */
export interface SessionParams {
  readonly currency: CoinbaseCurrency;
  readonly network: CoinbaseNetwork;
  readonly address: string;
  /** Null when the application left it to the person. */
  readonly method: PaymentMethod | null;
  /** Null when the application fixed no amount. */
  readonly price: Price | null;
  /** Whether enough was given for a quote. */
  readonly quoted: boolean;
  readonly redirectUrl: string | null;
  readonly partnerUserRef: string | null;
}

export function parseSessionParams(body: string): Outcome<SessionParams, CoinbaseError> {
  const read = shape.safeParse(parseJson(body));
  if (!read.success) {
    const issue = read.error.issues[0];
    return refuse(invalidRequest(`${issue?.path.join('.') || 'The body'}: ${issue?.message}.`));
  }
  const { data } = read;
  const currency = CURRENCY_CODES.find((code) => code === data.purchaseCurrency);
  const network = NETWORKS.find((name) => name === data.destinationNetwork);
  if (currency === undefined) return refuse(invalidRequest(`${data.purchaseCurrency} is not sold.`));
  if (network === undefined || !isSold(currency, network)) return refuse(NOT_TRADABLE);
  if (!isWalletAddress(network, data.destinationAddress)) {
    return refuse(invalidRequest(`destinationAddress is no address on ${network}.`));
  }
  const place = placeProblem(data);
  if (place !== null) return refuse(place);
  const method = PAYMENT_METHODS.find((name) => name === data.paymentMethod) ?? null;
  if (data.paymentMethod !== undefined && method === null) {
    return refuse(invalidRequest(`${data.paymentMethod} is not offered in ${COUNTRY}.`));
  }
  const price = priceAsked(data, { currency, network, method: method ?? 'CARD' });
  if (!price.ok) return price;
  return accept({
    ...{ currency, network, method, address: data.destinationAddress, price: price.value },
    quoted: price.value !== null && method !== null && data.country !== undefined,
    redirectUrl: data.redirectUrl ?? null,
    partnerUserRef: data.partnerUserRef ?? null,
  });
}

const NOT_TRADABLE: CoinbaseError = {
  status: 400,
  type: 'network_not_tradable',
  message: 'This currency is not sold on this network.',
};

function placeProblem({ country, subdivision }: Shape): CoinbaseError | null {
  if (country === undefined) return null;
  if (country !== COUNTRY) {
    const message = 'The on-ramp is not offered in this country.';
    return { status: 400, type: 'guest_region_forbidden', message };
  }
  return subdivision === undefined ? invalidRequest('subdivision is required for US.') : null;
}

function priceAsked(
  data: Shape,
  trade: { currency: CoinbaseCurrency; network: CoinbaseNetwork; method: PaymentMethod },
): Outcome<Price | null, CoinbaseError> {
  const { paymentAmount, purchaseAmount, paymentCurrency } = data;
  if (paymentAmount !== undefined && purchaseAmount !== undefined) {
    return refuse(invalidRequest('Give paymentAmount or purchaseAmount, not both.'));
  }
  if (paymentCurrency !== undefined && paymentCurrency !== 'USD') {
    return refuse(invalidRequest('Only USD is supported as paymentCurrency.'));
  }
  if (paymentAmount === undefined && purchaseAmount === undefined) return accept(null);
  if (paymentCurrency === undefined) return refuse(invalidRequest('paymentCurrency is required.'));
  const isPayment = paymentAmount !== undefined;
  const decimals = isPayment ? 2 : factsOf(trade.currency).decimals;
  const amount = parseUnits(paymentAmount ?? purchaseAmount ?? '', decimals);
  if (amount === null) return refuse(invalidRequest('The amount is not a positive decimal of its currency.'));
  const price = isPayment ? priceOfPayment(amount, trade) : priceOfPurchase(amount, trade);
  const total = price === null ? 0n : BigInt(price.total.replace('.', ''));
  if (price === null || total < TOTAL_CENTS_MIN) {
    return refuse(invalidRequest('The smallest purchase is 1.00 USD in all.'));
  }
  if (total > TOTAL_CENTS_MAX) return refuse(invalidRequest('The largest purchase is 25000.00 USD in all.'));
  return accept(price);
}

/** With a scheme and two slashes, as the specification's pattern has it, and nothing that stands in no URI (RFC 3986). */
function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(text) && URL.canParse(text);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
