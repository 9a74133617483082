import type { Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToExample } from '../wire/connection.ts';
import { cancelSession } from './cancel.ts';
import { lookUpSession } from './lookup.ts';
import { prepareSession } from './prepare.ts';
import { quoteSession } from './quote.ts';
import { submitSession } from './submit.ts';
import { readExampleWebhook, rereadExampleWebhook } from './webhook.ts';

export interface ExampleOnrampOptions {
  readonly apiKey: string;
  /** One, and a second while it is being rolled. */
  readonly webhookSecrets: readonly string[];
  /** https://api.example.test, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when Example begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** Example as an on-ramp: the person pays on Example's own page and the crypto is delivered to our address. */
export function createExampleOnramp(options: ExampleOnrampOptions): DeskOf<'onRamp'> {
  const { now } = options;
  const secrets = checkWebhookSecrets(options.webhookSecrets, 'EXAMPLE_WEBHOOK_SECRET');
  const apiKey = checkWord(options.apiKey, 'EXAMPLE_API_KEY');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToExample({ ...options, apiKey, credentials });
  return {
    quote: (request) => quoteSession(connection, request, now),
    prepare: async (submission) => prepareSession(submission, now()),
    submit: (submission) => submitSession(connection, submission, now),
    lookup: (lookup) => lookUpSession(connection, lookup, now),
    cancel: (lookup) => cancelSession(connection, lookup, now),
    readWebhook: (raw) => readExampleWebhook(raw, secrets),
    rereadWebhook: rereadExampleWebhook,
  };
}
