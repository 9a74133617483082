/** Everything of Stripe's, put together: sessions, its wire, and how it signs. */
import {
  createIdempotency,
  createToken,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { createStripeWire } from './server.ts';
import { shownSession } from './session.ts';
import { createStripeSessions, type StripeSessions } from './sessions.ts';
import { createStripeSigner, sessionEvent } from './webhooks.ts';

export interface StripeDouble extends Double {
  readonly sessions: StripeSessions;
}

export const stripeDouble: DoubleKind<StripeDouble> = {
  id: 'stripe',
  name: 'Stripe',
  secrets: {
    STRIPE_API_KEY: { help: 'the key that callers must send' },
    STRIPE_WEBHOOK_SECRET: { help: 'what webhooks are signed with' },
  },
  open: openStripe,
};

function openStripe(parts: DoubleParts): StripeDouble {
  const { clock, publicUrl, random, store } = parts;
  const { STRIPE_API_KEY: apiKey = '', STRIPE_WEBHOOK_SECRET: webhookSecret = '' } = parts.secrets;
  const sessions = createStripeSessions({
    ...parts,
    onStatusChange(session) {
      const eventId = `evt_${createToken(random, 24)}`;
      parts.sendEvent(sessionEvent(session, { eventId, now: clock.now(), publicUrl: publicUrl() }));
    },
  });
  const idempotency = createIdempotency('stripe', store, clock);
  return {
    sessions,
    orders: showOrders(sessions, shownSession),
    wire: createStripeWire({ apiKey, sessions, idempotency, store, clock, publicUrl }),
    signer: createStripeSigner(webhookSecret),
    resume: sessions.resume,
    forget: idempotency.forget,
  };
}
