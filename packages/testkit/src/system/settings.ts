// What servers are told so that they know their database and the outside world. Everybody who starts one says it from
// here; what the sandbox is told comes from the manifests alone.
import { PROVIDERS } from '@diboas/providers';
import { chainSettings, outsideSettings } from '@diboas/providers-kit';
import type { ProjectSecrets } from '../state/project-secrets.ts';

/** Settings by name, as a program finds them in its environment. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Everything but the database, which is told apart from it: `databaseSettings`.
 * @param urls where each provider answers, by its id; the server works without those that have none
 * @param chainUrls the same for chains, by their network
 */
export function serverSettings({
  secrets,
  port,
  urls,
  chainUrls = {},
}: {
  readonly secrets: ProjectSecrets;
  readonly port: number;
  readonly urls: Readonly<Record<string, string>>;
  readonly chainUrls?: Readonly<Record<string, string>>;
}): Environment {
  return {
    WORLD: 'sandbox',
    HOST: '127.0.0.1',
    PORT: String(port),
    AUTH_SECRET: secrets.auth,
    MAILBOX: 'on',
    ...outsideSettings(PROVIDERS, { secrets: secrets.providers, urls }),
    ...chainSettings(chainUrls),
  };
}

/** Both logins of a database: the one that the server works with, and the owner's, with which it migrates. */
export function databaseSettings({
  appUrl,
  url,
}: {
  readonly appUrl: string;
  readonly url: string;
}): Environment {
  return { DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: url };
}

/** Nobody is slowed down who does in a minute what people do in a year. */
export const WITHOUT_LIMITS: Environment = {
  LOG_LEVEL: 'warn',
  REQUESTS_PER_MINUTE: '1000000',
  QUOTES_PER_MINUTE: '1000000',
  SIGN_INS_PER_MINUTE: '1000',
  WITHOUT_FACTOR_PER_DAY: '100000000',
};
