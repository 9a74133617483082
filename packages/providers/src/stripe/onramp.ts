import { HOUR_MS, type Instant } from '@diboas/kernel';
import type { Provider } from '@diboas/orchestration';
import { checkWebhookSecrets } from '../webhook-secrets.ts';
import { connectToStripe } from './connection.ts';
import { lookUpSession } from './lookup.ts';
import { quoteOnramp } from './quote.ts';
import { submitSession } from './submit.ts';
import { readStripeWebhook, rereadStripeWebhook } from './webhook.ts';

export interface StripeOnrampOptions {
  readonly apiKey: string;
  /** The endpoint's signing secrets, each whole, with its `whsec_`: one, and a second while it is being rolled. */
  readonly webhookSecrets: readonly string[];
  /** https://api.stripe.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** How long a request may go without a byte before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
}

/** Stripe as an on-ramp: the person pays on Stripe's own page and the crypto is delivered to our address. */
export function createStripeOnramp(options: StripeOnrampOptions): Provider {
  const { now } = options;
  const webhookSecrets = checkWebhookSecrets(options.webhookSecrets, 'STRIPE_WEBHOOK_SECRET');
  const connection = connectToStripe(options);
  return {
    id: 'stripe',
    name: 'Stripe',
    roles: ['ON_RAMP'],
    // Stripe may forget keys after 24 hours; an hour is left for the request's own way and for clocks.
    keyLifetimeMs: 23 * HOUR_MS,
    quote: (request) => quoteOnramp(connection, request, now),
    submit: (submission) => submitSession(connection, submission, now),
    lookup: (lookup) => lookUpSession(connection, lookup, now),
    readWebhook: (raw) => readStripeWebhook(raw, webhookSecrets),
    rereadWebhook: rereadStripeWebhook,
  };
}
