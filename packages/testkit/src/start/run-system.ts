// The whole system on one machine: database, web app, sandbox, server. Starts them in the order they need each
// other, watches them, and stops them in the opposite order. Whatever happens (a signal, a part that dies, an error
// half-way through the start), it goes through the same stop, so nothing is left running.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '@diboas/providers';
import {
  readChainUrls,
  readFloats,
  readProviderUrls,
  sandboxPorts,
  sandboxSettings,
} from '@diboas/providers-kit';
import { createAppLogin } from '@diboas/storage';
import { type DatabaseFolder, findDatabaseFolder, forgetData } from '../postgres/database-folder.ts';
import { startPostgres } from '../postgres/postgres.ts';
import { choosePort } from '../processes/ports.ts';
import { type RunningProcess, startProcess } from '../processes/process.ts';
import { createReaper, type Reaper } from '../processes/reaper.ts';
import { type ProjectSecrets, readProjectSecrets } from '../state/project-secrets.ts';
import { layFloats, type ToldFloat } from '../system/lay-floats.ts';
import { messageText } from '../system/programs.ts';
import { serverSettings as appSettings, databaseSettings, type Environment } from '../system/settings.ts';
import { refuseShellSettings } from './shell-settings.ts';
import { startWebBuild, webDist } from './web-build.ts';

export interface RunOptions {
  /** The project's folder: apps/ in it, state and logs in its .diboas. */
  project: string;
  /** The app's port, which must be free. */
  port: number;
  /** A PostgreSQL to use instead of our own. */
  databaseUrl: string | null;
  /** Forget the data of earlier runs first. */
  reset: boolean;
  /** Shows a line to the person. */
  say(line: string): void;
}

export interface Addresses {
  app: string;
  sandbox: string;
}

/** What is stopped at the end. `ended` tells how it ended by itself, in words. */
interface Part {
  name: string;
  ended: Promise<string>;
  logEnd(): string;
  stop(): Promise<void>;
}

interface Context extends RunOptions {
  state: string;
  secrets: ProjectSecrets;
  reaper: Reaper;
  /** Puts a part on the list to stop. A `vital` one that ends by itself ends the system. */
  add(part: Part, vital: boolean): void;
  /** Ends the system because of this. */
  fail(error: unknown): void;
  /** How long ago the start began, in words. */
  seconds(): string;
  /** Throws once a stop was asked for, so that the start does not go on behind the stop's back. */
  goOn(): void;
}

class Stopped extends Error {
  readonly code = 'STOPPED';
}

/**
 * Runs until `stopRequested` resolves or a part fails.
 * @param onReady called once with the addresses when everything is up
 * @returns the exit code
 */
export async function runSystem(
  options: RunOptions,
  stopRequested: Promise<string>,
  onReady: (addresses: Addresses) => void,
): Promise<number> {
  const parts: Part[] = [];
  const broken = Promise.withResolvers<string>();
  const reaper = createReaper();
  const state = join(options.project, '.diboas');
  let stopping = false;
  const began = performance.now();
  const context: Context = {
    ...options,
    state,
    secrets: readProjectSecrets(state),
    reaper,
    add(part, vital) {
      parts.push(part);
      if (vital) void part.ended.then((how) => broken.resolve(describeEnd(part, how)));
    },
    seconds: () => `${((performance.now() - began) / 1_000).toFixed(1)} s`,
    fail: (error) => broken.resolve(error instanceof Error ? error.message : String(error)),
    goOn() {
      if (stopping) throw new Stopped('A stop was asked for.');
    },
  };
  const starting = startParts(context).then(onReady);
  starting.catch(context.fail);
  const failure = await Promise.race([stopRequested.then(() => null), broken.promise]);
  stopping = true;
  options.say(failure === null ? '\nStopping ...' : `\n${failure}\nStopping the rest ...`);
  // A step of the start that was under way may add one more part before it notices.
  await stopParts(parts);
  await starting.catch(() => {});
  await stopParts(parts);
  await reaper.close();
  options.say('Everything is stopped.');
  return failure === null ? 0 : 1;
}

async function startParts(context: Context): Promise<Addresses> {
  refuseShellSettings(process.env, serverSettings(context, ELSEWHERE.database, ELSEWHERE.outside));
  const [database, sandbox] = await startTogether(context, [
    context.databaseUrl ? givenDatabase(context.databaseUrl) : startDatabase(context),
    startSandbox(context),
    beginWebBuild(context),
  ]);
  context.goOn();
  const app = await startServer(context, database, sandbox);
  return { app, sandbox: sandbox.controlUrl };
}

/**
 * All at once, since none needs another. What one of them throws is told at once, and the stop begins; but this ends
 * only when all have, so that nothing is started behind the stop's back.
 */
async function startTogether<const Starts extends readonly Promise<unknown>[]>(
  context: Context,
  starts: Starts,
) {
  try {
    return await Promise.all(starts);
  } catch (error) {
    context.fail(error);
    await Promise.allSettled(starts);
    throw error;
  }
}

