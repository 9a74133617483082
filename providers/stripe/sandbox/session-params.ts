/** The parameters of POST /v1/crypto/onramp_sessions: their shape, and in one straight list what else must hold. */
import { isIP } from 'node:net';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { isWalletAddress } from '@diboas/sandbox-kit';
import { z } from 'zod';
import {
  CURRENCY_CODES,
  isSold,
  NETWORKS,
  networkKey,
  type StripeCurrency,
  type StripeNetwork,
} from './assets.ts';
import { parseCents, parseUnits, priceOfDestination, SOURCE_CENTS_MAX, SOURCE_CENTS_MIN } from './price.ts';
import { isUnsupportedRegion } from './region.ts';
import { type FormParams, shapeError } from './wire/form.ts';
import { invalidRequest, type StripeError } from './wire/v1-errors.ts';

const currency = z.enum(CURRENCY_CODES);
const network = z.enum(NETWORKS);
const address = z.string().optional();
const metadata = z
  .record(
    z.string().max(40, 'Metadata keys are limited to 40 characters.'),
    z.string().max(500, 'Metadata values are limited to 500 characters.'),
  )
  .refine((pairs) => Object.keys(pairs).length <= 50, 'Metadata is limited to 50 keys.');

const shape = z.strictObject({
  source_amount: z.string().optional(),
  source_currency: z.string().optional(),
  destination_amount: z.string().optional(),
  destination_currency: currency.optional(),
  destination_currencies: z.array(currency).min(1).optional(),
  destination_network: network.optional(),
  destination_networks: z.array(network).min(1).optional(),
  wallet_addresses: z
    .strictObject({
      bitcoin: address,
      ethereum: address,
      solana: address,
      polygon: address,
      base_network: address,
      avalanche: address,
      stellar: address,
      destination_tags: z.unknown().optional(),
    })
    .optional(),
  lock_wallet_address: z.enum(['true', 'false']).optional(),
  customer_ip_address: z.string().optional(),
  customer_information: z.record(z.string(), z.unknown()).optional(),
  kyc_details: z.record(z.string(), z.unknown()).optional(),
  metadata: metadata.optional(),
  expand: z.array(z.string()).optional(),
});
type Shape = z.output<typeof shape>;

