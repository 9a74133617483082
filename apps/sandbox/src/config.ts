/** Settings from the environment, with flags over them. A wrong one is refused with its name and what it may be. */
import { parseArgs } from 'node:util';
import { parseApiKey } from '@diboas/coinbase/sandbox';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { z } from 'zod';

const port = z.coerce.number('a number').int('a whole number').min(0).max(65_535);
const duration = z.coerce.number('a number of milliseconds').int('whole milliseconds').min(0).max(86_400_000);
const webUrl = z.url({ protocol: /^https?$/, error: 'an http or https address' });

const COINBASE_PORT = 12_112;

/** What callers prove themselves by, and what events are signed with: one word, and never one that everybody knows. */
const secret = z
  .string('a secret; it has no default, for one that everybody knows would protect nothing')
  .regex(/^[\x21-\x7e]+$/, 'one word, without spaces and line ends');

/** Each setting: its schema, its default, and what `--help` says of it. The flag's name follows from the variable's. */
const SETTINGS = {
  SANDBOX_HOST: [z.string(), '127.0.0.1', 'address to listen on'],
  SANDBOX_STRIPE_PORT: [port, '12111', "port of Stripe's API and hosted page; 0 chooses one"],
  SANDBOX_COINBASE_PORT: [
    port.nullable(),
    null,
    `port of Coinbase's APIs and hosted page; 0 chooses one (${COINBASE_PORT}, or 0 when Stripe's is 0)`,
  ],
  SANDBOX_CONTROL_PORT: [port, '12110', 'port of the control API and its page; 0 chooses one'],
  SANDBOX_STRIPE_API_KEY: [secret, null, 'the key that callers must send; required'],
  SANDBOX_STRIPE_WEBHOOK_SECRET: [secret, null, 'what webhooks are signed with; required'],
  SANDBOX_STRIPE_WEBHOOK_URL: [
    webUrl.nullable(),
    null,
    'where webhooks go; none are sent when it is not set',
  ],
  SANDBOX_COINBASE_API_KEY_ID: [secret, null, 'id of the key that callers must sign with; required'],
  SANDBOX_COINBASE_API_KEY_SECRET: [
    z
      .string('an Ed25519 key in base64 or an EC key in PEM; it has no default')
      .refine((text) => parseApiKey('', text) !== null, 'an Ed25519 key in base64 or an EC key in PEM'),
    null,
    'the key itself, Ed25519 or EC, as Coinbase hands it out; required',
  ],
  SANDBOX_COINBASE_WEBHOOK_SECRET: [secret, null, 'what its webhooks are signed with; required'],
  SANDBOX_COINBASE_WEBHOOK_URL: [
    webUrl.nullable(),
    null,
    'where its webhooks go; none are sent when it is not set',
  ],
  SANDBOX_SEED: [
    z.coerce.number('a number').int().min(0).max(0xffff_ffff),
    '1',
    'seed of the choice of faults',
  ],
  SANDBOX_STEP_MS: [duration, '1500', 'time of one ordinary step, such as a card payment'],
  SANDBOX_BUSINESS_DAY_MS: [duration, '8000', 'time in which a bank payment clears'],
  SANDBOX_AUTO_PAY: [z.enum(['on', 'off'], 'on or off'), 'on', 'whether the person pays without being asked'],
  SANDBOX_WEBHOOK_RETRY_MS: [duration, '1000', 'pause before the second attempt; doubles with each'],
  SANDBOX_WEBHOOK_RETRY_MAX_MS: [duration, '60000', 'longest pause between attempts'],
  SANDBOX_WEBHOOK_ATTEMPTS_MAX: [
    z.coerce.number('a number').int().min(1).max(1_000),
    '30',
    'attempts per event',
  ],
  SANDBOX_WEBHOOK_TIMEOUT_MS: [duration, '10000', 'how long an answer to a webhook is awaited'],
  SANDBOX_DATA_FILE: [
    z.string().nullable(),
    null,
    'file that keeps everything over a restart; memory only when not set',
  ],
  SANDBOX_LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'a log level of pino'),
    'info',
    'least serious level that is logged, to stderr',
  ],
} as const satisfies Record<string, readonly [schema: z.ZodType, standard: string | null, help: string]>;

