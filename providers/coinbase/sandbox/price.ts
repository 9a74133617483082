import { divideRoundingUp, formatDecimal, overcharge, parseDecimal, shareHalfUp } from '@diboas/sandbox-kit';
import { type CoinbaseCurrency, type CoinbaseNetwork, factsOf, NETWORK_FEE_CENTS } from './assets.ts';

/** The ways to pay that the sandbox offers; Coinbase has PAYPAL, FIAT_WALLET and CRYPTO_WALLET besides. */
export const PAYMENT_METHODS = ['CARD', 'APPLE_PAY', 'ACH'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Coinbase's fee in hundredths of a percent of the subtotal, rounded half up to the cent. */
export const EXCHANGE_FEE_BPS: Readonly<Record<PaymentMethod, bigint>> = {
  CARD: 340n,
  APPLE_PAY: 340n,
  ACH: 40n,
};

/** The smallest and largest total of one purchase, in cents. */
export const TOTAL_CENTS_MIN = 100n;
export const TOTAL_CENTS_MAX = 2_500_000n;

export interface Trade {
  readonly currency: CoinbaseCurrency;
  readonly network: CoinbaseNetwork;
  readonly method: PaymentMethod;
}

/** Decimal strings with all digits of the currency. `total` is `subtotal` and both fees. */
export interface Price {
  readonly subtotal: string;
  readonly exchangeFee: string;
  readonly networkFee: string;
  readonly total: string;
  readonly purchase: string;
}

/** What an exact amount of crypto costs, with the fees on top: the subtotal is rounded up to the cent. */
export function priceOfPurchase(units: bigint, trade: Trade): Price {
  const { centsPerOne, decimals } = factsOf(trade.currency);
  const subtotal = divideRoundingUp(units * centsPerOne, 10n ** BigInt(decimals));
  const exchangeFee = shareHalfUp(subtotal, EXCHANGE_FEE_BPS[trade.method]);
  return priced({ units, subtotal, exchangeFee }, trade);
}

/** What an exact payment buys once the fees are taken out of it; null when the fees eat it all. */
export function priceOfPayment(total: bigint, trade: Trade): Price | null {
  const { centsPerOne, decimals } = factsOf(trade.currency);
  const left = total - NETWORK_FEE_CENTS[trade.network];
  const subtotal = (left * 10_000n) / (10_000n + EXCHANGE_FEE_BPS[trade.method]);
  if (subtotal <= 0n) return null;
  const units = (subtotal * 10n ** BigInt(decimals)) / centsPerOne;
  return priced({ units, subtotal, exchangeFee: left - subtotal }, trade);
}

function priced(
  { units, subtotal, exchangeFee }: { units: bigint; subtotal: bigint; exchangeFee: bigint },
  trade: Trade,
): Price {
  const networkFee = NETWORK_FEE_CENTS[trade.network];
  return {
    subtotal: formatDecimal(subtotal, 2),
    exchangeFee: formatDecimal(exchangeFee, 2),
    networkFee: formatDecimal(networkFee, 2),
    total: formatDecimal(subtotal + exchangeFee + networkFee, 2),
    purchase: formatDecimal(units, factsOf(trade.currency).decimals),
  };
}

/** The price as it is charged when more is taken than was shown: the fee takes it up. */
export function overcharged(price: Price, bps: number): Price {
  const { total, fee } = overcharge({ total: price.total, fee: price.exchangeFee }, bps);
  return { ...price, exchangeFee: fee, total };
}

/** The crypto for one unit of fiat. */
export function exchangeRate(currency: CoinbaseCurrency): string {
  const { centsPerOne, decimals } = factsOf(currency);
  return trimmed(formatDecimal((10n ** BigInt(decimals) * 100n) / centsPerOne, decimals));
}

/** Without zeros at the end of the fraction: quotes are written "100" and "0.5". */
export function trimmed(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

/** Units of an amount above zero, or null. */
export function parseUnits(text: string, decimals: number): bigint | null {
  const units = parseDecimal(text, decimals);
  return units !== null && units > 0n ? units : null;
}
