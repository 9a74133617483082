/** MoonPay's events and their signatures: dev.moonpay.com/api-reference/widget/webhooks. */
import { createHmac } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type Purchase, statusOf, transactionObject } from './purchase.ts';

/** `t=<seconds>,s=<hex of HMAC-SHA256(key, "<t>.<body>")>`. */
export function moonpaySignature(key: string, body: string, now: Instant): string {
  const seconds = Math.floor(now / 1_000);
  return `t=${seconds},s=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}

export function createMoonpaySigner(webhookKey: string): WebhookSigner {
  const headers = (key: string, body: string, now: Instant) => ({
    'content-type': 'application/json',
    'Moonpay-Signature-V2': moonpaySignature(key, body, now),
  });
  return {
    headers: ({ body }, now) => headers(webhookKey, body, now),
    // The lie worth telling: the purchase is done, in bytes that were never seen.
    forge({ body: told }, now) {
      const event = JSON.parse(told);
      const body = JSON.stringify({ ...event, data: { ...event.data, status: 'completed' } });
      return { body, headers: headers(`not ${webhookKey}`, body, now) };
    },
  };
}

/** An event has no id on the wire: `eventId` is the sandbox's own. */
export function purchaseEvent(purchase: Purchase, eventId: string): OutgoingEvent {
  const status = statusOf(purchase) ?? purchase.phase;
  const type = typeOf(purchase);
  return {
    ...{ id: eventId, provider: 'moonpay', type, status },
    reference: purchase.externalTransactionId ?? purchase.id,
    body: JSON.stringify({ data: transactionObject(purchase), type, externalCustomerId: null }),
  };
}

function typeOf({ phase }: Purchase): string {
  if (phase === 'failed') return 'transaction_failed';
  return phase === 'waiting' ? 'transaction_created' : 'transaction_updated';
}