export interface Config {
  readonly host: string;
  readonly stripePort: number;
  readonly coinbasePort: number;
  readonly controlPort: number;
  readonly stripeApiKey: string;
  readonly stripeWebhookSecret: string;
  readonly stripeWebhookUrl: string | null;
  readonly coinbaseApiKeyId: string;
  readonly coinbaseApiKeySecret: string;
  readonly coinbaseWebhookSecret: string;
  readonly coinbaseWebhookUrl: string | null;
  /** Only for the choice of faults. */
  readonly seed: number;
  readonly stepMs: number;
  readonly businessDayMs: number;
  readonly autoPay: boolean;
  readonly webhookRetryMs: number;
  readonly webhookRetryMaxMs: number;
  readonly webhookAttemptsMax: number;
  readonly webhookTimeoutMs: number;
  readonly dataFile: string | null;
  readonly logLevel: string;
}

const schema = z.object({
  SANDBOX_HOST: SETTINGS.SANDBOX_HOST[0],
  SANDBOX_STRIPE_PORT: SETTINGS.SANDBOX_STRIPE_PORT[0],
  SANDBOX_COINBASE_PORT: SETTINGS.SANDBOX_COINBASE_PORT[0],
  SANDBOX_CONTROL_PORT: SETTINGS.SANDBOX_CONTROL_PORT[0],
  SANDBOX_STRIPE_API_KEY: SETTINGS.SANDBOX_STRIPE_API_KEY[0],
  SANDBOX_STRIPE_WEBHOOK_SECRET: SETTINGS.SANDBOX_STRIPE_WEBHOOK_SECRET[0],
  SANDBOX_STRIPE_WEBHOOK_URL: SETTINGS.SANDBOX_STRIPE_WEBHOOK_URL[0],
  SANDBOX_COINBASE_API_KEY_ID: SETTINGS.SANDBOX_COINBASE_API_KEY_ID[0],
  SANDBOX_COINBASE_API_KEY_SECRET: SETTINGS.SANDBOX_COINBASE_API_KEY_SECRET[0],
  SANDBOX_COINBASE_WEBHOOK_SECRET: SETTINGS.SANDBOX_COINBASE_WEBHOOK_SECRET[0],
  SANDBOX_COINBASE_WEBHOOK_URL: SETTINGS.SANDBOX_COINBASE_WEBHOOK_URL[0],
  SANDBOX_SEED: SETTINGS.SANDBOX_SEED[0],
  SANDBOX_STEP_MS: SETTINGS.SANDBOX_STEP_MS[0],
  SANDBOX_BUSINESS_DAY_MS: SETTINGS.SANDBOX_BUSINESS_DAY_MS[0],
  SANDBOX_AUTO_PAY: SETTINGS.SANDBOX_AUTO_PAY[0],
  SANDBOX_WEBHOOK_RETRY_MS: SETTINGS.SANDBOX_WEBHOOK_RETRY_MS[0],
  SANDBOX_WEBHOOK_RETRY_MAX_MS: SETTINGS.SANDBOX_WEBHOOK_RETRY_MAX_MS[0],
  SANDBOX_WEBHOOK_ATTEMPTS_MAX: SETTINGS.SANDBOX_WEBHOOK_ATTEMPTS_MAX[0],
  SANDBOX_WEBHOOK_TIMEOUT_MS: SETTINGS.SANDBOX_WEBHOOK_TIMEOUT_MS[0],
  SANDBOX_DATA_FILE: SETTINGS.SANDBOX_DATA_FILE[0],
  SANDBOX_LOG_LEVEL: SETTINGS.SANDBOX_LOG_LEVEL[0],
});

type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration, `help` when it was asked for, or a sentence on what is wrong. */
export function parseConfig(
  args: readonly string[],
  environment: Environment,
): Outcome<Config | 'help', string> {
  const flags = readFlags(args);
  if (!flags.ok) return flags;
  if (flags.value.help === 'true') return accept('help');
  const raw = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, [, standard]]) => {
      const given = flags.value[flagOf(name)] ?? environment[name];
      return [name, given === undefined || given === '' ? standard : given];
    }),
  );
  const read = schema.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    const name = String(issue?.path[0]);
    const given =
      raw[name] === null ? 'not set' : /KEY|SECRET/.test(name) ? 'wrong' : JSON.stringify(raw[name]);
    return refuse(`${name} (--${flagOf(name)}) is ${given}. Expected: ${issue?.message}.`);
  }
  return accept(configOf(read.data));
}

