import { assert, type Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  type World,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToStripe } from '../wire/connection.ts';
import { lookUpSession } from './lookup.ts';
import { quoteOnramp } from './quote.ts';
import { submitSession } from './submit.ts';
import { readStripeWebhook, rereadStripeWebhook } from './webhook.ts';

export interface StripeOnrampOptions {
  readonly world: World;
  /** `sk_` or `rk_`, of the mode that `world` says: a key of the other mode is refused. */
  readonly apiKey: string;
  /** The endpoint's signing secrets, each whole, with its `whsec_`: one, and a second while it is being rolled. */
  readonly webhookSecrets: readonly string[];
  /** https://api.stripe.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** How long a request may go without a byte before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when Stripe begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** Stripe as an on-ramp: the person pays on Stripe's own page and the crypto is delivered to our address. */
export function createStripeOnramp(options: StripeOnrampOptions): DeskOf<'onRamp'> {
  const { now } = options;
  const webhookSecrets = checkWebhookSecrets(options.webhookSecrets, 'STRIPE_WEBHOOK_SECRET');
  const apiKey = checkApiKey(options.apiKey, options.world);
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToStripe({
    ...{ ...options, apiKey, credentials },
    keySetting: 'STRIPE_API_KEY',
  });
  return {
    quote: (request) => quoteOnramp(connection, request, now),
    submit: (submission) => submitSession(connection, submission, now),
    lookup: (lookup) => lookUpSession(connection, lookup, now),
    readWebhook: (raw) => readStripeWebhook(raw, webhookSecrets),
    rereadWebhook: rereadStripeWebhook,
  };
}

/** A live key in the sandbox would charge real cards, and a test key in the live world would deliver nothing. */
function checkApiKey(apiKey: string, world: World): string {
  checkWord(apiKey, 'STRIPE_API_KEY');
  const isLive = world === 'live' ? /^[sr]k_live_/.test(apiKey) : /_live_/.test(apiKey);
  assert(
    isLive || world !== 'live',
    'STRIPE_API_KEY is no live key (sk_live_ or rk_live_), and WORLD=live needs one',
  );
  assert(!isLive || world === 'live', 'STRIPE_API_KEY is a live key, and WORLD=sandbox takes none');
  return apiKey;
}
