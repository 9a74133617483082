/** Everything of Stripe Identity, put together: sessions, its wire, and how it signs. */
import {
  createIdempotency,
  createToken,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { createIdentityWire } from './server.ts';
import { shownVerification } from './session.ts';
import { createIdentitySessions, type IdentitySessions } from './sessions.ts';
import { createIdentitySigner, verificationEvent } from './webhooks.ts';

export interface StripeIdentityDouble extends Double {
  readonly sessions: IdentitySessions;
}

export const stripeIdentityDouble: DoubleKind<StripeIdentityDouble> = {
  id: 'stripe-identity',
  name: 'Stripe',
  secrets: {
    STRIPE_IDENTITY_API_KEY: {
      help: 'the restricted key that callers must send',
      expected: 'a restricted key of the test mode, which begins with rk_test_',
      isRight: (text) => text.startsWith('rk_test_'),
    },
    STRIPE_IDENTITY_WEBHOOK_SECRET: { help: 'what webhooks are signed with' },
  },
  open: openStripeIdentity,
};

function openStripeIdentity(parts: DoubleParts): StripeIdentityDouble {
  const { clock, publicUrl, random, store } = parts;
  const { STRIPE_IDENTITY_API_KEY: apiKey = '', STRIPE_IDENTITY_WEBHOOK_SECRET: secret = '' } = parts.secrets;
  const sessions = createIdentitySessions({
    ...parts,
    tell(session) {
      const eventId = `evt_${createToken(random, 24)}`;
      parts.sendEvent(verificationEvent(session, { eventId, now: clock.now() }));
    },
  });
  const idempotency = createIdempotency('stripe-identity', store, clock);
  return {
    sessions,
    orders: showOrders(sessions, shownVerification),
    wire: createIdentityWire({ apiKey, sessions, idempotency, store, clock, publicUrl }),
    signer: createIdentitySigner(secret),
    resume: sessions.resume,
    forget: idempotency.forget,
  };
}
