import type { Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToMoonpay } from '../wire/connection.ts';
import { lookUpOrder } from './lookup.ts';
import { quoteBuy } from './quote.ts';
import { submitLink } from './submit.ts';
import { readMoonpayWebhook, rereadMoonpayWebhook } from './webhook.ts';
import { createWidgetLinks } from './widget-link.ts';

export interface MoonpayOnrampOptions {
  /** pk_test_… or pk_live_…: in every call and in every link. */
  readonly publishableKey: string;
  /** sk_test_… or sk_live_…: links are signed with it, and it leaves us never. */
  readonly secretKey: string;
  /** The account's webhook key, and that of its successor while one replaces the other. */
  readonly webhookKeys: readonly string[];
  /** https://api.moonpay.com, or another host that speaks like it, over http or https. */
  readonly apiUrl: string;
  /** Where people pay: https://buy.moonpay.com, or https://buy-sandbox.moonpay.com of its test mode. */
  readonly widgetUrl: string;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when MoonPay begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** MoonPay as an on-ramp: the person buys on MoonPay's own page and the crypto is delivered to our address. */
export function createMoonpayOnramp(options: MoonpayOnrampOptions): DeskOf<'onRamp'> {
  const { now } = options;
  const keys = checkWebhookSecrets(options.webhookKeys, 'MOONPAY_WEBHOOK_KEY');
  const publishableKey = checkWord(options.publishableKey, 'MOONPAY_PUBLISHABLE_KEY');
  const secretKey = checkWord(options.secretKey, 'MOONPAY_SECRET_KEY');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToMoonpay({ ...options, publishableKey, credentials });
  const linkTo = createWidgetLinks({ widgetUrl: options.widgetUrl, secretKey });
  return {
    quote: (request) => quoteBuy(connection, request, now),
    submit: (submission) => submitLink(connection, submission, { linkTo, publishableKey, now }),
    lookup: (lookup) => lookUpOrder(connection, lookup, now),
    readWebhook: (raw) => readMoonpayWebhook(raw, keys),
    rereadWebhook: rereadMoonpayWebhook,
  };
}
