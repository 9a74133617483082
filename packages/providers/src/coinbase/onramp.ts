import { HOUR_MS, type Instant } from '@diboas/kernel';
import type { Provider } from '@diboas/orchestration';
import { checkWebhookSecrets } from '../webhook-secrets.ts';
import { connectToCoinbase } from './connection.ts';
import { lookUpOrder } from './lookup.ts';
import type { Market } from './priced-session.ts';
import { quoteOnramp } from './quote.ts';
import { submitSession } from './submit.ts';
import { readCoinbaseWebhook, rereadCoinbaseWebhook } from './webhook.ts';

export interface CoinbaseOnrampOptions {
  readonly apiKeyId: string;
  /** The secret API key as Coinbase hands it out: Ed25519 in base64, or EC in PEM. */
  readonly apiKeySecret: string;
  /** The `secret` of the webhook subscription, and that of its successor while one replaces the other. */
  readonly webhookSecrets: readonly string[];
  /** https://api.cdp.coinbase.com/platform: where sessions are made. Or another that speaks like it, also over http. */
  readonly platformUrl: string;
  /** https://api.developer.coinbase.com: where transactions are listed. */
  readonly developerUrl: string;
  /** Where the people are whose prices are asked for. */
  readonly market: Market;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
}

/** Coinbase as an on-ramp: the person pays on Coinbase's own page and the crypto is delivered to our address. */
export function createCoinbaseOnramp(options: CoinbaseOnrampOptions): Provider {
  const { market, now } = options;
  const webhookSecrets = checkWebhookSecrets(options.webhookSecrets, 'COINBASE_WEBHOOK_SECRET');
  const connection = connectToCoinbase(options);
  return {
    id: 'coinbase',
    name: 'Coinbase',
    roles: ['ON_RAMP'],
    // "Within the last 24 hours": docs.cdp.coinbase.com/api-reference/v2/idempotency. An hour is left for the
    // request's own way and for clocks.
    keyLifetimeMs: 23 * HOUR_MS,
    quote: (request) => quoteOnramp(connection, request, { market, now }),
    submit: (submission) => submitSession(connection, submission, { market, now }),
    lookup: (lookup) => lookUpOrder(connection, lookup, now),
    readWebhook: (raw) => readCoinbaseWebhook(raw, webhookSecrets),
    rereadWebhook: rereadCoinbaseWebhook,
  };
}
