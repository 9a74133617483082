// The whole system for scenarios, browsers, benchmarks and the demo: a database, the sandbox as the outside world, and
// servers, as programs or in this process. `npm start` (start/) and chaos start the same programs with the same
// settings, but keep data, restart what ends, and lay wires of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainNetwork } from '@diboas/networks';
import { PROVIDERS } from '@diboas/providers';
import { sandboxSettings } from '@diboas/providers-kit';
import { createTestDatabase, type TestDatabase } from '../database/test-database.ts';
import { type Person, signIn } from '../person/person.ts';
import { startPostgres } from '../postgres/postgres.ts';
import { unusedPort } from '../processes/ports.ts';
import type { RunningProcess } from '../processes/process.ts';
import { createReaper, type Reaper } from '../processes/reaper.ts';
import { layFloats } from './lay-floats.ts';
import { type OutsideWorld, reachOutsideWorld, SHORT_TIMES } from './outside-world.ts';
import { startSandboxProgram, startServerProgram } from './programs.ts';
import { databaseSettings, type Environment, serverSettings, WITHOUT_LIMITS } from './settings.ts';
import { TEST_SECRETS } from './test-secrets.ts';

export interface SystemOptions {
  /** Where its database is made: on a PostgreSQL of its own, or on this server. Default: the server for tests. */
  readonly postgres?: 'throwaway' | { readonly server: string };
  /** How many servers run from the beginning, each a program. Default: one. */
  readonly servers?: number;
  /** One server that is started so, instead of programs: `inProcess`. */
  readonly start?: StartServer;
  /** Of every server, on top of what makes it part of the system. */
  readonly settings?: Environment;
  /** Of the sandbox, likewise. */
  readonly sandbox?: Environment;
  /** Chains of these networks besides. Default: none. */
  readonly chains?: ChainsWanted;
  /** Whether the books begin with what lies with providers, as those of `npm start` do. Default: nothing lies anywhere. */
  readonly floats?: boolean;
  /** Whether the servers know all providers, and not the first alone. */
  readonly everyProvider?: boolean;
  /** Where the servers reach the outside world, when that is not where it is. */
  readonly outsideThrough?: (outside: OutsideAddresses) => Promise<OutsideAddresses>;
  /** Where the servers reach the database, when that is not where it is. */
  readonly databaseHost?: string;
  /** Where the sandbox brings its webhooks, when that is not to the first server. */
  readonly webhooksTo?: string;
  /** A folder for the programs' logs, which stay. Default: one that goes with the system. */
  readonly logs?: string;
}

/** Where providers and chains are asked, by their ids and networks. */
export type OutsideAddresses = Pick<OutsideWorld, 'urls' | 'chainUrls'>;

export interface ChainsWanted {
  readonly networks: readonly ChainNetwork[];
  /** When their blocks come: see the sandbox. Default: one for each transaction. */
  readonly pace?: 'clock' | 'at-once' | 'by-hand';
}

/** Starts a server that is told this, and resolves when it is up. */
export type StartServer = (environment: Environment) => Promise<{ stop(): Promise<unknown> }>;

export interface OpenSystem {
  /** Of the first server; it may not have been started yet. */
  readonly url: string;
  readonly port: number;
  /** Of all servers that were asked for. */
  readonly urls: readonly string[];
  readonly database: TestDatabase;
  readonly outside: OutsideWorld;
  /** The servers that are programs, in the order in which they were started. */
  readonly servers: readonly RunningProcess[];
  /** Starts one more server, by default at the address of the first. Resolves when it is up. */
  startServer(options?: { readonly port?: number; readonly settings?: Environment }): Promise<RunningProcess>;
  /** Somebody who is signed in at the first server. */
  person(name: string): Promise<Person>;
  /** Stops everything, and removes what it made. */
  close(): Promise<void>;
}

/** What is undone at the end, the last first. */
type Undo = (() => unknown)[];