async function beginWebBuild(context: Context): Promise<void> {
  const started = startWebBuild(context.project, context.reaper);
  if (started === null) return;
  context.say('Building the web app ...');
  context.add(started.build, false);
  const how = await started.build.ended;
  if (how !== 'ended with code 0') throw new Error(describeEnd(started.build, how));
  started.done();
  context.say(`The web app is built (${context.seconds()}).`);
}

/** The owner's login is given beside it, or the tables are there already. */
async function givenDatabase(databaseUrl: string): Promise<Environment> {
  const owner = process.env.MIGRATE_DATABASE_URL ?? '';
  return { DATABASE_URL: databaseUrl, ...(owner === '' ? {} : { MIGRATE_DATABASE_URL: owner }) };
}

/** Both logins of a database: the one that the server works with, and the owner's. */
async function startDatabase(context: Context): Promise<Environment> {
  const folder = findDatabaseFolder(context.state, context.project);
  const logFile = join(context.state, 'logs', 'postgres.log');
  if (context.reset) forgetData(folder);
  const postgres = await startPostgres({
    dataDir: folder.dataDir,
    logFile,
    takeOver: true,
    reaper: context.reaper,
  });
  const ended = postgres.exited.then(() => 'ended');
  const logEnd = () => postgres.logEnd();
  context.add({ name: 'database', ended, logEnd, stop: () => postgres.stop() }, true);
  context.say(`PostgreSQL ${postgres.version} is up (${context.seconds()})${whereData(folder)}.`);
  return databaseSettings({ appUrl: await createAppLogin(postgres.url), url: postgres.url });
}

function whereData(folder: DatabaseFolder): string {
  return folder.elsewhere
    ? `; its data is in ${folder.dataDir}, because its user can not enter the project's folder`
    : '';
}

interface SandboxUrls {
  /** By the provider's id. */
  readonly providers: Readonly<Record<string, string>>;
  /** By the network. */
  readonly chains: Readonly<Record<string, string>>;
  readonly floats: readonly ToldFloat[];
  readonly controlUrl: string;
}

async function startSandbox(context: Context): Promise<SandboxUrls> {
  const taken = new Set([context.port]);
  const controlPort = await choosePort(12_110, taken);
  const ports: Record<string, number> = {};
  for (const [index, { id }] of PROVIDERS.entries()) {
    ports[id] = await choosePort(12_111 + index, new Set([...taken, controlPort, ...Object.values(ports)]));
  }
  // The outside world remembers as long as our own data do: what was under way yesterday goes on today.
  const dataFile = join(context.state, 'sandbox.json');
  if (context.reset) rmSync(dataFile, { force: true });
  context.goOn();
  const sandbox = startApp(context, 'sandbox', {
    ...sandboxPorts(ports),
    SANDBOX_CONTROL_PORT: String(controlPort),
    ...sandboxSettings(PROVIDERS, {
      secrets: context.secrets.providers,
      serverUrl: `http://127.0.0.1:${context.port}`,
    }),
    SANDBOX_DATA_FILE: dataFile,
    // Whoever wants fewer says so in the shell.
    SANDBOX_CHAINS: process.env.SANDBOX_CHAINS || 'all',
  });
  const message = await sandbox.ready;
  return {
    providers: readProviderUrls(message),
    chains: readChainUrls(message),
    floats: readFloats(message),
    controlUrl: messageText(message, 'controlUrl'),
  };
}

async function startServer(context: Context, database: Environment, outside: SandboxUrls): Promise<string> {
  const server = startApp(context, 'server', serverSettings(context, database, outside));
  await server.ready;
  await layFloats(database.DATABASE_URL ?? '', outside.floats);
  context.say(`The server is up (${context.seconds()}).`);
  return `http://localhost:${context.port}`;
}

/** What the server is told. The rest of its settings it finds in the environment of the shell, or does without. */
function serverSettings(
  { port, secrets, project }: Context,
  database: Environment,
  outside: Omit<SandboxUrls, 'controlUrl'>,
): Environment {
  return {
    ...appSettings({ secrets, port, urls: outside.providers, chainUrls: outside.chains }),
    ...database,
    PUBLIC_URL: `http://localhost:${port}`,
    WEB_DIST: webDist(project),
  };
}

/** Where the server is told to find what is not there yet, to ask whether it would start with the rest. */
const ELSEWHERE = {
  database: { DATABASE_URL: 'postgres://127.0.0.1/diboas' },
  outside: {
    providers: Object.fromEntries(PROVIDERS.map(({ id }) => [id, 'http://127.0.0.1'])),
    chains: {},
    floats: [],
  },
} as const;

function startApp(context: Context, name: 'sandbox' | 'server', settings: Environment): RunningProcess {
  const running = startProcess({
    name,
    command: process.execPath,
    args: [join(context.project, 'apps', name, 'src', 'main.ts')],
    cwd: context.project,
    env: { ...process.env, ...settings },
    logFile: join(context.state, 'logs', `${name}.log`),
    reaper: context.reaper,
  });
  context.add(running, true);
  return running;
}

function describeEnd(part: Part, how: string): string {
  return `The ${part.name} ${how}. Its last lines:\n${part.logEnd()}`;
}

async function stopParts(parts: Part[]): Promise<void> {
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) await part.stop();
}
