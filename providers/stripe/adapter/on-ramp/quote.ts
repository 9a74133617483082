import {
  accept,
  addMoney,
  formatMoney,
  type Instant,
  type Network,
  type Outcome,
  parseMoney,
  refuse,
  sumMoney,
} from '@diboas/kernel';
import {
  type Estimate,
  inBankingDays,
  type ProviderQuote,
  type ProviderQuoteRefusal,
  type ProviderQuoteRequest,
} from '@diboas/orchestration';
import { assetInLowerCase, isOnrampPair, onrampFees } from '@diboas/providers-kit';
import Stripe from 'stripe';
import { z } from 'zod';
import type { StripeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';

const QUOTES_PATH = '/v1/crypto/onramp_quotes';

const AT_ONCE: Estimate = { fromSeconds: 60, toSeconds: 600, source: 'provider' };
/** One to three business days. */
const BY_BANK = inBankingDays({ fromDays: 1, toDays: 3 });

/** The ways to pay that Stripe's page offers, and how long each takes until the crypto is there. */
const ESTIMATES: Readonly<Record<string, Estimate>> = {
  card: AT_ONCE,
  apple_pay: AT_ONCE,
  google_pay: AT_ONCE,
  bank: BY_BANK,
};

/** Of our networks those that Stripe delivers on: docs.stripe.com/api/crypto/onramp_sessions/object. */
const NETWORKS: ReadonlySet<Network> = new Set(['bitcoin', 'ethereum', 'solana']);

/**
 * The answer is a map of networks to offers. Its keys are not always the networks' names, so offers are read whole;
 * a network without offers has an empty list or null.
 */
const quotesSchema = z.object({
  destination_network_quotes: z.record(
    z.string(),
    z
      .array(
        z.object({
          destination_amount: z.string(),
          destination_currency: z.string(),
          destination_network: z.string(),
          fees: z.object({ network_fee_monetary: z.string(), transaction_fee_monetary: z.string() }),
          source_total_amount: z.string(),
        }),
      )
      .nullable(),
  ),
});

type Offer = NonNullable<z.infer<typeof quotesSchema>['destination_network_quotes'][string]>[number];

/** What Stripe would take and deliver now. An estimate of Stripe's: the order itself is checked against the terms. */
export async function quoteOnramp(
  connection: StripeConnection,
  request: ProviderQuoteRequest,
  now: () => Instant,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const { pay, receive } = request;
  const estimate = Object.hasOwn(ESTIMATES, request.method) ? ESTIMATES[request.method] : undefined;
  const isPair = isOnrampPair({ pay: pay.asset, receive: receive.asset, network: receive.network });
  if (!estimate || !isPair || !NETWORKS.has(receive.network)) return refuse('unsupported');
  const currency = receive.asset.toLowerCase();
  let body: unknown;
  try {
    body = await connection.get(QUOTES_PATH, {
      source_currency: pay.asset.toLowerCase(),
      source_amount: formatMoney(pay),
      'destination_currencies[0]': currency,
      'destination_networks[0]': receive.network,
    });
  } catch (error) {
    return refuse(refusalOf(error, now()));
  }
  const quotes = quotesSchema.safeParse(body);
  if (!quotes.success) return refuse('unavailable');
  const offer = Object.values(quotes.data.destination_network_quotes)
    .flatMap((offers) => offers ?? [])
    .find((one) => one.destination_currency === currency && one.destination_network === receive.network);
  return offer ? readOffer(offer, { pay, receive, estimate }) : refuse('unsupported');
}

/** An offer whose figures cannot be read exactly, or do not add up, is no offer. */
function readOffer(
  offer: Offer,
  { pay, receive, estimate }: Pick<ProviderQuoteRequest, 'pay' | 'receive'> & { estimate: Estimate },
): Outcome<ProviderQuote, ProviderQuoteRefusal> {
  const provider = parseMoney(pay.asset, offer.fees.transaction_fee_monetary);
  const network = parseMoney(pay.asset, offer.fees.network_fee_monetary);
  const total = parseMoney(pay.asset, offer.source_total_amount);
  const asset = assetInLowerCase(offer.destination_currency);
  const deliver = parseMoney(receive.asset, offer.destination_amount);
  if (!provider.ok || !network.ok || !total.ok || !deliver.ok || asset !== receive.asset) {
    return refuse('unavailable');
  }
  const readable = provider.value.units >= 0n && network.value.units >= 0n && deliver.value.units > 0n;
  const fees = sumMoney(pay.asset, [provider.value, network.value]);
  if (!readable || addMoney(pay, fees).units !== total.value.units) return refuse('unavailable');
  return accept({
    fees: onrampFees({
      by: 'Stripe',
      pay,
      provider: provider.value,
      network: network.value,
      on: receive.network,
    }),
    deliver: deliver.value,
    estimate,
  });
}

/** Why Stripe gives no price. What nobody can say for sure is that it is unavailable. */
function refusalOf(error: unknown, now: Instant): ProviderQuoteRefusal {
  const code = error instanceof Stripe.errors.StripeError ? error.code : undefined;
  if (code === 'amount_too_small' || code === 'amount_too_large') return code;
  if (code === 'crypto_onramp_limit_exceeded') return 'amount_too_large';
  const fault = sortFault(error, now);
  return fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable';
}
