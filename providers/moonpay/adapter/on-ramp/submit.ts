import { formatMoney, type Instant } from '@diboas/kernel';
import type { Observation, Submission, SubmitAnswer } from '@diboas/orchestration';
import { isOnrampPair } from '@diboas/providers-kit';
import type { MoonpayConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type BuyAsk, type BuyQuote, buyQuotePath, buyQuoteQuery, readBuyQuote } from './buy-quote.ts';
import { codeOf } from './goods.ts';
import { methodOf } from './method.ts';
import { referenceOf } from './reference.ts';
import type { WidgetLink } from './widget-link.ts';

/** How far below what was agreed a price may be and still be taken for the price of the same order. */
const CHEAPER_BPS_MAX = 200n;

/**
 * Signs the link where the person buys exactly what was agreed. Nothing is made at MoonPay by it: what is bought there
 * begins with the person, and nobody but us knows the link until the answer is accepted. Before that the price is asked for
 * once more, so that nobody is sent to pay more than they confirmed.
 */
export async function submitLink(
  connection: MoonpayConnection,
  submission: Submission,
  { linkTo, publishableKey, now }: { linkTo: WidgetLink; publishableKey: string; now: () => Instant },
): Promise<SubmitAnswer> {
  const { pay, deliver, network } = submission;
  const method = methodOf(submission.method, pay.asset);
  const code = codeOf({ asset: deliver.asset, network });
  const isPair = isOnrampPair({ pay: pay.asset, receive: deliver.asset, network });
  if (method === null || code === null || !isPair) {
    const detail = `no onramp from ${pay.asset} by ${submission.method} to ${deliver.asset} on ${network}; nothing was sent`;
    return { kind: 'rejected', code: 'unsupported', elsewhere: true, detail };
  }
  const ask: BuyAsk = {
    ...{ code, methodName: method.name, payIn: pay.asset, receive: deliver.asset },
    amount: { quoteCurrencyAmount: formatMoney(deliver) },
  };
  let body: object;
  try {
    body = await connection.get(buyQuotePath(code), buyQuoteQuery(ask));
  } catch (error) {
    return sortFault(error, now());
  }
  const quote = readBuyQuote(body, ask);
  if (!quote.ok) return { kind: 'unknown', detail: quote.refusal };
  const problem = priceProblem(quote.value, submission);
  if (problem) return problem;
  const reference = referenceOf(submission);
  const parts = { publishableKey, currencyCode: code, methodName: method.name, reference };
  return { kind: 'accepted', observation: openOrder(reference, linkTo(submission, parts)) };
}

/** An order that nobody has begun to pay for. */
export function openOrder(reference: string, actionUrl: string | null): Observation {
  return {
    ...{ reference, stage: 'open', end: null, milestone: 'order_open', actionUrl },
    movements: [],
  };
}

/** Dearer than agreed is refused, before anybody has the link; far cheaper means that what was asked for is another order. */
function priceProblem(
  { subtotal, total, purchase }: BuyQuote,
  { pay, chargeMax, deliver }: Submission,
): SubmitAnswer | null {
  const figures = `${formatMoney(subtotal)} ${subtotal.asset} for ${formatMoney(purchase)} ${purchase.asset}`;
  const tooCheap = subtotal.units * 10_000n < pay.units * (10_000n - CHEAPER_BPS_MAX);
  if (purchase.units !== deliver.units || tooCheap) {
    return { kind: 'unknown', detail: `BUG: the price is of another order: ${figures}` };
  }
  if (subtotal.units <= pay.units && total.units <= chargeMax.units) return null;
  const charge = `${formatMoney(total)} ${total.asset} in all`;
  const detail = `the price is above what was agreed: ${figures}, ${charge}; the link was given to nobody`;
  return { kind: 'rejected', code: 'price_changed', elsewhere: true, detail };
}
