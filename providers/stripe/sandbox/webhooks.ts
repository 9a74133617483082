/** Stripe's events and their signature: https://docs.stripe.com/webhooks#verify-manually. */
import { createHmac } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type Session, sessionObject, statusOf } from './session.ts';

export const API_VERSION = '2026-10-28.endive';
export const SESSION_EVENT = 'crypto.onramp_session.updated';

/** `t=<seconds>,v1=<hex of HMAC-SHA256(secret, "<t>.<body>")>`. */
export function stripeSignature(secret: string, body: string, now: Instant): string {
  const seconds = Math.floor(now / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}

export function createStripeSigner(secret: string): WebhookSigner {
  const headers = (signature: string) => ({
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Stripe-Signature': signature,
  });
  return {
    headers: ({ body }, now) => headers(stripeSignature(secret, body, now)),
    // The lie worth telling: the order is complete, under an event id that was never seen.
    forge({ body }, now) {
      const event = JSON.parse(body);
      event.id = `${event.id}_forged`;
      event.data.object.status = 'fulfillment_complete';
      const forged = JSON.stringify(event, null, 2);
      return { body: forged, headers: headers(stripeSignature(`not ${secret}`, forged, now)) };
    },
  };
}

export function sessionEvent(
  session: Session,
  facts: { readonly eventId: string; readonly now: Instant; readonly publicUrl: string },
): OutgoingEvent {
  const event = {
    id: facts.eventId,
    object: 'event',
    api_version: API_VERSION,
    created: Math.floor(facts.now / 1_000),
    data: { object: sessionObject(session, facts.publicUrl) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: SESSION_EVENT,
  };
  return {
    id: facts.eventId,
    provider: 'stripe',
    type: SESSION_EVENT,
    reference: session.id,
    status: statusOf(session),
    body: JSON.stringify(event, null, 2),
  };
}
