/** GET /v3/currencies/{code}/buy_quote and /limits: what is asked for, in one straight list, and the answer. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { formatDecimal, parseDecimal } from '@diboas/sandbox-kit';
import { type CurrencyCode, currencyOf, FIATS, isSold } from './assets.ts';
import { badRequest, ERRORS, type MoonpayError } from './errors.ts';
import {
  AMOUNT_CENTS_MAX,
  AMOUNT_CENTS_MIN,
  isMethod,
  type Price,
  priceOfAmount,
  priceOfPurchase,
  type Trade,
  takes,
} from './price.ts';

/** A trade and its price, by the names that the quote and the page have for them. */
export function parseTrade(
  code: string,
  query: URLSearchParams,
): Outcome<Trade & { readonly price: Price }, MoonpayError> {
  const trade = parseWhat(code, query);
  if (!trade.ok) return trade;
  const [base, quote] = [query.get('baseCurrencyAmount'), query.get('quoteCurrencyAmount')];
  if ((base === null) === (quote === null)) {
    return refuse(badRequest('Give baseCurrencyAmount or quoteCurrencyAmount.'));
  }
  const digits = base === null ? currencyOf(trade.value.code).digits : 2;
  const units = parseDecimal(withoutZeros(base ?? quote ?? ''), digits);
  if (units === null || units === 0n) return refuse(badRequest('The amount is no positive number.'));
  const price = base === null ? priceOfPurchase(units, trade.value) : priceOfAmount(units, trade.value);
  const cents = parseDecimal(price.base, 2) ?? 0n;
  if (cents < AMOUNT_CENTS_MIN) return refuse(badRequest('The amount is below the minimum.'));
  if (cents > AMOUNT_CENTS_MAX) return refuse(badRequest('The amount is above the maximum.'));
  return accept({ ...trade.value, price });
}

/** A number is the same with zeros at its end. */
function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function parseWhat(code: string, query: URLSearchParams): Outcome<Trade, MoonpayError> {
  if (!isSold(code)) return refuse(ERRORS.NO_CURRENCY);
  const fiat = FIATS.find((one) => one === query.get('baseCurrencyCode'));
  if (fiat === undefined) return refuse(badRequest('baseCurrencyCode is no currency that is taken.'));
  const method = query.get('paymentMethod') ?? 'credit_debit_card';
  if (!isMethod(method) || !takes(method, fiat)) {
    return refuse(badRequest('The payment method is not supported for this currency.'));
  }
  return accept({ code, fiat, method });
}

export function quoteObject({ code, fiat, method, price }: Trade & { readonly price: Price }): object {
  return {
    ...{ baseCurrencyCode: fiat, baseCurrencyAmount: Number(price.base) },
    ...{ quoteCurrencyCode: code, quoteCurrencyAmount: Number(price.quote) },
    quoteCurrencyPrice: priceOfOne({ code, fiat }),
    ...{ paymentMethod: method, feeAmount: Number(price.fee), extraFeeAmount: 0, extraFeePercentage: 0 },
    ...{ networkFeeAmount: Number(price.networkFee), networkFeeAmountNonRefundable: false },
    ...{ totalAmount: Number(price.total), areFeesIncluded: false },
  };
}

export function parseLimits(code: string, query: URLSearchParams): Outcome<object, MoonpayError> {
  const trade = parseWhat(code, query);
  if (!trade.ok) return trade;
  const bounds = [AMOUNT_CENTS_MIN, AMOUNT_CENTS_MAX];
  const [minBase = '', maxBase = ''] = bounds.map((cents) => formatDecimal(cents, 2));
  const [minQuote = '', maxQuote = ''] = bounds.map((cents) => priceOfAmount(cents, trade.value).quote);
  return accept({
    ...{ paymentMethod: trade.value.method, areFeesIncluded: false },
    baseCurrency: {
      ...{ code: trade.value.fiat, minBuyAmount: Number(minBase), maxBuyAmount: Number(maxBase) },
    },
    quoteCurrency: { code, minBuyAmount: Number(minQuote), maxBuyAmount: Number(maxQuote) },
  });
}

function priceOfOne({ code, fiat }: { code: CurrencyCode; fiat: Trade['fiat'] }): number {
  return Number(formatDecimal(currencyOf(code).cents[fiat], 2));
}
