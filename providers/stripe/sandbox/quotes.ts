/** GET /v1/crypto/onramp_quotes: https://docs.stripe.com/crypto/onramp/quotes-api. */
import { createHash } from 'node:crypto';
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { z } from 'zod';
import { CURRENCY_CODES, isSold, NETWORKS, networkKey, type StripeNetwork } from './assets.ts';
import {
  type Price,
  parseCents,
  parseUnits,
  priceOfDestination,
  priceOfSource,
  type Trade,
} from './price.ts';
import { type FormParams, shapeError } from './wire/form.ts';
import { invalidRequest, type StripeError } from './wire/v1-errors.ts';

const shape = z.strictObject({
  source_amount: z.string().optional(),
  source_currency: z.string().optional(),
  destination_amount: z.string().optional(),
  destination_currencies: z.array(z.enum(CURRENCY_CODES)).min(1).optional(),
  destination_networks: z.array(z.enum(NETWORKS)).min(1).optional(),
  expand: z.array(z.string()).optional(),
});

export function quoteObject(form: FormParams, now: Instant): Outcome<object, StripeError> {
  const read = shape.safeParse(form, { reportInput: true });
  if (!read.success) return refuse(shapeError(read.error.issues));
  const { destination_amount: wanted, source_amount: given, source_currency: paidIn = 'usd' } = read.data;
  const currencies = read.data.destination_currencies ?? CURRENCY_CODES;
  const networks = read.data.destination_networks ?? NETWORKS;

  if (given !== undefined && wanted !== undefined) {
    return problem(
      'invalid_source_destination_pair',
      'Set source_amount or destination_amount, not both.',
      'source_amount',
    );
  }
  if (paidIn !== 'usd') {
    return problem('invalid_source_currency', 'Only usd is supported as source_currency.', 'source_currency');
  }
  const trades: Trade[] = currencies.flatMap((currency) =>
    networks.filter((network) => isSold(currency, network)).map((network) => ({ currency, network })),
  );
  const [only] = trades;
  if (only === undefined) {
    const message = 'None of these currencies is sold on any of these networks.';
    return problem('quote_invalid_destination_currencies_and_networks', message, 'destination_currencies');
  }
  if (wanted === undefined) {
    const cents = parseCents(given ?? '100.00');
    if (cents === null) {
      const message = 'source_amount must be a positive amount with at most 2 decimals.';
      return problem('invalid_source_exchange_amount', message, 'source_amount');
    }
    return accept(quotes(trades, (trade) => priceOfSource(cents, trade), { now, empty: [] }));
  }
  if (read.data.destination_currencies?.length !== 1 || read.data.destination_networks?.length !== 1) {
    const message = 'Give exactly one currency and one network together with destination_amount.';
    return problem('quote_too_many_destination_currencies_and_networks', message, 'destination_currencies');
  }
  const units = parseUnits(wanted, only.currency);
  if (units === null) {
    const message = `destination_amount must be a positive amount with at most the decimals of ${only.currency}.`;
    return problem('invalid_destination_exchange_amount', message, 'destination_amount');
  }
  return accept(quotes(trades, (trade) => priceOfDestination(units, trade), { now, empty: null }));
}

/** Networks that were not asked for are there too, with `empty`: a list by source amount, null by destination. */
function quotes(
  trades: readonly Trade[],
  priceOf: (trade: Trade) => Price,
  facts: { readonly now: Instant; readonly empty: readonly never[] | null },
): object {
  const of = (network: StripeNetwork) => {
    const on = trades.filter((trade) => trade.network === network);
    return on.length === 0 ? facts.empty : on.map((trade) => quoteOf(trade, priceOf(trade), facts.now));
  };
  const first = trades[0];
  return {
    id: sha256(`${facts.now} ${JSON.stringify(trades)}`),
    object: 'crypto.onramp.quotes',
    destination_network_quotes: Object.fromEntries(
      NETWORKS.map((network) => [networkKey(network), of(network)]),
    ),
    livemode: false,
    rate_fetched_at: facts.now / 1_000,
    source_amount: first === undefined ? null : priceOf(first).source,
    source_currency: 'usd',
  };
}

function quoteOf(trade: Trade, price: Price, now: Instant): object {
  return {
    id: sha256(`${now} ${JSON.stringify(trade)} ${price.source}`),
    destination_amount: price.destination,
    destination_currency: trade.currency,
    destination_network: trade.network,
    fees: { network_fee_monetary: price.networkFee, transaction_fee_monetary: price.transactionFee },
    source_total_amount: price.total,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function problem(
  name: string,
  message: string,
  param: string,
): { readonly ok: false; readonly refusal: StripeError } {
  return refuse(invalidRequest(message, param, `crypto_onramp_${name}`));
}
