import { accept, formatMoney, type Instant, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { isOnrampPair, keptText, onrampFees, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';
import type { MoonpayConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type BuyAsk, buyQuotePath, buyQuoteQuery, readBuyQuote } from './buy-quote.ts';
import { codeOf } from './goods.ts';
import { methodOf } from './method.ts';

/** What MoonPay would take and deliver now, with its fees on top of `pay`. */
export async function quoteBuy(
  connection: MoonpayConnection,
  { pay, method: asked, receive }: ProviderQuoteRequest,
  now: () => Instant,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const method = methodOf(asked, pay.asset);
  const code = codeOf(receive);
  const isPair = isOnrampPair({ pay: pay.asset, receive: receive.asset, network: receive.network });
  if (method === null || code === null || !isPair) return refuse('unsupported');
  const ask: BuyAsk = {
    ...{ code, methodName: method.name, payIn: pay.asset, receive: receive.asset },
    amount: { baseCurrencyAmount: formatMoney(pay) },
  };
  let body: object;
  try {
    body = await connection.get(buyQuotePath(code), buyQuoteQuery(ask));
  } catch (error) {
    return refuse(await refusalOf(connection, error, { ask, pay, now }));
  }
  const quote = readBuyQuote(body, ask);
  // Of another amount than was asked for it is no price of ours.
  if (!quote.ok || quote.value.subtotal.units !== pay.units) return refuse('unavailable');
  const { providerFee: provider, networkFee: network, purchase } = quote.value;
  const fees = onrampFees({ by: 'MoonPay', pay, provider, network, on: receive.network });
  return accept({ fees, deliver: purchase, estimate: method.estimate });
}

/**
 * Why MoonPay gives no price. That an amount is too small or too large it says in a text alone, so its limits are asked for.
 * What nobody can say for sure is that it is unavailable.
 */
async function refusalOf(
  connection: MoonpayConnection,
  error: unknown,
  { ask, pay, now }: { ask: BuyAsk; pay: Money; now: () => Instant },
): Promise<ProviderQuoteRefusal> {
  const fault = sortFault(error, now());
  if (fault.kind !== 'rejected') return 'unavailable';
  if (fault.code === 'unsupported') return 'unsupported';
  return fault.code === 'invalid_request' ? await beyondLimits(connection, ask, pay) : 'unavailable';
}

/** GET /v3/currencies/{code}/limits: dev.moonpay.com/api-reference/widget/getcurrencylimits. */
const limitsSchema = z.object({
  baseCurrency: z.object({ code: keptText, minBuyAmount: keptText, maxBuyAmount: keptText }),
});

async function beyondLimits(
  connection: MoonpayConnection,
  { code, payIn, methodName }: BuyAsk,
  pay: Money,
): Promise<ProviderQuoteRefusal> {
  const query = {
    baseCurrencyCode: payIn.toLowerCase(),
    paymentMethod: methodName,
    areFeesIncluded: 'false',
  };
  try {
    const read = limitsSchema.safeParse(await connection.get(`/v3/currencies/${code}/limits`, query));
    if (!read.success || read.data.baseCurrency.code !== query.baseCurrencyCode) return 'unavailable';
    const least = readAmount(payIn, read.data.baseCurrency.minBuyAmount);
    const most = readAmount(payIn, read.data.baseCurrency.maxBuyAmount);
    if (least && pay.units < least.units) return 'amount_too_small';
    return most && pay.units > most.units ? 'amount_too_large' : 'unavailable';
  } catch {
    // The limits are only a better word for a refusal that was heard already.
    return 'unavailable';
  }
}
