/** Stripe's events and their signature, whatever they are about: https://docs.stripe.com/webhooks#verify-manually. */
import { createHmac } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import type { WebhookSigner } from '@diboas/sandbox-kit';

export const API_VERSION = '2026-10-28.endive';

/** `t=<seconds>,v1=<hex of HMAC-SHA256(secret, "<t>.<body>")>`. */
export function stripeSignature(secret: string, body: string, now: Instant): string {
  const seconds = Math.floor(now / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}

/** An event as it is sent, which a lie may change before it is signed by somebody else. */
interface SentEvent {
  id: string;
  data: { object: Record<string, unknown> };
}

export function createSigner(secret: string, lie: (event: SentEvent) => void): WebhookSigner {
  const headers = (signature: string) => ({
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Stripe-Signature': signature,
  });
  return {
    headers: ({ body }, now) => headers(stripeSignature(secret, body, now)),
    forge({ body }, now) {
      const event: SentEvent = JSON.parse(body);
      lie(event);
      const forged = JSON.stringify(event, null, 2);
      return { body: forged, headers: headers(stripeSignature(`not ${secret}`, forged, now)) };
    },
  };
}

/** The body of an event about this object. */
export function eventBody({
  eventId,
  now,
  type,
  object,
}: {
  readonly eventId: string;
  readonly now: Instant;
  readonly type: string;
  readonly object: object;
}): string {
  const event = {
    id: eventId,
    object: 'event',
    api_version: API_VERSION,
    created: Math.floor(now / 1_000),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  return JSON.stringify(event, null, 2);
}
