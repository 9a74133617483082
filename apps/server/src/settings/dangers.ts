import { isLoopbackHost } from './address.ts';
import { isNobodys, SANDBOX_DEPOSIT_ADDRESSES } from './deposit-address.ts';
import { wrongWithKeys } from './operator-keys.ts';
import { weaknessOf } from './secret-strength.ts';
import type { Settings } from './shape.ts';

/** What is not in the settings themselves, and decides about danger. */
export interface Surroundings {
  /** Whether MAILBOX=forced was said. */
  readonly insistsOnMailbox: boolean;
  /** NODE_TLS_REJECT_UNAUTHORIZED=0, with which Node believes any certificate. */
  readonly believesAnyCertificate: boolean;
}

/**
 * Settings that are well-formed, and together would lose money, give accounts away, or leave somebody thinking that
 * the one world is the other. Each is one sentence that says what to change.
 */
export function dangersOf(settings: Settings, surroundings: Surroundings): string[] {
  const keys = wrongWithKeys(settings.operatorKeys);
  const ofWorld =
    settings.world === 'live' ? liveDangers(settings, surroundings) : sandboxDangers(settings, surroundings);
  return keys === null ? ofWorld : [keys, ...ofWorld];
}

function liveDangers(settings: Settings, { believesAnyCertificate }: Surroundings): string[] {
  const { publicUrl, providers } = settings;
  const dangers: string[] = [];
  const need = (isMet: boolean, words: string) => {
    if (!isMet) dangers.push(words);
  };
  need(
    publicUrl?.startsWith('https://') ?? false,
    'PUBLIC_URL must be given and begin with https:// when WORLD=live, or cookies travel in clear.',
  );
  need(
    settings.auditKeys.length > 0,
    'AUDIT_KEY must be given when WORLD=live, or whoever may write to the database can make the audit anew.',
  );
  need(
    settings.payloadKeys.length > 0,
    'PAYLOAD_KEYS must be given when WORLD=live: it encrypts what providers tell of people.',
  );
  for (const [network, address] of settings.depositAddresses) {
    const name = `DEPOSIT_ADDRESS_${network.toUpperCase()}`;
    need(
      address !== SANDBOX_DEPOSIT_ADDRESSES[network],
      `${name} must be an address of yours when WORLD=live: what is delivered to the one of the sandbox is lost.`,
    );
    need(
      !isNobodys(network, address),
      `${name} must be an account of yours when WORLD=live: it is the address of a token, or of the network itself.`,
    );
  }
  need(
    !settings.mailbox,
    'MAILBOX must be off when WORLD=live: it shows sign-in links to whoever opens the page.',
  );
  need(
    settings.paceFactor === 1,
    'PACE_FACTOR must be left out when WORLD=live: providers would be asked too often.',
  );
  need(
    !believesAnyCertificate,
    'NODE_TLS_REJECT_UNAUTHORIZED=0 must be taken away when WORLD=live: anybody on the way could be the provider.',
  );
  for (const [network, url] of settings.chainUrls)
    need(
      url.startsWith('https://'),
      `CHAIN_URL_${network.toUpperCase()} must begin with https:// when WORLD=live: whoever stands on the way could make up what arrived.`,
    );
  need(
    settings.ethereumSubmitUrl?.startsWith('https://') ?? true,
    'CHAIN_SUBMIT_URL_ETHEREUM must begin with https:// when WORLD=live: whoever stands on the way could see what is kept from others.',
  );
  return [
    ...dangers,
    ...providers.flatMap((one) => one.dangers('live')),
    ...weakSecrets(settings),
    ...sharedSecrets(settings),
  ];
}

function sandboxDangers(settings: Settings, { insistsOnMailbox }: Surroundings): string[] {
  const { providers, host, publicUrl, mailbox } = settings;
  const dangers = providers.flatMap((one) => one.dangers('sandbox'));
  const isForUsAlone =
    isLoopbackHost(host) && (publicUrl === null || isLoopbackHost(new URL(publicUrl).hostname));
  if (mailbox && !isForUsAlone && !insistsOnMailbox) {
    dangers.push(
      'MAILBOX=on shows sign-in links to whoever opens the page, so HOST and PUBLIC_URL must be this machine alone; MAILBOX=forced insists.',
    );
  }
  return dangers;
}

/** The secrets of our own by the name of their setting. API keys are the providers' to make, and as strong as they are. */
function secretsOf({
  authSecrets,
  auditKeys,
  payloadKeys,
  providers,
}: Settings): [string, readonly string[]][] {
  return [
    ['AUTH_SECRET', authSecrets],
    ['AUDIT_KEY', auditKeys],
    ['PAYLOAD_KEYS', payloadKeys],
    ...providers.flatMap((one) => Object.entries(one.signingSecrets)),
  ];
}

function weakSecrets(settings: Settings): string[] {
  return secretsOf(settings).flatMap(([name, secrets]) => {
    const weakness = secrets.map(weaknessOf).find((found) => found !== null);
    if (weakness === undefined) return [];
    return [
      `${name} ${weakness}: when WORLD=live it must come from chance, such as openssl rand -base64 32 gives.`,
    ];
  });
}

/** One secret for two ends: whoever is told the one for webhooks could sign sessions. */
function sharedSecrets(settings: Settings): string[] {
  const seen = new Map<string, string>();
  return secretsOf(settings).flatMap(([name, secrets]) =>
    secrets.flatMap((secret) => {
      const other = seen.get(secret) ?? name;
      seen.set(secret, other);
      return other === name ? [] : [`${other} and ${name} have a secret in common: give each its own.`];
    }),
  );
}
