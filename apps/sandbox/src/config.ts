/** Settings from the environment, with flags over them. A wrong one is refused with its name and what it may be. */
import { parseArgs } from 'node:util';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { CHAIN_NETWORKS } from '@diboas/networks';
import type { DoubleKind, SecretKind } from '@diboas/sandbox-kit';
import { z } from 'zod';
import type { ChainsConfig } from './chains/chains.ts';
import { CHAIN_PACES } from './chains/open-chain.ts';

const port = z.coerce.number('a number').int('a whole number').min(0).max(65_535);
const duration = z.coerce.number('a number of milliseconds').int('whole milliseconds').min(0).max(86_400_000);
const webUrl = z.url({ protocol: /^https?$/, error: 'an http or https address' });

/** Networks with commas between them, in their own order. */
const networks = z
  .string()
  .transform((text) => (text === 'none' ? [] : text === 'all' ? CHAIN_NETWORKS : text.split(',')))
  .pipe(
    z.array(
      z.enum(CHAIN_NETWORKS),
      `all, none, or some of ${CHAIN_NETWORKS.join(', ')} with commas between them`,
    ),
  );

/** Addresses by their networks: bitcoin=http://127.0.0.1:4000,sui=http://127.0.0.1:4001. */
const chainAddresses = z
  .string()
  .transform((text) => (text === 'none' ? [] : text.split(',')))
  .transform((parts) => Object.fromEntries(parts.map((part) => part.split(/=(.*)/s, 2))))
  .pipe(
    z.partialRecord(
      z.enum(CHAIN_NETWORKS),
      webUrl,
      `none, or some of ${CHAIN_NETWORKS.join(', ')}, each with = and an address, and commas between them`,
    ),
  );
const CHAIN_PORT = 'port of that chain, where it is started; 0 chooses one';

/** The first provider's port, where none is said. Each further one has the next. */
const PROVIDER_PORT = 12_111;

/** A setting: its schema, its default, and what `--help` says of it. The flag's name follows from the variable's. */
type Setting = readonly [schema: z.ZodType, standard: string | null, help: string];

const SETTINGS = {
  SANDBOX_HOST: [z.string(), '127.0.0.1', 'address to listen on'],
  SANDBOX_CONTROL_PORT: [port, '12110', 'port of the control API and its page; 0 chooses one'],
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
  SANDBOX_CHAINS: [
    networks,
    'none',
    `chains to start besides: all, none, or some of ${CHAIN_NETWORKS.join(',')}`,
  ],
  SANDBOX_CHAIN_URLS: [
    chainAddresses,
    'none',
    'chains that run elsewhere, where none of that network is started: network=address, with commas between them',
  ],
  SANDBOX_CHAIN_PACE: [
    z.enum(CHAIN_PACES, CHAIN_PACES.join(' or ')),
    'clock',
    'when their blocks come: by the clock, at-once for each transaction, or by-hand',
  ],
  SANDBOX_CHAIN_BITCOIN_PORT: [port, '0', CHAIN_PORT],
  SANDBOX_CHAIN_ETHEREUM_PORT: [port, '0', CHAIN_PORT],
  SANDBOX_CHAIN_SOLANA_PORT: [port, '0', CHAIN_PORT],
  SANDBOX_CHAIN_SUI_PORT: [port, '0', CHAIN_PORT],
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
} as const satisfies Record<string, Setting>;

