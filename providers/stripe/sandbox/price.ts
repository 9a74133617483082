import { divideRoundingUp, formatDecimal, overcharge, parseDecimal, shareHalfUp } from '@diboas/sandbox-kit';
import { factsOf, networkFeeCents, type StripeCurrency, type StripeNetwork } from './assets.ts';

export type PaymentMethod = 'card' | 'bank';

/**
 * In hundredths of a percent of the source amount. One for every way to pay: Stripe knows the way neither when it
 * quotes nor when the session is made, so a fee that depended on it could not be what was quoted.
 */
const TRANSACTION_FEE_BPS = 300n;

/** The smallest and largest amount of one purchase, in cents. */
export const SOURCE_CENTS_MIN = 100n;
export const SOURCE_CENTS_MAX = 10_000_000n;

/** Decimal strings as on the wire. The fees are on top of `source`: the person pays `total`. */
export interface Price {
  readonly source: string;
  readonly destination: string;
  readonly transactionFee: string;
  readonly networkFee: string;
  readonly total: string;
}

export interface Trade {
  readonly currency: StripeCurrency;
  readonly network: StripeNetwork;
}

/** What a fixed number of cents buys: rounded down to the currency's last digit. */
export function priceOfSource(sourceCents: bigint, trade: Trade): Price {
  const { centsPerOne, decimals } = factsOf(trade.currency);
  return priced(sourceCents, (sourceCents * 10n ** BigInt(decimals)) / centsPerOne, trade);
}

/** What a fixed amount of crypto costs: rounded up to the cent. */
export function priceOfDestination(destinationUnits: bigint, trade: Trade): Price {
  const { centsPerOne, decimals } = factsOf(trade.currency);
  return priced(
    divideRoundingUp(destinationUnits * centsPerOne, 10n ** BigInt(decimals)),
    destinationUnits,
    trade,
  );
}

function priced(sourceCents: bigint, destinationUnits: bigint, trade: Trade): Price {
  const transactionFee = shareHalfUp(sourceCents, TRANSACTION_FEE_BPS);
  const networkFee = networkFeeCents(trade.network);
  return {
    source: formatDecimal(sourceCents, 2),
    destination: formatDecimal(destinationUnits, factsOf(trade.currency).decimals),
    transactionFee: formatDecimal(transactionFee, 2),
    networkFee: formatDecimal(networkFee, 2),
    total: formatDecimal(sourceCents + transactionFee + networkFee, 2),
  };
}

/** The price as it is charged when more is taken than was shown: the fee takes it up. */
export function overcharged(price: Price, bps: number): Price {
  const { total, fee } = overcharge({ total: price.total, fee: price.transactionFee }, bps);
  return { ...price, transactionFee: fee, total };
}

/** Cents of a fiat amount with at most two decimals, or null when it is not one above zero. */
export function parseCents(text: string): bigint | null {
  const cents = parseDecimal(text, 2);
  return cents !== null && cents > 0n ? cents : null;
}

/** Units of a crypto amount above zero, or null. */
export function parseUnits(text: string, currency: StripeCurrency): bigint | null {
  const units = parseDecimal(text, factsOf(currency).decimals);
  return units !== null && units > 0n ? units : null;
}

/**
 * Which way of paying a free text names. Whatever is not known to be a bank payment is a card, as Apple Pay and
 * Google Pay are: Stripe's own widget offers cards first.
 */
export function paymentMethodOf(text: string | undefined): PaymentMethod {
  const banks = ['bank', 'ach', 'wire', 'us_bank_account', 'bank_account', 'bank_transfer', 'sepa_debit'];
  return text !== undefined && banks.includes(text.toLowerCase()) ? 'bank' : 'card';
}
