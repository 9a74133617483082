import { assert, type Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  type World,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToPayouts } from '../wire/connection.ts';
import { bankAccountsAt } from './bank-accounts.ts';
import { cancelPayment } from './cancel.ts';
import { lookAtBalance } from './holdings.ts';
import { lookUpPayment } from './lookup.ts';
import type { PayoutAccount } from './payout.ts';
import { quotePayout } from './quote.ts';
import { submitPayout } from './submit.ts';
import { paymentNamed, readPayoutWebhook, rereadPayoutWebhook } from './webhook.ts';

export interface StripePayoutsOptions {
  readonly world: World;
  /** `sk_`, of the mode that `world` says: a key of the other mode is refused. API v2 takes no restricted keys. */
  readonly apiKey: string;
  /** The signing secrets of the event destination, each whole, with its `whsec_`: one, and a second while it is being rolled. */
  readonly webhookSecrets: readonly string[];
  readonly account: PayoutAccount;
  /** https://api.stripe.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** How long a request may go without a byte before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when Stripe begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** Stripe as an off-ramp: USDC out of our financial account there becomes dollars in a person's bank account. */
export function createStripePayouts(options: StripePayoutsOptions): DeskOf<'offRamp'> {
  const { now, account, world } = options;
  const secrets = checkWebhookSecrets(options.webhookSecrets, 'STRIPE_PAYOUTS_WEBHOOK_SECRET');
  const apiKey = checkApiKey(options.apiKey, world);
  assert(account.network !== 'fiat', 'the USDC in a balance came by a network');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToPayouts({ ...options, apiKey, credentials });
  const context = { account, world, now };
  return {
    paysFromFloat: true,
    quote: (request) => quotePayout(connection, request, context),
    submit: (submission) => submitPayout(connection, submission, context),
    lookup: (lookup) => lookUpPayment(connection, lookup, context),
    cancel: (lookup) => cancelPayment(connection, lookup, context),
    readWebhook: (raw) => readPayoutWebhook(connection, raw, secrets),
    rereadWebhook: rereadPayoutWebhook,
    orderNamed: (name) => paymentNamed(connection, name, context),
    bankAccounts: bankAccountsAt(connection, now),
    holdings: () => lookAtBalance(connection, account),
  };
}

/** A live key in the sandbox would pay out real money, and a key of a sandbox in the live world none. */
function checkApiKey(apiKey: string, world: World): string {
  checkWord(apiKey, 'STRIPE_PAYOUTS_API_KEY');
  const isLive = apiKey.startsWith('sk_live_');
  assert(
    isLive || world !== 'live',
    'STRIPE_PAYOUTS_API_KEY is no live key (sk_live_), and WORLD=live needs one',
  );
  assert(
    !/_live_/.test(apiKey) || world === 'live',
    'STRIPE_PAYOUTS_API_KEY is a live key, and WORLD=sandbox takes none',
  );
  return apiKey;
}
