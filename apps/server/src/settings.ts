import { accept, type Outcome, refuse } from '@diboas/kernel';
import * as z from 'zod';

/** What the server is told from outside, read once at the start. Nothing else reads the environment. */
export interface Settings {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Where people reach it, without a slash at the end. Null until the port is known, when none was given. */
  readonly publicUrl: string | null;
  readonly stripe: { readonly baseUrl: string; readonly apiKey: string; readonly webhookSecret: string };
  /** Null where Coinbase is not set up. */
  readonly coinbase: CoinbaseSettings | null;
  /** Makes the seals of the audit, so that nobody without it can; null seals without a key. */
  readonly auditKey: string | null;
  readonly authSecret: string;
  readonly mailbox: boolean;
  readonly webDist: string | null;
  readonly depositAddressSolana: string;
  readonly trustProxy: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Requests a minute from one address: to the API, and to sign-in. */
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  /** Multiplies every wait of the engine: 1 in production, less for tests that kill nodes. */
  readonly paceFactor: number;
}

export interface CoinbaseSettings {
  readonly apiKeyId: string;
  readonly apiKeySecret: string;
  readonly webhookSecret: string;
  readonly platformUrl: string;
  readonly developerUrl: string;
  readonly market: { readonly country: string; readonly subdivision: string | null };
}

/** For the sandbox alone: a well-formed Solana address that belongs to nobody, so what goes there is lost. */
const SANDBOX_DEPOSIT_ADDRESS = 'DiBoaSSandboxDepositAddress1111111111111111';

const count = (what: string) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, `must be a whole number of ${what}, 1 or more`)
    .transform(Number);

const httpUrl = z.string().refine(isHttpUrl, 'must be an address like http://127.0.0.1:3000, without a path');

const environment = z.object({
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'must be an address like postgres://user:password@host:5432/name'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^[0-9]{1,5}$/, 'must be a port number, or 0 for any free port')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be 65535 at most')
    .default(3000),
  PUBLIC_URL: httpUrl.optional(),
  STRIPE_BASE_URL: httpUrl,
  STRIPE_API_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  COINBASE_API_KEY_ID: z.string().min(1).optional(),
  COINBASE_API_KEY_SECRET: z.string().min(1).optional(),
  COINBASE_WEBHOOK_SECRET: z.string().min(1).optional(),
  COINBASE_PLATFORM_URL: z.url().default('https://api.cdp.coinbase.com/platform'),
  COINBASE_DEVELOPER_URL: z.url().default('https://api.developer.coinbase.com'),
  COINBASE_MARKET: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be a country and its part, like US-NY')
    .default('US-NY'),
  AUDIT_KEY: z.string().min(32, 'must have 32 characters at least').optional(),
  AUTH_SECRET: z.string().min(32, 'must have 32 characters at least'),
  MAILBOX: z.enum(['on', 'off', 'forced']).default('off'),
  NODE_ENV: z.string().optional(),
  WEB_DIST: z.string().min(1).optional(),
  DEPOSIT_ADDRESS_SOLANA: z
    .string()
    .refine(isSolanaAddress, 'must be 32 bytes in base58')
    .default(SANDBOX_DEPOSIT_ADDRESS),
  TRUST_PROXY: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  REQUESTS_PER_MINUTE: count('requests').default(1_200),
  SIGN_INS_PER_MINUTE: count('sign-ins').default(30),
  PACE_FACTOR: z
    .string()
    .regex(/^(1|0\.[0-9]{0,3}[1-9])$/, 'must be 1, or a decimal above 0 and below 1')
    .transform(Number)
    .default(1),
});

