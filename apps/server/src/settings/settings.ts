import { RULES } from '@diboas/compliance';
import { accept, HOUR_MS, MINUTE_MS, money, type Outcome, refuse, unitsPerOne } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import { PROVIDERS } from '@diboas/providers';
import {
  type ConfiguredProvider,
  describeSettingIssues,
  httpBase,
  httpOrigin,
  listOf,
  type ProviderManifest,
  type SettingTexts,
} from '@diboas/providers-kit';
import * as z from 'zod';
import { bareHost, isAddressOrNetwork, isHost, isPostgresUrl } from './address.ts';
import { closing } from './closing.ts';
import { dangersOf } from './dangers.ts';
import { isAddressOf, SANDBOX_DEPOSIT_ADDRESSES } from './deposit-address.ts';
import { parseLeast } from './float-rules.ts';
import { operatorKey } from './operator-keys.ts';
import { complianceRules } from './rules.ts';
import { LOG_LEVELS, type Settings } from './shape.ts';
import { readSettingText } from './text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const count = (what: string) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, `must be a whole number of ${what}, 1 or more`)
    .transform(Number);

const longSecret = z.string().min(32, 'must have 32 characters at least');

const postgresUrl = z
  .string()
  .refine(isPostgresUrl, 'must be an address like postgres://user:password@host:5432/name');

const environment = z.object({
  WORLD: z.enum(['sandbox', 'live']),
  DATABASE_URL: postgresUrl,
  MIGRATE_DATABASE_URL: postgresUrl.optional(),
  DATABASE_TLS: z.enum(['verify-full', 'off']).default('verify-full'),
  PAYLOAD_KEYS: listOf(longSecret, 'key').default([]),
  PAYLOAD_DAYS: count('days').default(400),
  HOST: z
    .string()
    .transform(bareHost)
    .refine(isHost, 'must be an address or a name to listen on, like 127.0.0.1, ::1 or localhost')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^[0-9]{1,5}$/, 'must be a port number, or 0 for any free port')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be 65535 at most')
    .default(3000),
  PUBLIC_URL: httpOrigin.optional(),
  AUDIT_KEY: listOf(longSecret, 'key').default([]),
  AUTH_SECRET: listOf(longSecret, 'secret'),
  OPERATOR_KEYS: listOf(operatorKey, 'key').default([]),
  MAILBOX: z.enum(['on', 'off', 'forced']).default('off'),
  SUPPORT_CONTACT: z
    .union([z.email(), z.url({ protocol: /^https$/ })], 'must be an e-mail address, or an https address')
    .optional(),
  WEB_DIST: z.string().optional(),
  DEPOSIT_ADDRESS_BITCOIN: z
    .string()
    .refine(isAddressOf('bitcoin'), 'must be an address of the live chain')
    .optional(),
  DEPOSIT_ADDRESS_ETHEREUM: z
    .string()
    .refine(isAddressOf('ethereum'), 'must be 0x and 40 digits, with the capitals of its checksum')
    .optional(),
  DEPOSIT_ADDRESS_SOLANA: z
    .string()
    .refine(isAddressOf('solana'), 'must be 32 bytes in base58')
    .default(SANDBOX_DEPOSIT_ADDRESSES.solana),
  DEPOSIT_ADDRESS_SUI: z.string().refine(isAddressOf('sui'), 'must be 0x and 64 digits').optional(),
  CHAIN_URL_BITCOIN: httpBase.optional(),
  CHAIN_URL_ETHEREUM: httpBase.optional(),
  CHAIN_SUBMIT_URL_ETHEREUM: httpBase.optional(),
  CHAIN_URL_SOLANA: httpBase.optional(),
  CHAIN_URL_SUI: httpBase.optional(),
  FLOAT_LOW_DAYS: count('days')
    .refine((days) => days <= 30, 'must be 30 at most')
    .default(3),
  FLOAT_LEAST: listOf(
    z
      .string()
      .refine(
        (text) => parseLeast(text).ok,
        'must be floats and how much of each, with commas between them, like northpay 5000.00 USDC solana',
      ),
    'float',
  ).default([]),
  CLOSINGS: listOf(closing, 'closing').default([]),
  COMPLIANCE_RULES: complianceRules.default(RULES),
  TRUSTED_PROXIES: listOf(
    z
      .string()
      .refine(
        isAddressOrNetwork,
        'must be addresses or networks with commas between them, like 10.1.2.3,10.2.0.0/16',
      ),
    'address',
  ).default([]),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s/]\S*)$/, 'must begin with mailto: or https://')
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  REQUESTS_PER_MINUTE: count('requests').default(1_200),
  SIGN_INS_PER_MINUTE: count('sign-ins').default(30),
  QUOTES_PER_MINUTE: count('quotes').default(20),
  DRAIN_SECONDS: z
    .string()
    .regex(/^([0-9]|[1-5][0-9]|60)$/, 'must be a whole number of seconds from 0 to 60')
    .transform(Number)
    .optional(),
  LIVE_SOCKETS_MAX: count('sockets').default(20_000),
  WITHOUT_FACTOR_PER_DAY: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,8})$/, 'must be a whole number of dollars')
    .transform((text) => money('USDC', BigInt(text) * unitsPerOne('USDC')))
    .prefault('250'),
  SESSION_IDLE_MINUTES: count('minutes')
    .refine((minutes) => minutes >= 5 && minutes <= 1_440, 'must be from 5 to 1440')
    .default(30),
  SESSION_HOURS: count('hours')
    .refine((hours) => hours <= 720, 'must be 720 at most')
    .default(24),
  PACE_FACTOR: z
    .string()
    .regex(/^(1|0\.[0-9]{0,3}[1-9])$/, 'must be 1, or a decimal above 0 and below 1')
    .transform(Number)
    .default(1),
});

