import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { PROVIDERS } from '@diboas/providers';
import {
  createSecretSource,
  makeSecrets,
  outsideSettings,
  readProviderUrls,
  sandboxSettings,
} from '@diboas/providers-kit';
import { createAppLogin } from '@diboas/storage';
import { startPostgres } from '@diboas/testkit/postgres';
import pg from 'pg';
import { PROJECT, WEB_DIST } from './project-folder.ts';

export interface RealSystem {
  readonly url: string;
  /** Where the sandbox is steered. */
  readonly sandboxUrl: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/**
 * The real server on a real PostgreSQL, with the sandbox as the outside world, each a process of its own.
 * `TEST_DATABASE_URL` names a server to make a database on; without it one is started for this run.
 */
export async function startRealSystem(): Promise<RealSystem> {
  const children: ChildProcess[] = [];
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? null : await startPostgres({ throwaway: true });
  const stop = async (): Promise<void> => {
    await Promise.all(children.reverse().map(ended));
    await own?.stop();
  };
  try {
    const databaseUrl = await createDatabase(given ?? own?.url ?? '');
    const port = await freePort();
    const secrets = makeSecrets(PROVIDERS, createSecretSource());
    const sandbox = await start(children, 'sandbox', {
      SANDBOX_CONTROL_PORT: '0',
      ...sandboxSettings(PROVIDERS, { secrets, serverUrl: `http://127.0.0.1:${port}` }),
      SANDBOX_STEP_MS: '300',
      SANDBOX_AUTO_PAY: 'off',
      SANDBOX_LOG_LEVEL: 'warn',
    });
    const server = await start(children, 'server', {
      WORLD: 'sandbox',
      DATABASE_URL: await createAppLogin(databaseUrl),
      MIGRATE_DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      // The others are there, and nobody calls them.
      ...outsideSettings(PROVIDERS.slice(0, 1), { secrets, urls: readProviderUrls(sandbox) }),
      AUTH_SECRET: randomBytes(32).toString('hex'),
      MAILBOX: 'on',
      WEB_DIST,
      LOG_LEVEL: 'warn',
    });
    return { url: String(server.url), sandboxUrl: String(sandbox.controlUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a program of ours and waits for its one line of JSON. */
async function start(
  children: ChildProcess[],
  name: 'sandbox' | 'server',
  env: Record<string, string>,
): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [`${PROJECT}/apps/${name}/src/main.ts`], {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  // A test process that is ended from outside takes its children along.
  process.once('exit', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the ${name} was not ready in time`)), READY_WITHIN_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the ${name} ended with ${code} before it was ready`));
    });
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line) as Record<string, unknown>);
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `browser_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** The sandbox has to know where webhooks go before the server that takes them has started. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a listening socket has a port');
  return address.port;
}