/** Resolves when everything is up. What fails half-way takes along what had been started. */
export async function openSystem(options: SystemOptions = {}): Promise<OpenSystem> {
  const undo: Undo = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    return { ...(await open(options, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(options: SystemOptions, undo: Undo): Promise<Omit<OpenSystem, 'close'>> {
  const reaper = createReaper();
  undo.push(() => reaper.close());
  const logs = options.logs ?? makeLogs(undo);
  const count = options.servers ?? 1;
  const ports = await Promise.all(Array.from({ length: Math.max(1, count) }, unusedPort));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const [port = 0] = ports;
  const [url = ''] = urls;
  const sandbox = startSandboxProgram({
    reaper,
    logFile: join(logs, 'sandbox.log'),
    settings: {
      ...SHORT_TIMES,
      ...sandboxSettings(PROVIDERS, {
        secrets: TEST_SECRETS.providers,
        serverUrl: options.webhooksTo ?? url,
      }),
      ...chainsOf(options),
      ...options.sandbox,
    },
  });
  undo.push(() => sandbox.stop());
  const database = await makeDatabase(options, reaper, undo);
  const outside = await reachOutsideWorld(sandbox);
  const reached = (await options.outsideThrough?.(outside)) ?? outside;
  const settingsAt = (at: number): Environment => ({
    ...serverSettings({
      ...{ secrets: TEST_SECRETS, port: at },
      ...{ urls: urlsKnown(options, reached), chainUrls: reached.chainUrls },
    }),
    ...databaseSettings(reach(database, options.databaseHost)),
    ...WITHOUT_LIMITS,
    ...options.settings,
  });
  const servers: RunningProcess[] = [];
  const startServer: OpenSystem['startServer'] = async (own = {}) => {
    const server = startServerProgram({
      reaper,
      logFile: join(logs, `server-${servers.length + 1}.log`),
      settings: { ...settingsAt(own.port ?? port), ...own.settings },
    });
    servers.push(server);
    undo.push(() => server.stop());
    await server.ready.catch((error: unknown) => {
      throw new Error(`The server did not start:\n${server.logEnd()}`, { cause: error });
    });
    return server;
  };
  if (options.start) {
    const server = await options.start(settingsAt(port));
    undo.push(() => server.stop());
  } else await Promise.all(ports.slice(0, count).map((at) => startServer({ port: at })));
  if (options.floats) await layFloats(database.appUrl, outside.floats);
  const person = (name: string) => signIn(url, `${name}@example.com`);
  return { url, port, urls, database, outside, servers, startServer, person };
}

function chainsOf({ chains }: SystemOptions): Environment {
  if (chains === undefined) return {};
  const { networks, pace = 'at-once' } = chains;
  return { SANDBOX_CHAINS: networks.length === 0 ? 'none' : networks.join(), SANDBOX_CHAIN_PACE: pace };
}

function makeLogs(undo: Undo): string {
  const folder = mkdtempSync(join(tmpdir(), 'diboas-system-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function makeDatabase({ postgres }: SystemOptions, reaper: Reaper, undo: Undo): Promise<TestDatabase> {
  let server = postgres === 'throwaway' ? undefined : postgres?.server;
  if (postgres === 'throwaway') {
    const own = await startPostgres({ throwaway: true, reaper });
    undo.push(() => own.stop());
    server = own.url;
  }
  const database = await createTestDatabase(server);
  undo.push(() => database.drop());
  return database;
}

/** The first provider of the list is the one that a system has by itself. */
function urlsKnown({ everyProvider = false }: SystemOptions, { urls }: OutsideAddresses) {
  const known = everyProvider ? PROVIDERS : PROVIDERS.slice(0, 1);
  return Object.fromEntries(known.flatMap(({ id }) => (id in urls ? [[id, urls[id] ?? '']] : [])));
}

function reach({ url, appUrl }: TestDatabase, host: string | undefined) {
  const reached = new URL(appUrl);
  if (host !== undefined) reached.host = host;
  return { url, appUrl: reached.href };
}