/** Secrets for tests alone: anybody can read them here. */
const TEST_SECRETS = {
  SANDBOX_STRIPE_API_KEY: 'sk_test_sandbox',
  SANDBOX_STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
  SANDBOX_COINBASE_API_KEY_ID: '5a9d0b0c-0000-4000-8000-000000000001',
  // The seed is the text "diboas sandbox coinbase test key".
  SANDBOX_COINBASE_API_KEY_SECRET:
    'ZGlib2FzIHNhbmRib3ggY29pbmJhc2UgdGVzdCBrZXmX10k6YXPtSJRU+gXMbew76MNs3nSR9HWe3Z6sB9JLRg==',
  SANDBOX_COINBASE_WEBHOOK_SECRET: 'coinbase-webhooks-sandbox',
};

/** A configuration for tests: ports 0, so that they can run side by side, and no words. */
export function testConfig(changes: Partial<Config> = {}): Config {
  const standard = parseConfig([], {
    ...TEST_SECRETS,
    SANDBOX_STRIPE_PORT: '0',
    SANDBOX_CONTROL_PORT: '0',
    SANDBOX_LOG_LEVEL: 'silent',
  });
  if (!standard.ok || standard.value === 'help') throw new Error('The settings for tests are not valid.');
  return { ...standard.value, ...changes };
}

function configOf(read: z.output<typeof schema>): Config {
  return {
    host: read.SANDBOX_HOST,
    stripePort: read.SANDBOX_STRIPE_PORT,
    // Whoever lets one port be chosen runs several sandboxes at once, where a fixed one would be taken.
    coinbasePort: read.SANDBOX_COINBASE_PORT ?? (read.SANDBOX_STRIPE_PORT === 0 ? 0 : COINBASE_PORT),
    controlPort: read.SANDBOX_CONTROL_PORT,
    stripeApiKey: read.SANDBOX_STRIPE_API_KEY,
    stripeWebhookSecret: read.SANDBOX_STRIPE_WEBHOOK_SECRET,
    stripeWebhookUrl: read.SANDBOX_STRIPE_WEBHOOK_URL,
    coinbaseApiKeyId: read.SANDBOX_COINBASE_API_KEY_ID,
    coinbaseApiKeySecret: read.SANDBOX_COINBASE_API_KEY_SECRET,
    coinbaseWebhookSecret: read.SANDBOX_COINBASE_WEBHOOK_SECRET,
    coinbaseWebhookUrl: read.SANDBOX_COINBASE_WEBHOOK_URL,
    seed: read.SANDBOX_SEED,
    stepMs: read.SANDBOX_STEP_MS,
    businessDayMs: read.SANDBOX_BUSINESS_DAY_MS,
    autoPay: read.SANDBOX_AUTO_PAY === 'on',
    webhookRetryMs: read.SANDBOX_WEBHOOK_RETRY_MS,
    webhookRetryMaxMs: read.SANDBOX_WEBHOOK_RETRY_MAX_MS,
    webhookAttemptsMax: read.SANDBOX_WEBHOOK_ATTEMPTS_MAX,
    webhookTimeoutMs: read.SANDBOX_WEBHOOK_TIMEOUT_MS,
    dataFile: read.SANDBOX_DATA_FILE,
    logLevel: read.SANDBOX_LOG_LEVEL,
  };
}

/** SANDBOX_STEP_MS is --step-ms. */
function flagOf(name: string): string {
  return name.replace('SANDBOX_', '').toLowerCase().replaceAll('_', '-');
}

function readFlags(args: readonly string[]): Outcome<Record<string, string | undefined>, string> {
  const options = Object.fromEntries(
    Object.keys(SETTINGS).map((name) => [flagOf(name), { type: 'string' as const }]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } });
    return accept(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

export function helpText(): string {
  const rows = Object.entries(SETTINGS).map(([name, [, standard, help]]) => {
    const flag = `--${flagOf(name)}`.padEnd(25);
    return `  ${flag} ${name.padEnd(30)} ${help}${standard === null ? '' : ` (${standard})`}`;
  });
  return `The outside world of diBoaS: servers that speak the on-ramp protocols of Stripe and Coinbase,
offline, with faults on demand.

Usage: node apps/sandbox/src/main.ts [options]

Each option can be set as a flag or in the environment; the flag wins.

${rows.join('\n')}
  --help                                                   this text

When it listens, it prints one line of JSON: {"ready":true,"stripeUrl":"…","coinbaseUrl":"…","controlUrl":"…"}. Logs go to stderr.
`;
}
