import { addMoney, type Instant } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import type Stripe from 'stripe';
import type { PayoutConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { observePayment, type PaymentContext } from './payment.ts';
import { metadataOf } from './payment-metadata.ts';
import { askPrice, commonParams, PAYMENTS_PATH, type Payout, payoutOf } from './payout.ts';

/**
 * Pays out of our balance, which Stripe does by itself. What it would take is asked for first, under a key that follows from
 * the order's, and stands in the metadata, because no answer says it later. Were Stripe to name another fee in a repeat, the
 * payout would be of another content than the first, which its key does not allow: nothing is made, and a look-up tells.
 */
export async function submitPayout(
  connection: PayoutConnection,
  submission: Submission,
  context: PaymentContext & { readonly now: () => Instant },
): Promise<SubmitAnswer> {
  const { key, chargeMax, deliver, network } = submission;
  const { account, now } = context;
  const payout = payoutOf({ ...submission, receive: { asset: deliver.asset, network } }, account);
  if (typeof payout === 'string') return rejected('unsupported', payout);
  let body: unknown;
  try {
    const price = await askPrice(connection, { payout, account, key: `price-${key}` });
    if (price === null)
      return { kind: 'unknown', detail: 'the price could not be read, and nothing was sent' };
    if (addMoney(payout.amount, price.fee).units > chargeMax.units)
      return rejected('price_changed', 'Stripe takes more than was agreed');
    const params = paymentParams(payout, { submission, fee: price.fee, context });
    body = await connection.post(PAYMENTS_PATH, { params: { ...params }, key });
  } catch (error) {
    return sortFault(error, now());
  }
  const observation = observePayment(body, { ...context, attemptId: submission.attemptId });
  // Something was made and we cannot say what: it may have happened.
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal };
  return { kind: 'accepted', observation: observation.value };
}

function rejected(code: 'unsupported' | 'price_changed', why: string): SubmitAnswer {
  return { kind: 'rejected', code, elsewhere: true, detail: `${why}; nothing was sent` };
}

function paymentParams(
  payout: Payout,
  { submission, fee, context }: { submission: Submission; fee: Payout['amount']; context: PaymentContext },
): Stripe.V2.MoneyManagement.OutboundPaymentCreateParams {
  return {
    ...commonParams(payout, context.account),
    metadata: metadataOf(submission, fee),
    // Whoever is paid knows of it by us.
    recipient_notification: { setting: 'none' },
  };
}
