import { divideRoundingUp, formatDecimal, overcharge, shareHalfUp } from '@diboas/sandbox-kit';
import { type CurrencyCode, currencyOf, type Fiat } from './assets.ts';

/** The ways to pay that the sandbox offers, and in what. */
export const METHODS = {
  credit_debit_card: ['usd', 'eur'],
  apple_pay: ['usd', 'eur'],
  google_pay: ['usd', 'eur'],
  sepa_bank_transfer: ['eur'],
} as const satisfies Readonly<Record<string, readonly Fiat[]>>;

export type PaymentMethod = keyof typeof METHODS;

export function isMethod(name: string): name is PaymentMethod {
  return Object.hasOwn(METHODS, name);
}

export function takes(method: PaymentMethod, fiat: Fiat): boolean {
  const fiats: readonly Fiat[] = METHODS[method];
  return fiats.includes(fiat);
}

/** MoonPay's own fee in hundredths of a percent, half a cent rounded up, and the least that it is. */
const FEE_BPS: Readonly<Record<PaymentMethod, bigint>> = {
  credit_debit_card: 450n,
  apple_pay: 450n,
  google_pay: 450n,
  sepa_bank_transfer: 100n,
};
const FEE_CENTS_MIN = 399n;

/** The smallest and largest amount of one purchase, before fees, in cents of either fiat. */
export const AMOUNT_CENTS_MIN = 2_000n;
export const AMOUNT_CENTS_MAX = 3_000_000n;

export interface Trade {
  readonly code: CurrencyCode;
  readonly fiat: Fiat;
  readonly method: PaymentMethod;
}

/** Decimal strings. The fees are on top of `base`: the person pays `total`. */
export interface Price {
  readonly base: string;
  readonly fee: string;
  readonly networkFee: string;
  readonly total: string;
  readonly quote: string;
}

/** What a fixed number of cents buys: rounded down to the last digit that MoonPay writes. */
export function priceOfAmount(cents: bigint, trade: Trade): Price {
  const { cents: costs, digits } = currencyOf(trade.code);
  return priced(cents, (cents * 10n ** BigInt(digits)) / costs[trade.fiat], trade);
}

/** What an exact amount of crypto costs: rounded up to the cent. */
export function priceOfPurchase(units: bigint, trade: Trade): Price {
  const { cents: costs, digits } = currencyOf(trade.code);
  return priced(divideRoundingUp(units * costs[trade.fiat], 10n ** BigInt(digits)), units, trade);
}

function priced(cents: bigint, units: bigint, { code, method }: Trade): Price {
  const { digits, networkCents } = currencyOf(code);
  const share = shareHalfUp(cents, FEE_BPS[method]);
  const fee = share < FEE_CENTS_MIN ? FEE_CENTS_MIN : share;
  return {
    base: formatDecimal(cents, 2),
    fee: formatDecimal(fee, 2),
    networkFee: formatDecimal(networkCents, 2),
    total: formatDecimal(cents + fee + networkCents, 2),
    quote: formatDecimal(units, digits),
  };
}

/** The price as it is charged when more is taken than was shown: the fee takes it up. */
export function overcharged(price: Price, bps: number): Price {
  const { total, fee } = overcharge({ total: price.total, fee: price.fee }, bps);
  return { ...price, fee, total };
}
