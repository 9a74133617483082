/** Everything of Stripe's payouts, put together: payments, recipients, the balance, its wire, and how it signs. */
import {
  createIdempotency,
  createToken,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { AT_FIRST, createBalance } from './balance.ts';
import { createIntents } from './intents.ts';
import { shownPayment } from './payment.ts';
import { createPayments, type Payments } from './payments.ts';
import { createRecipients } from './recipients.ts';
import { createPayoutsWire } from './server.ts';
import { createPayoutSigner, paymentEvent } from './webhooks.ts';

export interface StripePayoutsDouble extends Double {
  readonly payments: Payments;
}

export const stripePayoutsDouble: DoubleKind<StripePayoutsDouble> = {
  id: 'stripe-payouts',
  name: 'Stripe',
  secrets: {
    STRIPE_PAYOUTS_API_KEY: { help: 'the key that callers must send' },
    STRIPE_PAYOUTS_WEBHOOK_SECRET: { help: 'what webhooks are signed with' },
  },
  open: openStripePayouts,
};

function openStripePayouts(parts: DoubleParts): StripePayoutsDouble {
  const { clock, publicUrl, random, store } = parts;
  const { STRIPE_PAYOUTS_API_KEY: apiKey = '', STRIPE_PAYOUTS_WEBHOOK_SECRET: secret = '' } = parts.secrets;
  const payments = createPayments({
    ...parts,
    onStatusChange(payment) {
      const eventId = `evt_test_${createToken(random, 24)}`;
      parts.sendEvent(paymentEvent(payment, { eventId, now: clock.now() }));
    },
  });
  const idempotency = createIdempotency('stripe-payouts', store, clock);
  const wireParts = {
    ...{ apiKey, payments, idempotency, store, clock, publicUrl },
    ...{ recipients: createRecipients(parts), intents: createIntents(parts) },
    balance: createBalance(payments.list),
  };
  return {
    payments,
    floats: [AT_FIRST],
    orders: showOrders(payments, shownPayment),
    wire: createPayoutsWire(wireParts),
    signer: createPayoutSigner(secret),
    resume: payments.resume,
    forget: idempotency.forget,
  };
}
