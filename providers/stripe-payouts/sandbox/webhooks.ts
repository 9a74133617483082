/** Thin events of API v2 and their signature: docs.stripe.com/event-destinations and docs.stripe.com/webhooks#verify-manually. */
import { createHmac } from 'node:crypto';
import { formatInstant, type Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import type { Payment } from './payment.ts';
import { PAYMENTS_PATH } from './payments.ts';

const OBJECT = 'v2.money_management.outbound_payment';

/** `t=<seconds>,v1=<hex of HMAC-SHA256(secret, "<t>.<body>")>`. */
function signatureOf(secret: string, body: string, now: Instant): string {
  const seconds = Math.floor(now / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}

export function createPayoutSigner(secret: string): WebhookSigner {
  const headers = (signature: string) => ({
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Stripe-Signature': signature,
  });
  return {
    headers: ({ body }, now) => headers(signatureOf(secret, body, now)),
    // The lie worth telling: it was posted, under an event id that was never seen.
    forge({ body }, now) {
      const event = JSON.parse(body);
      const forged = JSON.stringify({ ...event, id: `${event.id}_forged`, type: `${OBJECT}.posted` });
      return { body: forged, headers: headers(signatureOf(`not ${secret}`, forged, now)) };
    },
  };
}

/** It names the payment, and says nothing of it: what became of it is asked for. */
export function paymentEvent(
  { id, phase }: Payment,
  { eventId, now }: { readonly eventId: string; readonly now: Instant },
): OutgoingEvent {
  const type = `${OBJECT}.${phase}`;
  return {
    ...{ id: eventId, provider: 'stripe-payouts', type, reference: id, status: phase },
    body: JSON.stringify({
      ...{ id: eventId, object: 'v2.core.event', type, created: formatInstant(now), livemode: false },
      ...{ context: null, reason: null },
      related_object: { id, type: OBJECT, url: `${PAYMENTS_PATH}/${id}` },
    }),
  };
}
