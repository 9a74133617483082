import { createHmac } from 'node:crypto';
import { SECOND_MS } from '@diboas/kernel';
import type { StandIn, ToldOrder, ToldStage } from '@diboas/providers-kit/contract';

const STATUSES: Readonly<Record<ToldStage, string>> = {
  working: 'paid',
  done: 'sent',
  unheard_of: 'a_status_of_next_year',
};

/** Example's words, written down once more: by neither the adapter nor the sandbox. */
export const standIn: StandIn = {
  id: 'example',
  secretSetting: 'EXAMPLE_WEBHOOK_SECRET',
  signatureHeader: 'example-signature',
  tell: (order, stage, { id, at }) =>
    JSON.stringify({
      ...{ id, type: 'session.changed', created: Math.floor(at / SECOND_MS) },
      session: sessionOf(order, stage),
    }),
  tellOfOthers: ({ id, at }) =>
    JSON.stringify({ id, type: 'account.changed', created: Math.floor(at / SECOND_MS), session: null }),
  sign(body, { secret, at }) {
    const time = Math.floor(at / SECOND_MS);
    const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return { 'content-type': 'application/json', 'example-signature': `t=${time},v1=${v1}` };
  },
};

function sessionOf(order: ToldOrder, stage: ToldStage): object {
  const isDelivered = stage === 'done';
  return {
    ...{ id: order.reference, status: STATUSES[stage], pay_url: null },
    our_reference: `${order.transactionId}/${order.attemptId}`,
    ...{ amount: order.paid, currency: 'USD', charged: order.paid },
    ...{ asset: 'USDC', network: 'solana', address: order.destination },
    ...{ delivered: order.delivered, transaction: isDelivered ? `sig${order.attemptId}` : null },
  };
}