/** Reads the environment. The refusal lists what is wrong with which variable, and never repeats a value. */
export function parseSettings(
  env: Readonly<Record<string, string | undefined>>,
): Outcome<Settings, string[]> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(filled);
  if (!parsed.success) return refuse(parsed.error.issues.map(describeIssue));
  const given = parsed.data;
  const coinbase = coinbaseSettings(given);
  if (!coinbase.ok) return coinbase;
  const settings: Settings = {
    coinbase: coinbase.value,
    auditKey: given.AUDIT_KEY ?? null,
    databaseUrl: given.DATABASE_URL,
    host: given.HOST,
    port: given.PORT,
    publicUrl: given.PUBLIC_URL ? new URL(given.PUBLIC_URL).origin : null,
    stripe: {
      baseUrl: given.STRIPE_BASE_URL,
      apiKey: given.STRIPE_API_KEY,
      webhookSecret: given.STRIPE_WEBHOOK_SECRET,
    },
    authSecret: given.AUTH_SECRET,
    mailbox: given.MAILBOX !== 'off',
    webDist: given.WEB_DIST ?? null,
    depositAddressSolana: given.DEPOSIT_ADDRESS_SOLANA,
    trustProxy: given.TRUST_PROXY === 'on',
    logLevel: given.LOG_LEVEL,
    requestsPerMinute: given.REQUESTS_PER_MINUTE,
    signInsPerMinute: given.SIGN_INS_PER_MINUTE,
    paceFactor: given.PACE_FACTOR,
  };
  const dangers = dangersOf(settings, given);
  return dangers.length === 0 ? accept(settings) : refuse(dangers);
}

/** Whether a provider is a real one, so that real money moves. Only the sandbox is spoken to in clear. */
export function movesRealMoney({ stripe, coinbase }: Pick<Settings, 'stripe' | 'coinbase'>): boolean {
  const addresses = [stripe.baseUrl, ...(coinbase ? [coinbase.platformUrl, coinbase.developerUrl] : [])];
  return addresses.some((address) => new URL(address).protocol === 'https:');
}

/** Settings that are well-formed and would lose money, or give accounts away. */
function dangersOf(settings: Settings, given: z.output<typeof environment>): string[] {
  const isReal = movesRealMoney(settings);
  const dangers: string[] = [];
  if (given.MAILBOX === 'on' && (isReal || given.NODE_ENV === 'production')) {
    dangers.push(
      'MAILBOX=on shows sign-in links to whoever opens the page, so it is refused when NODE_ENV=production and with ' +
        'real providers. MAILBOX=forced insists.',
    );
  }
  if (isReal && settings.depositAddressSolana === SANDBOX_DEPOSIT_ADDRESS) {
    dangers.push(
      'DEPOSIT_ADDRESS_SOLANA must be given with real providers: what they deliver to the address of the sandbox is lost',
    );
  }
  return dangers;
}

/** All three secrets, or none: then Coinbase is not asked for anything. */
function coinbaseSettings(given: z.output<typeof environment>): Outcome<CoinbaseSettings | null, string[]> {
  const { COINBASE_API_KEY_ID: apiKeyId, COINBASE_API_KEY_SECRET: apiKeySecret } = given;
  const { COINBASE_WEBHOOK_SECRET: webhookSecret } = given;
  if (!apiKeyId && !apiKeySecret && !webhookSecret) return accept(null);
  if (!apiKeyId || !apiKeySecret || !webhookSecret) {
    return refuse([
      'COINBASE_API_KEY_ID, COINBASE_API_KEY_SECRET and COINBASE_WEBHOOK_SECRET are given together, or none of them',
    ]);
  }
  const [country = '', subdivision = null] = given.COINBASE_MARKET.split('-');
  return accept({
    apiKeyId,
    apiKeySecret,
    webhookSecret,
    platformUrl: given.COINBASE_PLATFORM_URL,
    developerUrl: given.COINBASE_DEVELOPER_URL,
    market: { country, subdivision },
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  if (issue.code === 'invalid_type') return `${name} is missing`;
  if (issue.code === 'invalid_value') return `${name} must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_small' && issue.minimum === 1) return `${name} is empty`;
  return `${name} ${issue.message}`;
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && `${search}${hash}${username}` === '';
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58 of exactly 32 bytes: each leading 1 is a zero byte, the rest is one big number. */
export function isSolanaAddress(text: string): boolean {
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) return false;
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  let value = 0n;
  for (const letter of text) value = value * 58n + BigInt(BASE58.indexOf(letter));
  const bytes = value === 0n ? 0 : Math.ceil(value.toString(16).length / 2);
  return zeros + bytes === 32;
}
