import { createServer } from 'node:net';
import { PROVIDERS } from '@diboas/providers';
import { outsideSettings } from '@diboas/providers-kit';
import { parseSettings, type RunningServer, type StartOptions, startServer } from '@diboas/server';
import { type Person, signIn } from '@diboas/testkit/person';
import { createDatabase, type ScenarioDatabase } from './database.ts';
import { type OutsideWorld, SECRETS, startOutsideWorld } from './outside-world.ts';

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
  /** Whether all providers are set up, and not the first alone. */
  readonly everyProvider?: boolean;
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
  const env = serverEnvironment({
    ...{ database: reached, port, outside },
    everyProvider: options.everyProvider,
  });
  const parsed = parseSettings({ ...env, ...settings });
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
  readonly outside: Pick<OutsideWorld, 'urls'>;
  readonly everyProvider?: boolean | undefined;
}): Record<string, string> {
  return {
    WORLD: 'sandbox',
    DATABASE_URL: options.database.appUrl,
    MIGRATE_DATABASE_URL: options.database.url,
    PORT: String(options.port),
    ...outsideSettings(options.everyProvider ? PROVIDERS : PROVIDERS.slice(0, 1), {
      secrets: SECRETS,
      urls: options.outside.urls,
    }),
    AUTH_SECRET: 'a secret that only scenarios sign with',
    MAILBOX: 'on',
    LOG_LEVEL: 'warn',
    REQUESTS_PER_MINUTE: '1000000',
    SIGN_INS_PER_MINUTE: '1000',
    QUOTES_PER_MINUTE: '1000',
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
