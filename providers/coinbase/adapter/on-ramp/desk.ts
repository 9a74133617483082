import { assert, type Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  type DeskOf,
  type ReportCredentials,
  type World,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToCoinbase } from '../wire/connection.ts';
import { lookUpOrder } from './lookup.ts';
import { checkMarket, type Market } from './priced-session.ts';
import { createQuoting } from './quote.ts';
import { submitSession } from './submit.ts';
import { readCoinbaseWebhook, rereadCoinbaseWebhook } from './webhook.ts';

export interface CoinbaseOnrampOptions {
  readonly world: World;
  /**
   * Coinbase's own test mode, on its real hosts: every order's reference begins with `sandbox-`, and nothing real moves.
   * Never in the live world, where a person would be told of crypto that nobody sent.
   */
  readonly testMode: boolean;
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
  /** Hears when Coinbase begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** Coinbase as an on-ramp: the person pays on Coinbase's own page and the crypto is delivered to our address. */
export function createCoinbaseOnramp(options: CoinbaseOnrampOptions): DeskOf<'onRamp'> {
  const { now, testMode } = options;
  assert(
    !testMode || options.world === 'sandbox',
    'COINBASE_TEST_MODE is on, and WORLD=live takes no test mode',
  );
  const market = checkMarket(options.market);
  const webhookSecrets = checkWebhookSecrets(options.webhookSecrets, 'COINBASE_WEBHOOK_SECRET');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToCoinbase({ ...options, credentials });
  const quote = createQuoting(connection, { market, now });
  return {
    quote,
    submit: (submission) => submitSession(connection, submission, { market, now, testMode }),
    lookup: (lookup) => lookUpOrder(connection, lookup, { now, testMode }),
    readWebhook: (raw) => readCoinbaseWebhook(raw, webhookSecrets, { testMode }),
    rereadWebhook: (kept) => rereadCoinbaseWebhook(kept, { testMode }),
  };
}
