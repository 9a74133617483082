/** Stripe's events and their signature: https://docs.stripe.com/webhooks#verify-manually. */
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { type Session, sessionObject, statusOf } from './session.ts';
import { createSigner, eventBody } from './wire/events.ts';

export const SESSION_EVENT = 'crypto.onramp_session.updated';

export function createStripeSigner(secret: string): WebhookSigner {
  // The lie worth telling: the order is complete, under an event id that was never seen.
  return createSigner(secret, (event) => {
    event.id = `${event.id}_forged`;
    event.data.object.status = 'fulfillment_complete';
  });
}

export function sessionEvent(
  session: Session,
  facts: { readonly eventId: string; readonly now: Instant; readonly publicUrl: string },
): OutgoingEvent {
  const object = sessionObject(session, facts.publicUrl);
  return {
    id: facts.eventId,
    provider: 'stripe',
    type: SESSION_EVENT,
    reference: session.id,
    status: statusOf(session),
    body: eventBody({ ...facts, type: SESSION_EVENT, object }),
  };
}