/** What the application asked for, read and found possible. */
export interface CreateParams {
  readonly sourceAmount: string | null;
  readonly destinationAmount: string | null;
  readonly sourceCurrency: 'usd' | null;
  readonly currency: StripeCurrency | null;
  readonly network: StripeNetwork | null;
  readonly currencies: readonly StripeCurrency[];
  readonly networks: readonly StripeNetwork[];
  readonly wallets: Readonly<Partial<Record<StripeNetwork, string>>>;
  readonly lockWalletAddress: boolean;
  readonly kycDetailsProvided: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

export function parseCreateParams(form: FormParams): Outcome<CreateParams, StripeError> {
  const read = shape.safeParse(form, { reportInput: true });
  if (!read.success) return refuse(shapeError(read.error.issues));
  const pair = soldPair(read.data);
  if (pair === null) return refuse(notSold(read.data));
  const asked = paramsOf(read.data, pair);
  const problem =
    amountProblem(read.data) ??
    listProblem(asked) ??
    walletProblem(read.data, asked) ??
    customerProblem(read.data);
  return problem === null ? accept(asked) : refuse(problem);
}

interface Pair {
  readonly currency: StripeCurrency;
  readonly network: StripeNetwork;
}

/** The first pair that is sold among what was asked for: the one the person is shown first. */
function soldPair(data: Shape): Pair | null {
  const currencies = data.destination_currency
    ? [data.destination_currency]
    : (data.destination_currencies ?? CURRENCY_CODES);
  const networks = data.destination_network
    ? [data.destination_network]
    : (data.destination_networks ?? NETWORKS);
  const pairs = currencies.flatMap((one) => networks.map((where) => ({ currency: one, network: where })));
  return pairs.find((pair) => isSold(pair.currency, pair.network)) ?? null;
}

function notSold(data: Shape): StripeError {
  if (data.destination_currency !== undefined && data.destination_network !== undefined) {
    const message = `${data.destination_currency} is not sold on ${data.destination_network}.`;
    return onramp('invalid_destination_currency_and_network_pair', message, 'destination_network');
  }
  const message = 'None of these currencies is sold on any of these networks.';
  return onramp('invalid_supported_destination_currencies_and_networks', message, 'destination_currencies');
}

function paramsOf(data: Shape, pair: Pair): CreateParams {
  const wallets: Partial<Record<StripeNetwork, string>> = {};
  for (const name of NETWORKS) {
    const given = data.wallet_addresses?.[networkKey(name)];
    if (given !== undefined && given !== '') wallets[name] = given;
  }
  return {
    sourceAmount: data.source_amount ?? null,
    destinationAmount: data.destination_amount ?? null,
    sourceCurrency: data.source_currency === undefined ? null : 'usd',
    currency: data.destination_currency ?? (data.destination_currencies === undefined ? null : pair.currency),
    network: data.destination_network ?? (data.destination_networks === undefined ? null : pair.network),
    currencies: data.destination_currencies ?? CURRENCY_CODES,
    networks: data.destination_networks ?? NETWORKS,
    wallets,
    lockWalletAddress: data.lock_wallet_address === 'true',
    kycDetailsProvided: data.customer_information !== undefined || data.kyc_details !== undefined,
    metadata: Object.fromEntries(Object.entries(data.metadata ?? {}).filter(([, value]) => value !== '')),
  };
}

function amountProblem(data: Shape): StripeError | null {
  const { source_amount: source, source_currency: paidIn, destination_amount: destination } = data;
  if (source !== undefined && destination !== undefined) {
    return onramp(
      'invalid_source_destination_pair',
      'Set source_amount or destination_amount, not both.',
      'source_amount',
    );
  }
  if (paidIn !== undefined && paidIn !== 'usd') {
    return onramp('invalid_source_currency', 'Only usd is supported as source_currency.', 'source_currency');
  }
  if (source !== undefined) {
    if (paidIn === undefined) {
      return onramp(
        'missing_source_currency',
        'Set source_currency together with source_amount.',
        'source_currency',
      );
    }
    const cents = parseCents(source);
    if (cents === null) {
      const message = 'source_amount must be a positive amount with at most 2 decimals.';
      return onramp('invalid_source_exchange_amount', message, 'source_amount');
    }
    return limitProblem(cents, 'source_amount');
  }
  if (destination === undefined) return null;
  const { destination_currency: bought, destination_network: on } = data;
  if (bought === undefined || on === undefined) {
    const message = 'Set destination_currency and destination_network together with destination_amount.';
    return onramp('missing_destination_currency', message, 'destination_currency');
  }
  const units = parseUnits(destination, bought);
  if (units === null) {
    const message = `destination_amount must be a positive amount with at most the decimals of ${bought}.`;
    return onramp('invalid_destination_exchange_amount', message, 'destination_amount');
  }
  const { source: cost } = priceOfDestination(units, { currency: bought, network: on });
  return limitProblem(parseCents(cost) ?? 0n, 'destination_amount');
}

function limitProblem(cents: bigint, param: string): StripeError | null {
  if (cents < SOURCE_CENTS_MIN) return onramp('invalid_amount', 'The smallest purchase is 1.00 usd.', param);
  if (cents > SOURCE_CENTS_MAX)
    return onramp('limit_exceeded', 'The largest purchase is 100000.00 usd.', param);
  return null;
}

function listProblem(asked: CreateParams): StripeError | null {
  if (asked.currency !== null && !asked.currencies.includes(asked.currency)) {
    return invalidRequest(
      'destination_currency must be one of destination_currencies.',
      'destination_currency',
    );
  }
  if (asked.network !== null && !asked.networks.includes(asked.network)) {
    return invalidRequest('destination_network must be one of destination_networks.', 'destination_network');
  }
  return null;
}

function walletProblem(data: Shape, asked: CreateParams): StripeError | null {
  const named = Object.entries(asked.wallets) as [StripeNetwork, string][];
  if (named.length > 0 && data.destination_network === undefined && data.destination_networks === undefined) {
    const message = 'Set destination_network or destination_networks together with wallet_addresses.';
    return onramp('invalid_parameter', message, 'wallet_addresses');
  }
  for (const [on, wallet] of named) {
    const param = `wallet_addresses[${networkKey(on)}]`;
    if (!asked.networks.includes(on)) {
      const message = `A wallet was given for ${on}, which is not among destination_networks.`;
      return onramp('wallet_addresses_not_all_networks_supported', message, param);
    }
    if (!isWalletAddress(on, wallet)) {
      return onramp('wallet_address_invalid', `This is not an address on ${on}.`, param);
    }
  }
  if (asked.lockWalletAddress && named.length === 0) {
    const message = 'lock_wallet_address is true, but no wallet address was given.';
    return onramp('no_wallet_address_to_lock', message, 'lock_wallet_address');
  }
  return null;
}

function customerProblem(data: Shape): StripeError | null {
  const ip = data.customer_ip_address;
  if (ip === undefined) return null;
  if (isIP(ip) === 0) {
    return invalidRequest('customer_ip_address must be an IPv4 or IPv6 address.', 'customer_ip_address');
  }
  if (!isUnsupportedRegion(ip)) return null;
  const message = 'This customer is in a region where the on-ramp is not offered.';
  return onramp('unsupportable_customer', message, 'customer_ip_address');
}

/** Stripe names all errors of the on-ramp this way. */
function onramp(name: string, message: string, param: string): StripeError {
  return invalidRequest(message, param, `crypto_onramp_${name}`);
}