/** Where a provider's double listens, where its webhooks go, and what it shares with its callers. */
export interface ProviderConfig {
  readonly port: number;
  readonly webhookUrl: string | null;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface Config {
  readonly host: string;
  readonly controlPort: number;
  /** By the provider's id. */
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  /** Only for the choice of faults. */
  readonly seed: number;
  readonly stepMs: number;
  readonly businessDayMs: number;
  readonly autoPay: boolean;
  readonly webhookRetryMs: number;
  readonly webhookRetryMaxMs: number;
  readonly webhookAttemptsMax: number;
  readonly webhookTimeoutMs: number;
  readonly chains: ChainsConfig;
  readonly dataFile: string | null;
  readonly logLevel: string;
}

const schema = z.object({
  SANDBOX_HOST: SETTINGS.SANDBOX_HOST[0],
  SANDBOX_CONTROL_PORT: SETTINGS.SANDBOX_CONTROL_PORT[0],
  SANDBOX_SEED: SETTINGS.SANDBOX_SEED[0],
  SANDBOX_STEP_MS: SETTINGS.SANDBOX_STEP_MS[0],
  SANDBOX_BUSINESS_DAY_MS: SETTINGS.SANDBOX_BUSINESS_DAY_MS[0],
  SANDBOX_AUTO_PAY: SETTINGS.SANDBOX_AUTO_PAY[0],
  SANDBOX_WEBHOOK_RETRY_MS: SETTINGS.SANDBOX_WEBHOOK_RETRY_MS[0],
  SANDBOX_WEBHOOK_RETRY_MAX_MS: SETTINGS.SANDBOX_WEBHOOK_RETRY_MAX_MS[0],
  SANDBOX_WEBHOOK_ATTEMPTS_MAX: SETTINGS.SANDBOX_WEBHOOK_ATTEMPTS_MAX[0],
  SANDBOX_WEBHOOK_TIMEOUT_MS: SETTINGS.SANDBOX_WEBHOOK_TIMEOUT_MS[0],
  SANDBOX_CHAINS: SETTINGS.SANDBOX_CHAINS[0],
  SANDBOX_CHAIN_URLS: SETTINGS.SANDBOX_CHAIN_URLS[0],
  SANDBOX_CHAIN_PACE: SETTINGS.SANDBOX_CHAIN_PACE[0],
  SANDBOX_CHAIN_BITCOIN_PORT: SETTINGS.SANDBOX_CHAIN_BITCOIN_PORT[0],
  SANDBOX_CHAIN_ETHEREUM_PORT: SETTINGS.SANDBOX_CHAIN_ETHEREUM_PORT[0],
  SANDBOX_CHAIN_SOLANA_PORT: SETTINGS.SANDBOX_CHAIN_SOLANA_PORT[0],
  SANDBOX_CHAIN_SUI_PORT: SETTINGS.SANDBOX_CHAIN_SUI_PORT[0],
  SANDBOX_DATA_FILE: SETTINGS.SANDBOX_DATA_FILE[0],
  SANDBOX_LOG_LEVEL: SETTINGS.SANDBOX_LOG_LEVEL[0],
});

type Environment = Readonly<Record<string, string | undefined>>;
type Raw = Readonly<Record<string, string | null>>;

/** The configuration for these doubles, `help` when it was asked for, or a sentence on what is wrong. */
export function parseConfig(
  args: readonly string[],
  environment: Environment,
  doubles: readonly DoubleKind[],
): Outcome<Config | 'help', string> {
  const settings = allSettings(doubles);
  const flags = readFlags(args, settings);
  if (!flags.ok) return flags;
  if (flags.value.help === 'true') return accept('help');
  const raw: Raw = Object.fromEntries(
    Object.entries(settings).map(([name, [, standard]]) => {
      const given = flags.value[flagOf(name)] ?? environment[name];
      return [name, given === undefined || given === '' ? standard : given];
    }),
  );
  const secrets = new Set(doubles.flatMap((one) => Object.keys(one.secrets).map(secretNameOf)));
  for (const [name, [one]] of Object.entries(settings)) {
    const read = one.safeParse(raw[name]);
    if (read.success) continue;
    const shown = secrets.has(name) ? 'wrong' : JSON.stringify(raw[name]);
    const given = raw[name] === null ? 'not set' : shown;
    return refuse(`${name} (--${flagOf(name)}) is ${given}. Expected: ${read.error.issues[0]?.message}.`);
  }
  const read = schema.parse(raw);
  return accept(configOf(read, providersOf(doubles, raw, read.SANDBOX_CONTROL_PORT)));
}

/** The sandbox's own settings and those of each double, in the order in which `--help` shows them. */
function allSettings(doubles: readonly DoubleKind[]): Record<string, Setting> {
  const ofDoubles = doubles.map((one, index) => settingsOf(one, PROVIDER_PORT + index));
  return Object.assign({}, ...ofDoubles, SETTINGS);
}

function settingsOf({ id, name, secrets }: DoubleKind, standardPort: number): Record<string, Setting> {
  const { portName, urlName } = namesOf(id);
  const ofSecrets = Object.entries(secrets).map(([secret, kind]): [string, Setting] => [
    secretNameOf(secret),
    [secretSchema(kind), null, `${kind.help}; required`],
  ]);
  const choice = `0 chooses one (${standardPort}, or 0 when the control's is 0)`;
  return {
    [portName]: [port.nullable(), null, `port of ${name}'s API and hosted page; ${choice}`],
    ...Object.fromEntries(ofSecrets),
    [urlName]: [webUrl.nullable(), null, 'where its webhooks go; none are sent when it is not set'],
  };
}

function secretNameOf(secret: string): string {
  return `SANDBOX_${secret}`;
}

function namesOf(id: string): { portName: string; urlName: string } {
  const prefix = `SANDBOX_${id.toUpperCase().replaceAll('-', '_')}`;
  return { portName: `${prefix}_PORT`, urlName: `${prefix}_WEBHOOK_URL` };
}

/** What callers prove themselves by, and what events are signed with: never one that everybody knows. */
function secretSchema({ expected, isRight }: SecretKind): z.ZodType {
  const text = z.string('a secret; it has no default, for one that everybody knows would protect nothing');
  return isRight === undefined
    ? text.regex(/^[\x21-\x7e]+$/, 'one word, without spaces and line ends')
    : text.refine(isRight, expected ?? 'another one');
}

/** Each setting was read before: here it is only put in its place. */
function providersOf(doubles: readonly DoubleKind[], raw: Raw, controlPort: number): Config['providers'] {
  const entries = doubles.map(({ id, secrets }, index): [string, ProviderConfig] => {
    const { portName, urlName } = namesOf(id);
    // Whoever lets one port be chosen runs several sandboxes at once, where a fixed one would be taken.
    const standard = controlPort === 0 ? 0 : PROVIDER_PORT + index;
    const shared = Object.keys(secrets).map((name) => [name, raw[secretNameOf(name)] ?? '']);
    const given = raw[portName] ?? null;
    return [
      id,
      {
        port: given === null ? standard : port.parse(given),
        webhookUrl: raw[urlName] ?? null,
        secrets: Object.fromEntries(shared),
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** A configuration for tests: ports 0, so that they can run side by side, and no words. */
export function testConfig(
  providers: Readonly<Record<string, Partial<ProviderConfig>>>,
  changes: Partial<Config> = {},
): Config {
  const standard = parseConfig([], { SANDBOX_CONTROL_PORT: '0', SANDBOX_LOG_LEVEL: 'silent' }, []);
  if (!standard.ok || standard.value === 'help') throw new Error('The settings for tests are not valid.');
  const entries = Object.entries(providers).map(([id, given]) => [
    id,
    { port: 0, webhookUrl: null, secrets: {}, ...given },
  ]);
  return { ...standard.value, providers: Object.fromEntries(entries), ...changes };
}

function configOf(read: z.output<typeof schema>, providers: Config['providers']): Config {
  return {
    host: read.SANDBOX_HOST,
    controlPort: read.SANDBOX_CONTROL_PORT,
    providers,
    seed: read.SANDBOX_SEED,
    stepMs: read.SANDBOX_STEP_MS,
    businessDayMs: read.SANDBOX_BUSINESS_DAY_MS,
    autoPay: read.SANDBOX_AUTO_PAY === 'on',
    webhookRetryMs: read.SANDBOX_WEBHOOK_RETRY_MS,
    webhookRetryMaxMs: read.SANDBOX_WEBHOOK_RETRY_MAX_MS,
    webhookAttemptsMax: read.SANDBOX_WEBHOOK_ATTEMPTS_MAX,
    webhookTimeoutMs: read.SANDBOX_WEBHOOK_TIMEOUT_MS,
    chains: {
      networks: read.SANDBOX_CHAINS,
      elsewhere: read.SANDBOX_CHAIN_URLS,
      pace: read.SANDBOX_CHAIN_PACE,
      ports: {
        bitcoin: read.SANDBOX_CHAIN_BITCOIN_PORT,
        ethereum: read.SANDBOX_CHAIN_ETHEREUM_PORT,
        solana: read.SANDBOX_CHAIN_SOLANA_PORT,
        sui: read.SANDBOX_CHAIN_SUI_PORT,
      },
    },
    dataFile: read.SANDBOX_DATA_FILE,
    logLevel: read.SANDBOX_LOG_LEVEL,
  };
}

/** SANDBOX_STEP_MS is --step-ms. */
function flagOf(name: string): string {
  return name.replace('SANDBOX_', '').toLowerCase().replaceAll('_', '-');
}

function readFlags(
  args: readonly string[],
  settings: Readonly<Record<string, Setting>>,
): Outcome<Record<string, string | undefined>, string> {
  const options = Object.fromEntries(
    Object.keys(settings).map((name) => [flagOf(name), { type: 'string' as const }]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } });
    return accept(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

export function helpText(doubles: readonly DoubleKind[]): string {
  const rows = Object.entries(allSettings(doubles)).map(([name, [, standard, help]]) => {
    const flag = `--${flagOf(name)}`.padEnd(25);
    return `  ${flag} ${name.padEnd(32)} ${help}${standard === null ? '' : ` (${standard})`}`;
  });
  const urls = doubles.map(({ id }) => `"${id}":"…"`).join(',');
  return `The outside world of diBoaS: servers that speak the protocols of ${doubles.map(({ name }) => name).join(', ')},
offline, with faults on demand.

Usage: node apps/sandbox/src/main.ts [options]

Each option can be set as a flag or in the environment; the flag wins.

${rows.join('\n')}
  --help                                                   this text

When it listens, it prints one line of JSON: {"ready":true,"providers":{${urls}},"chains":{},"floats":[],"controlUrl":"…"}. Logs go to stderr.
`;
}
