/** The events of verification sessions: docs.stripe.com/identity/handle-verification-outcomes. */
import type { Instant } from '@diboas/kernel';
import type { OutgoingEvent, WebhookSigner } from '@diboas/sandbox-kit';
import { createSigner, eventBody } from '@diboas/stripe/double/events';
import { type Verification, verificationObject } from './session.ts';

export function createIdentitySigner(secret: string): WebhookSigner {
  // The lie worth telling: somebody was verified, under an event id that was never seen.
  return createSigner(secret, (event) => {
    event.id = `${event.id}_forged`;
    event.data.object.status = 'verified';
  });
}

/** What an event shows is never expanded: it says nothing of who somebody is. Nor is there a link in it. */
export function verificationEvent(
  session: Verification,
  { eventId, now }: { readonly eventId: string; readonly now: Instant },
): OutgoingEvent {
  const type = `identity.verification_session.${happening(session)}`;
  const object = {
    ...verificationObject(session, { publicUrl: '', expand: [] }),
    client_secret: null,
    url: null,
  };
  return {
    ...{ id: eventId, provider: 'stripe-identity', type, reference: session.id, status: session.phase },
    body: eventBody({ eventId, now, type, object }),
  };
}

function happening({ isRedacted, phase, lastError, report }: Verification): string {
  if (isRedacted) return 'redacted';
  const isNew = phase === 'requires_input' && lastError === null && report === null;
  return isNew ? 'created' : phase;
}
