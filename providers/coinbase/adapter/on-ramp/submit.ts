import { formatMoney, type Instant } from '@diboas/kernel';
import type { Observation, Submission, SubmitAnswer } from '@diboas/orchestration';
import { isOnrampPair } from '@diboas/providers-kit';
import type { CoinbaseConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import {
  type Market,
  methodNameOf,
  type PricedSession,
  readPricedSession,
  type SessionRequest,
  sessionBody,
} from './priced-session.ts';
import { idempotencyKeyOf, referenceOf } from './reference.ts';

/** How far below what was agreed a price may be and still be taken for the price of the same order. */
const CHEAPER_BPS_MAX = 200n;

/**
 * Makes a session: a link where the person pays, for exactly the crypto that was agreed. Nobody but us knows the link
 * until the answer is accepted, so what is not accepted can be paid by no one.
 *
 * Coinbase does not declare its idempotency key for this call. If it is honoured, the same key with the same content
 * gives the same link; if it is ignored, a repeat makes another one. Either way the engine gives the person the link of
 * the first answer that it takes in and no other, and what is paid at any of them is found under one reference.
 */
export async function submitSession(
  connection: CoinbaseConnection,
  submission: Submission,
  { market, now, testMode }: { market: Market; now: () => Instant; testMode: boolean },
): Promise<SubmitAnswer> {
  const { pay, deliver, network, destination } = submission;
  const methodName = methodNameOf(submission.method, { payIn: pay.asset, market });
  if (methodName === null || !isOnrampPair({ pay: pay.asset, receive: deliver.asset, network })) {
    const detail = `no onramp from ${pay.asset} by ${submission.method} to ${deliver.asset} on ${network}; nothing was sent`;
    return { kind: 'rejected', code: 'unsupported', elsewhere: true, detail };
  }
  const request: SessionRequest = {
    ...{ market, methodName, payIn: pay.asset, network, destination, receive: deliver.asset },
    amount: { purchaseAmount: formatMoney(deliver) },
  };
  const reference = referenceOf(submission, { testMode });
  let body: unknown;
  try {
    body = await connection.createSession(
      { ...sessionBody(request), redirectUrl: submission.returnUrl, partnerUserRef: reference },
      idempotencyKeyOf(submission.key),
    );
  } catch (error) {
    return sortFault(error, now());
  }
  const session = readPricedSession(body, request);
  // Something was made and we cannot say what: it may have happened.
  if (!session.ok) return { kind: 'unknown', detail: session.refusal.detail };
  return (
    priceProblem(session.value, submission) ?? {
      kind: 'accepted',
      observation: openOrder(reference, session.value.url),
    }
  );
}

/** The session of an order that nobody has begun to pay for. */
export function openOrder(reference: string, actionUrl: string | null): Observation {
  return {
    ...{ reference, stage: 'open', end: null, milestone: 'order_open', actionUrl },
    movements: [],
  };
}

/**
 * Coinbase fixes what arrives and lets the price move. Dearer than agreed is refused here, before the person can
 * be charged more than they confirmed; far cheaper means that the link is of another order.
 */
function priceProblem(
  { subtotal, total, purchase }: PricedSession,
  { pay, chargeMax, deliver }: Submission,
): SubmitAnswer | null {
  const figures = `${formatMoney(subtotal)} ${subtotal.asset} for ${formatMoney(purchase)} ${purchase.asset}`;
  const tooCheap = subtotal.units * 10_000n < pay.units * (10_000n - CHEAPER_BPS_MAX);
  if (purchase.units !== deliver.units || tooCheap) {
    return { kind: 'unknown', detail: `BUG: the session is of another order: ${figures}` };
  }
  if (subtotal.units > pay.units || total.units > chargeMax.units) {
    const charge = `${formatMoney(total)} ${total.asset} in all`;
    const detail = `the price is above what was agreed: ${figures}, ${charge}; the link was given to nobody`;
    return { kind: 'rejected', code: 'price_changed', elsewhere: true, detail };
  }
  return null;
}
