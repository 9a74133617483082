import { assert, type Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  type World,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToIdentity } from '../wire/connection.ts';
import { beginSession } from './begin.ts';
import { lookAtSession } from './look.ts';
import { readIdentityWebhook } from './webhook.ts';

export interface StripeIdentityOptions {
  readonly world: World;
  /** `rk_`, of the mode that `world` says: only a restricted key is told dates of birth, and it can do nothing else. */
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

/** Stripe as the one who finds out who a person is: documents and faces are shown to Stripe alone. */
export function createStripeIdentity(options: StripeIdentityOptions): DeskOf<'identity'> {
  const { now, world } = options;
  const secrets = checkWebhookSecrets(options.webhookSecrets, 'STRIPE_IDENTITY_WEBHOOK_SECRET');
  const apiKey = checkApiKey(options.apiKey, world);
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToIdentity({ ...options, apiKey, credentials });
  return {
    begin: (ask) => beginSession(connection, ask, { world, now }),
    look: (reference) => lookAtSession(connection, reference, { world, now }),
    readWebhook: (raw) => readIdentityWebhook(raw, secrets, world),
  };
}

/** A live key in the sandbox would look at real documents, and a test key in the live world at none. */
function checkApiKey(apiKey: string, world: World): string {
  checkWord(apiKey, 'STRIPE_IDENTITY_API_KEY');
  assert(
    world !== 'live' || apiKey.startsWith('rk_live_'),
    'STRIPE_IDENTITY_API_KEY is no restricted live key (rk_live_), and WORLD=live needs one',
  );
  assert(
    world === 'live' || apiKey.startsWith('rk_test_'),
    'STRIPE_IDENTITY_API_KEY is no restricted key of the test mode (rk_test_), and WORLD=sandbox needs one',
  );
  return apiKey;
}
