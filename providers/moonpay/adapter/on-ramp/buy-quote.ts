import { type Asset, accept, type Money, money, type Outcome, refuse, sumMoney } from '@diboas/kernel';
import { keptText, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';

/** What is asked for: an amount of money before fees, or exactly what shall arrive. */
export interface BuyAsk {
  readonly code: string;
  readonly methodName: string;
  readonly payIn: Asset;
  readonly receive: Asset;
  readonly amount: { readonly baseCurrencyAmount: string } | { readonly quoteCurrencyAmount: string };
}

/** What MoonPay would take: `total` is `subtotal` and both fees, which are on top of it. */
export interface BuyQuote {
  readonly subtotal: Money;
  readonly providerFee: Money;
  readonly networkFee: Money;
  readonly total: Money;
  readonly purchase: Money;
}

/** GET /v3/currencies/{code}/buy_quote: dev.moonpay.com/api-reference/widget/getbuyquote. */
export const buyQuotePath = (code: string): string => `/v3/currencies/${code}/buy_quote`;

export function buyQuoteQuery({ methodName, payIn, amount }: BuyAsk): Readonly<Record<string, string>> {
  return { baseCurrencyCode: payIn.toLowerCase(), ...amount, paymentMethod: methodName };
}

const quoteSchema = z.object({
  baseCurrencyCode: keptText,
  quoteCurrencyCode: keptText,
  paymentMethod: keptText.nullish(),
  baseCurrencyAmount: keptText,
  quoteCurrencyAmount: keptText,
  feeAmount: keptText,
  extraFeeAmount: keptText,
  networkFeeAmount: keptText,
  totalAmount: keptText,
});

/** Figures that are of another trade, inexact or do not add up make it no quote; why, in words for operators. */
export function readBuyQuote(body: unknown, ask: BuyAsk): Outcome<BuyQuote, string> {
  const read = quoteSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse(`not a quote: ${fields}`);
  }
  const quote = read.data;
  const isSameTrade =
    quote.baseCurrencyCode === ask.payIn.toLowerCase() &&
    quote.quoteCurrencyCode === ask.code &&
    (quote.paymentMethod ?? ask.methodName) === ask.methodName;
  if (!isSameTrade) return refuse('the quote is for another trade than was asked for');
  const inMoney = (text: string) => readAmount(ask.payIn, text);
  const [subtotal, fee, extra] = [quote.baseCurrencyAmount, quote.feeAmount, quote.extraFeeAmount].map(
    inMoney,
  );
  const [networkFee, total] = [quote.networkFeeAmount, quote.totalAmount].map(inMoney);
  const purchase = readAmount(ask.receive, quote.quoteCurrencyAmount);
  if (!subtotal || !fee || !extra || !networkFee || !total || !purchase) {
    return refuse('the figures of the quote cannot be read exactly');
  }
  if (subtotal.units === 0n || purchase.units === 0n) return refuse('the quote is about nothing');
  const sum = sumMoney(ask.payIn, [subtotal, fee, extra, networkFee]);
  if (sum.units !== total.units) return refuse('the figures of the quote do not add up');
  return accept({
    ...{ subtotal, networkFee, total, purchase },
    providerFee: money(ask.payIn, fee.units + extra.units),
  });
}