type Given = z.output<typeof environment>;

/** The server's own settings. Those of its providers stand in their manifests. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

/** Reads the environment. The refusal lists what is wrong with which variable, and never repeats a value. */
export function parseSettings(
  env: Environment,
  manifests: readonly ProviderManifest[] = PROVIDERS,
): Outcome<Settings, string[]> {
  const texts = readTexts(env, manifests);
  if (!texts.ok) return texts;
  const parsed = environment.safeParse(texts.value);
  const providers = configureProviders(texts.value, manifests);
  if (!parsed.success || !providers.ok) {
    const ofProviders = providers.ok ? [] : providers.refusal;
    return refuse([...describeSettingIssues(parsed.error?.issues ?? [], texts.value), ...ofProviders]);
  }
  const given = parsed.data;
  const settings: Settings = {
    world: given.WORLD,
    databaseUrl: given.DATABASE_URL,
    migrateDatabaseUrl: given.MIGRATE_DATABASE_URL ?? null,
    allowsPlainDatabase: given.DATABASE_TLS === 'off',
    payloadKeys: payloadKeysOf(given),
    payloadDays: given.PAYLOAD_DAYS,
    host: given.HOST,
    port: given.PORT,
    publicUrl: given.PUBLIC_URL ? new URL(given.PUBLIC_URL).origin : null,
    providers: providers.value,
    auditKeys: given.AUDIT_KEY,
    authSecrets: given.AUTH_SECRET,
    operatorKeys: given.OPERATOR_KEYS,
    mailbox: given.MAILBOX !== 'off',
    mailboxForAll: given.MAILBOX === 'forced',
    supportContact: given.SUPPORT_CONTACT ?? null,
    webDist: given.WEB_DIST ?? null,
    depositAddresses: depositAddressesOf(given),
    chainUrls: chainUrlsOf(given),
    ethereumSubmitUrl: given.CHAIN_SUBMIT_URL_ETHEREUM?.replace(/\/+$/, '') ?? null,
    floatRules: { days: given.FLOAT_LOW_DAYS, least: leastOf(given) },
    closings: given.CLOSINGS,
    rules: given.COMPLIANCE_RULES,
    trustedProxies: given.TRUSTED_PROXIES,
    securityContact: given.SECURITY_CONTACT ?? null,
    logLevel: given.LOG_LEVEL,
    requestsPerMinute: given.REQUESTS_PER_MINUTE,
    signInsPerMinute: given.SIGN_INS_PER_MINUTE,
    quotesPerMinute: given.QUOTES_PER_MINUTE,
    drainSeconds: given.DRAIN_SECONDS ?? (given.WORLD === 'live' ? 5 : 0),
    liveSocketsMax: given.LIVE_SOCKETS_MAX,
    withoutFactorPerDay: given.WITHOUT_FACTOR_PER_DAY,
    sessionIdleMs: given.SESSION_IDLE_MINUTES * MINUTE_MS,
    sessionLifeMs: given.SESSION_HOURS * HOUR_MS,
    paceFactor: given.PACE_FACTOR,
  };
  const dangers = dangersOf(settings, {
    insistsOnMailbox: given.MAILBOX === 'forced',
    believesAnyCertificate: env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
  });
  return dangers.length === 0 ? accept(settings) : refuse(dangers);
}

