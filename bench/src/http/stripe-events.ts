import { createHmac } from 'node:crypto';
import type { QuoteView, TransactionView } from '@diboas/protocol';
import { testSecret } from '@diboas/testkit/system';
import { requestBytes } from './connection.ts';

/** A transaction as the confirmation answered it, and the attempt that a provider knows it by. */
export interface Sent {
  readonly quote: QuoteView;
  readonly transaction: TransactionView;
  readonly attemptId: string;
  /** Where it is to be delivered. */
  readonly destination: string;
}

/** The webhook by which Stripe tells of a session's status, signed now. */
export function webhookBytes({ quote, transaction, attemptId, destination }: Sent, status: string): Buffer {
  const object = {
    id: `cos_${attemptId}`,
    object: 'crypto.onramp_session',
    status,
    redirect_url: null,
    metadata: { diboas_transaction_id: transaction.id, diboas_attempt_id: attemptId },
    transaction_details: {
      source_amount: quote.pay.total.amount,
      source_currency: 'usd',
      // More than was ordered, which is the person's too: what exactly was ordered is not told to screens.
      destination_amount: quote.pay.total.amount,
      destination_currency: 'usdc',
      destination_network: 'solana',
      wallet_address: destination,
      transaction_id: status === 'fulfillment_complete' ? `sig${attemptId}` : null,
      fees: { network_fee_amount: '0.00', transaction_fee_amount: '0.00' },
    },
  };
  const created = Math.floor(Date.now() / 1_000);
  const id = `evt_${status}_${attemptId}`;
  const body = JSON.stringify({ id, type: 'crypto.onramp_session.updated', created, data: { object } });
  const signature = createHmac('sha256', testSecret('STRIPE_WEBHOOK_SECRET'))
    .update(`${created}.${body}`)
    .digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${created},v1=${signature}` };
  return requestBytes('POST', '/v1/webhooks/stripe', { headers, body });
}
