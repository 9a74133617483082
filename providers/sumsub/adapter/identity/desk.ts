import { assert, type Instant } from '@diboas/kernel';
import {
  checkWebhookSecrets,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  type World,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToSumsub } from '../wire/connection.ts';
import { beginApplicant } from './begin.ts';
import { lookAtApplicant } from './look.ts';
import { readSumsubWebhook } from './webhook.ts';

export interface SumsubIdentityOptions {
  readonly world: World;
  /** Of the mode that `world` says: `sbx:` is the sandbox, and only that. */
  readonly appToken: string;
  readonly secretKey: string;
  /** One, and a second while it is being rolled. It is not the secret of requests. */
  readonly webhookSecrets: readonly string[];
  /** The verification level that people go through: what they are asked for. */
  readonly level: string;
  /** https://api.sumsub.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when Sumsub begins to refuse our token, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** Sumsub as the one who finds out who a person is: documents and faces are shown to Sumsub alone. */
export function createSumsubIdentity(options: SumsubIdentityOptions): DeskOf<'identity'> {
  const { now, level, world } = options;
  const secrets = checkWebhookSecrets(options.webhookSecrets, 'SUMSUB_WEBHOOK_SECRET');
  checkWord(options.secretKey, 'SUMSUB_SECRET_KEY');
  const appToken = checkAppToken(options.appToken, world);
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToSumsub({ ...options, appToken, credentials });
  return {
    begin: (ask) => beginApplicant(connection, ask, { level, now }),
    look: (reference) => lookAtApplicant(connection, reference, { level, now }),
    readWebhook: (raw) => readSumsubWebhook(raw, secrets, world),
  };
}

/** A token of production in the sandbox would look at real people, and one of the sandbox in the live world at nobody. */
function checkAppToken(appToken: string, world: World): string {
  checkWord(appToken, 'SUMSUB_APP_TOKEN');
  const isSandbox = appToken.startsWith('sbx:');
  assert(!isSandbox || world !== 'live', 'SUMSUB_APP_TOKEN is of the sandbox, and WORLD=live needs another');
  assert(
    isSandbox || world === 'live',
    'SUMSUB_APP_TOKEN is no token of the sandbox (sbx:), and WORLD=sandbox needs one',
  );
  return appToken;
}