/** In the sandbox there is one on every network; when live only where one was given. */
function depositAddressesOf(given: Given): Settings['depositAddresses'] {
  const named = {
    bitcoin: given.DEPOSIT_ADDRESS_BITCOIN,
    ethereum: given.DEPOSIT_ADDRESS_ETHEREUM,
    solana: given.DEPOSIT_ADDRESS_SOLANA,
    sui: given.DEPOSIT_ADDRESS_SUI,
  } satisfies Record<ChainNetwork, string | undefined>;
  const standard = given.WORLD === 'sandbox' ? SANDBOX_DEPOSIT_ADDRESSES : null;
  return new Map(
    CHAIN_NETWORKS.flatMap((network) => {
      const address = named[network] ?? standard?.[network];
      return address === undefined ? [] : [[network, address]];
    }),
  );
}

/** By the network; each is put together with paths, so none ends in a slash. */
function chainUrlsOf(given: Given): Settings['chainUrls'] {
  const urls = {
    bitcoin: given.CHAIN_URL_BITCOIN,
    ethereum: given.CHAIN_URL_ETHEREUM,
    solana: given.CHAIN_URL_SOLANA,
    sui: given.CHAIN_URL_SUI,
  } satisfies Record<ChainNetwork, string | undefined>;
  return new Map(
    CHAIN_NETWORKS.flatMap((network) => {
      const url = urls[network]?.replace(/\/+$/, '');
      return url === undefined ? [] : [[network, url]];
    }),
  );
}

function leastOf({ FLOAT_LEAST }: Given): Settings['floatRules']['least'] {
  return new Map(
    FLOAT_LEAST.flatMap((text) => {
      const least = parseLeast(text);
      return least.ok ? [least.value] : [];
    }),
  );
}

/** Where no real person's data is, the secret of sessions does for these too: what is made of it has another label. */
function payloadKeysOf({ WORLD, PAYLOAD_KEYS, AUTH_SECRET }: Given): readonly string[] {
  return PAYLOAD_KEYS.length === 0 && WORLD === 'sandbox' ? AUTH_SECRET : PAYLOAD_KEYS;
}

/** The keys of the texts of webhooks alone, for programs that need no other setting. */
export function parsePayloadKeys(env: Environment): Outcome<readonly string[], string[]> {
  return parseKeys('PAYLOAD_KEYS', env);
}

/** The keys of the audit alone, for programs that need no other setting. */
export function parseAuditKeys(env: Environment): Outcome<readonly string[], string[]> {
  return parseKeys('AUDIT_KEY', env);
}

function parseKeys(
  name: 'PAYLOAD_KEYS' | 'AUDIT_KEY',
  env: Environment,
): Outcome<readonly string[], string[]> {
  const texts = readTexts({ [name]: env[name] }, []);
  if (!texts.ok) return texts;
  const parsed = environment.shape[name].safeParse(texts.value[name]);
  if (parsed.success) return accept(parsed.data);
  const named = parsed.error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  return refuse(describeSettingIssues(named, texts.value));
}

/** Every setting as the text that was meant. One that is empty then was not given. */
function readTexts(
  env: Environment,
  manifests: readonly ProviderManifest[],
): Outcome<Record<string, string>, string[]> {
  const texts: Record<string, string> = {};
  const problems: string[] = [];
  const ofProviders = manifests.flatMap(({ settingNames }) => settingNames);
  const pems = new Set(manifests.flatMap(({ pemSettings }) => pemSettings));
  for (const name of [...SETTING_NAMES, ...ofProviders]) {
    const reading = readSettingText(env[name] ?? '', { isPem: pems.has(name) });
    if (!reading.ok) problems.push(`${name} ${reading.problem}`);
    else if (reading.text !== '') texts[name] = reading.text;
  }
  return problems.length === 0 ? accept(texts) : refuse(problems);
}

/** Each provider reads its own. What is wrong with any of them is said at once. */
function configureProviders(
  texts: SettingTexts,
  manifests: readonly ProviderManifest[],
): Outcome<ConfiguredProvider[], string[]> {
  const read = manifests.map((one) => one.configure(texts));
  const problems = read.flatMap((one) => (one.ok ? [] : one.refusal));
  if (problems.length > 0) return refuse(problems);
  return accept(read.flatMap((one) => (one.ok && one.value !== null ? [one.value] : [])));
}
