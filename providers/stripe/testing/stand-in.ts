import { createHmac } from 'node:crypto';
import { SECOND_MS } from '@diboas/kernel';
import type { StandIn, ToldOrder, ToldStage } from '@diboas/providers-kit/contract';

const STATUSES: Readonly<Record<ToldStage, string>> = {
  working: 'fulfillment_processing',
  done: 'fulfillment_complete',
  unheard_of: 'a_status_of_next_year',
};

/** Stripe's words, written down once more: by neither the SDK nor the sandbox. */
export const standIn: StandIn = {
  id: 'stripe',
  secretSetting: 'STRIPE_WEBHOOK_SECRET',
  signatureHeader: 'stripe-signature',
  tell: (order, stage, { id, at }) =>
    bodyOf({ id, at, type: 'crypto.onramp_session.updated', object: sessionOf(order, stage) }),
  tellOfOthers: ({ id, at }) =>
    bodyOf({ id, at, type: 'payment_intent.succeeded', object: { id: 'pi_1', object: 'payment_intent' } }),
  sign(body, { secret, at }) {
    const time = Math.floor(at / SECOND_MS);
    const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=${time},v1=${v1}`,
    };
  },
};

function bodyOf({ id, at, type, object }: { id: string; at: number; type: string; object: object }): string {
  return JSON.stringify({ id, object: 'event', type, created: Math.floor(at / SECOND_MS), data: { object } });
}

function sessionOf(order: ToldOrder, stage: ToldStage): object {
  const isDelivered = stage === 'done';
  return {
    id: order.reference,
    object: 'crypto.onramp_session',
    status: STATUSES[stage],
    redirect_url: null,
    metadata: { diboas_transaction_id: order.transactionId, diboas_attempt_id: order.attemptId },
    transaction_details: {
      ...{ source_amount: order.paid, source_currency: 'usd' },
      ...{ destination_amount: order.delivered, destination_currency: 'usdc' },
      ...{ destination_network: 'solana', wallet_address: order.destination },
      transaction_id: isDelivered ? `sig${order.attemptId}` : null,
      fees: { network_fee_amount: '0.00', transaction_fee_amount: '0.00' },
    },
  };
}
