import { createServer } from 'node:net';
import { parseSettings, type RunningServer, type StartOptions, startServer } from '@diboas/server';
import { createDatabase, type ScenarioDatabase } from './database.ts';
import {
  COINBASE,
  type OutsideWorld,
  STRIPE_API_KEY,
  STRIPE_WEBHOOK_SECRET,
  startOutsideWorld,
} from './outside-world.ts';
import { type Person, signIn } from './person.ts';

/** A database, the sandbox as a process, and the server in this process. */
export interface World {
  readonly url: string;
  readonly database: ScenarioDatabase;
  readonly outside: OutsideWorld;
  readonly server: RunningServer;
  person(name: string): Promise<Person>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly sandbox?: Readonly<Record<string, string>>;
  /** Whether Coinbase is set up beside Stripe. */
  readonly coinbase?: boolean;
  readonly start?: StartOptions;
  /** Where the server reaches the database, when that is not where it is. */
  readonly databaseHost?: string;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { settings = {}, sandbox = {}, start = {}, databaseHost } = options;
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const [database, outside] = await Promise.all([createDatabase(), startOutsideWorld(url, sandbox)]);
  const appUrl = new URL(database.appUrl);
  if (databaseHost) appUrl.host = databaseHost;
  const reached = { url: database.url, appUrl: appUrl.href };
  const env = serverEnvironment({ database: reached, port, stripeUrl: outside.stripeUrl });
  const coinbase = options.coinbase ? coinbaseEnvironment(outside.coinbaseUrl) : {};
  const parsed = parseSettings({ ...env, ...coinbase, ...settings });
  if (!parsed.ok) throw new Error(parsed.refusal.join('\n'));
  const server = await startServer(parsed.value, start);
  return {
    url,
    database,
    outside,
    server,
    person: (name) => signIn(url, `${name}@example.com`),
    async close() {
      await server.stop();
      await outside.stop();
      await database.drop();
    },
  };
}

/** What the server needs, in this process or in one of its own. */
export function serverEnvironment(options: {
  readonly database: Pick<ScenarioDatabase, 'url' | 'appUrl'>;
  readonly port: number;
  readonly stripeUrl: string;
}): Record<string, string> {
  return {
    WORLD: 'sandbox',
    DATABASE_URL: options.database.appUrl,
    MIGRATE_DATABASE_URL: options.database.url,
    PORT: String(options.port),
    STRIPE_BASE_URL: options.stripeUrl,
    STRIPE_API_KEY,
    STRIPE_WEBHOOK_SECRET,
    AUTH_SECRET: 'a secret that only scenarios sign with',
    MAILBOX: 'on',
    LOG_LEVEL: 'warn',
    REQUESTS_PER_MINUTE: '1000000',
    SIGN_INS_PER_MINUTE: '1000',
    QUOTES_PER_MINUTE: '1000',
  };
}

function coinbaseEnvironment(coinbaseUrl: string): Record<string, string> {
  return {
    COINBASE_API_KEY_ID: COINBASE.id,
    COINBASE_API_KEY_SECRET: COINBASE.secret,
    COINBASE_WEBHOOK_SECRET: COINBASE.webhookSecret,
    COINBASE_PLATFORM_URL: `${coinbaseUrl}/platform`,
    COINBASE_DEVELOPER_URL: coinbaseUrl,
  };
}

/** Both sides must know the server's port before it listens, so it is looked for first. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
