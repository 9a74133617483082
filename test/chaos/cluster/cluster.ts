// What is put under chaos: three nodes on one PostgreSQL, the sandbox, the four networks, and the wires between them.

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@diboas/kernel';
import { PROVIDERS } from '@diboas/providers';
import { LINK_SETTINGS } from '@diboas/providers/testing';
import { sandboxPorts, sandboxSettings } from '@diboas/providers-kit';
import { createAppLogin } from '@diboas/storage';
import { type PostgresServer, startPostgres } from '@diboas/testkit/postgres';
import type { Reaper } from '@diboas/testkit/processes';
import { unusedPort } from '@diboas/testkit/processes';
import { type ProjectSecrets, readProjectSecrets } from '@diboas/testkit/secrets';
import {
  controlSandbox,
  databaseSettings,
  layFloats,
  type SandboxControl,
  serverSettings,
  startSandboxProgram,
  startServerProgram,
  WITHOUT_LIMITS,
} from '@diboas/testkit/system';
import { MANY_AN_HOUR } from './many-an-hour.ts';
import { type Networks, startNetworks } from './networks.ts';
import { type SeverableProxy, startSeverableProxy } from './severable-proxy.ts';
import { type SupervisedProgram, superviseProgram } from './supervised-program.ts';
import { startWebhookDoor, type WebhookDoor } from './webhook-door.ts';

export interface ClusterNode {
  readonly url: string;
  readonly program: SupervisedProgram;
  readonly toDatabase: SeverableProxy;
  /** Its ways to providers and networks. The last node has no proxies to them: it meets refused connections. */
  readonly toProviders: readonly SeverableProxy[];
}

/** Something that is ready to work, and since when. */
export interface Start {
  readonly what: string;
  readonly at: number;
}

/** As a kill of it is told. */
export const DATABASE_NAME = 'PostgreSQL';

export interface Cluster {
  readonly nodes: readonly ClusterNode[];
  readonly sandbox: SupervisedProgram;
  readonly control: SandboxControl;
  readonly networks: Networks;
  /** Where the database is now. */
  databaseUrl(): string;
  /** Addresses of the nodes that are up. */
  living(): string[];
  /** SIGKILL to PostgreSQL, and a start on the same data after the pause. Resolves when it takes connections. */
  killDatabase(pauseMs: number): Promise<void>;
  /** Kept over restarts of the sandbox, which forgets them. */
  setFaults(faults: readonly object[]): Promise<void>;
  /** As the sandbox keeps it over its restarts. One that is away is left as it was. */
  setMarkets(way: string): Promise<void>;
  /** Each time that something was started and ready, in order. */
  readonly starts: readonly Start[];
  /** What programs did by themselves that they should not: ended, or neither started nor ended. */
  readonly troubles: readonly string[];
  untilUp(timeoutMs: number): Promise<void>;
  /** Puts into the books what lies with providers from the beginning; once the tables are there. */
  layFloats(): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly nodeCount: number;
  /** Where logs and the sandbox's memory go; made anew. */
  readonly folder: string;
  readonly reaper: Reaper;
  readonly random: Random;
  readonly lostPercent: () => number;
}

/** As careful with the disk as a server that keeps money: what was committed survives a kill. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: 120,
} as const;

/** A hundredth of the engine's waits: a lease of 0.3 seconds, a first look after silence at 0.45. */
const PACE_FACTOR = '0.01';

const SANDBOX_PACE = {
  SANDBOX_STEP_MS: '250',
  SANDBOX_BUSINESS_DAY_MS: '800',
  SANDBOX_WEBHOOK_RETRY_MS: '200',
  SANDBOX_WEBHOOK_RETRY_MAX_MS: '2000',
  SANDBOX_WEBHOOK_TIMEOUT_MS: '6000',
} as const;

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, reaper } = options;
  const secrets = readProjectSecrets(folder);
  const troubles: string[] = [];
  const trouble = (name: string) => (what: string) => void troubles.push(`${name} ${what}`);
  const starts: Start[] = [];
  const started = (what: string) => () => void starts.push({ what, at: Date.now() });
  const nodes: ClusterNode[] = [];
  const living = () => nodes.filter(({ program }) => program.isUp()).map(({ url }) => url);
  const [database, networks] = await Promise.all([
    startRestartableDatabase(options, started(DATABASE_NAME)),
    startNetworks({ reaper, folder, secrets }),
  ]);
  const { chainUrls, floats } = networks.world;
  const appUrl = await createAppLogin(database.url());
  const door = await startWebhookDoor({ ...options, nodes: living });
  const outside = await startSandbox(options, {
    ...{ secrets, door, chainUrls },
    onUp: started(SANDBOX_NAME),
    onTrouble: trouble(SANDBOX_NAME),
  });
  for (let number = 1; number <= options.nodeCount; number += 1) {
    const name = `node ${number}`;
    nodes.push(
      await startNode(options, {
        ...{ number, secrets, outside, database, appUrl, chainUrls, publicUrl: door.url },
        ...{ onUp: started(name), onTrouble: trouble(name) },
      }),
    );
  }
  return {
    nodes,
    starts,
    troubles,
    living,
    sandbox: outside.program,
    control: outside.control,
    networks,
    layFloats: () => layFloats(appUrl, floats),
    setFaults: outside.setFaults,
    setMarkets: (way) => outside.control.setMarkets(way).catch(() => {}),
    databaseUrl: database.url,
    killDatabase: database.kill,
    async untilUp(timeoutMs) {
      await Promise.all(
        [outside.program, ...nodes.map(({ program }) => program)].map((one) => one.untilUp(timeoutMs)),
      );
    },
    async stop() {
      await Promise.all(nodes.map(({ program }) => program.stop()));
      await outside.program.stop();
      await networks.stop();
      await door.close();
      for (const { toDatabase, toProviders } of nodes) {
        for (const proxy of [toDatabase, ...toProviders]) await proxy.close();
      }
      await database.stop();
    },
  };
}

interface NodeOptions {
  readonly number: number;
  readonly secrets: ProjectSecrets;
  readonly outside: Outside;
  readonly database: RestartableDatabase;
  readonly appUrl: string;
  readonly chainUrls: Readonly<Record<string, string>>;
  readonly publicUrl: string;
  readonly onUp: () => void;
  readonly onTrouble: (what: string) => void;
}

async function startNode(
  { reaper, folder, nodeCount }: ClusterOptions,
  { number, secrets, outside, database, appUrl, chainUrls, publicUrl, onUp, onTrouble }: NodeOptions,
): Promise<ClusterNode> {
  const toDatabase = await startSeverableProxy(database.port);
  const isDirect = number === nodeCount;
  const { proxies: toDoubles, urls } = await reach(doubleUrls(outside), isDirect);
  const { proxies: toNetworks, urls: networkUrls } = await reach(chainUrls, isDirect);
  const port = await unusedPort();
  const settings = {
    ...withoutLinks(serverSettings({ secrets, port, urls, chainUrls: networkUrls })),
    ...databaseSettings({
      appUrl: throughPort(appUrl, toDatabase.port),
      url: throughPort(database.url(), toDatabase.port),
    }),
    ...WITHOUT_LIMITS,
    PUBLIC_URL: publicUrl,
    PACE_FACTOR,
    ...MANY_AN_HOUR,
  };
  const program = superviseProgram({
    ...{ name: `node ${number}`, onUp, onTrouble },
    start: (incarnation) =>
      startServerProgram({
        ...{ reaper, settings },
        logFile: join(folder, `node-${number}.${incarnation}.log`),
      }),
  });
  const toProviders = [...toDoubles, ...toNetworks];
  return { url: `http://127.0.0.1:${port}`, program, toDatabase, toProviders };
}

/** Nobody goes to pages here, so nobody is led to those who know of nothing before. */
function withoutLinks(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !LINK_SETTINGS.includes(name)));
}

function throughPort(url: string, port: number): string {
  const address = new URL(url);
  address.port = String(port);
  // Whoever puts a path behind it begins with a slash.
  return address.href.replace(/\/$/, '');
}

function doubleUrls({ ports }: Outside): Record<string, string> {
  return Object.fromEntries(Object.entries(ports).map(([id, port]) => [id, `http://127.0.0.1:${port}`]));
}

/** A wire of its own to each of them, or none in between. */
async function reach(direct: Readonly<Record<string, string>>, isDirect: boolean) {
  const proxies: SeverableProxy[] = [];
  const urls: Record<string, string> = {};
  for (const [id, url] of Object.entries(direct)) {
    const proxy = isDirect ? null : await startSeverableProxy(() => Number(new URL(url).port));
    if (proxy !== null) proxies.push(proxy);
    urls[id] = proxy === null ? url : throughPort(url, proxy.port);
  }
  return { proxies, urls };
}

interface Outside {
  readonly program: SupervisedProgram;
  readonly control: SandboxControl;
  /** Of each provider's double, by its id. */
  readonly ports: Readonly<Record<string, number>>;
  setFaults(faults: readonly object[]): Promise<void>;
}

const SANDBOX_NAME = 'the sandbox';

interface SandboxOptions {
  readonly secrets: ProjectSecrets;
  readonly door: WebhookDoor;
  readonly chainUrls: Readonly<Record<string, string>>;
  readonly onUp: () => void;
  readonly onTrouble: (what: string) => void;
}

async function startSandbox(
  { folder, reaper }: ClusterOptions,
  { secrets, door, chainUrls, onUp, onTrouble }: SandboxOptions,
): Promise<Outside> {
  const ports: Record<string, number> = {};
  for (const { id } of PROVIDERS) ports[id] = await unusedPort();
  const controlPort = await unusedPort();
  const control = controlSandbox(`http://127.0.0.1:${controlPort}`);
  const settings = {
    ...SANDBOX_PACE,
    ...sandboxPorts(ports),
    SANDBOX_CONTROL_PORT: String(controlPort),
    ...sandboxSettings(PROVIDERS, { secrets: secrets.providers, serverUrl: door.url }),
    SANDBOX_CHAIN_URLS: Object.entries(chainUrls)
      .map(([network, url]) => `${network}=${url}`)
      .join(),
    SANDBOX_LOG_LEVEL: 'warn',
    SANDBOX_DATA_FILE: join(folder, 'sandbox.data'),
  };
  let faults: readonly object[] = [];
  // A sandbox that is away gets its faults when it is back.
  const setNow = () => control.setFaults(faults).catch(() => {});
  const program = superviseProgram({
    name: SANDBOX_NAME,
    start: (incarnation) =>
      startSandboxProgram({
        ...{ reaper, settings },
        logFile: join(folder, `sandbox.${incarnation}.log`),
      }),
    onUp() {
      onUp();
      void setNow();
    },
    onTrouble,
  });
  return {
    ...{ program, control, ports },
    async setFaults(next) {
      faults = next;
      await setNow();
    },
  };
}

interface RestartableDatabase {
  readonly url: () => string;
  readonly port: () => number;
  readonly kill: (pauseMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function startRestartableDatabase(
  { reaper, folder }: ClusterOptions,
  onUp: () => void,
): Promise<RestartableDatabase> {
  const logFile = join(folder, 'postgres.log');
  const shared = { throwaway: true, onDisk: true, settings: DURABLE, reaper, logFile } as const;
  let server: PostgresServer = await startPostgres(shared);
  return {
    url: () => server.url,
    port: () => server.port,
    async kill(pauseMs) {
      const { dataDir, binaries } = server;
      await server.kill();
      await delay(pauseMs);
      server = await startPostgres({ ...shared, dataDir, binaries });
      onUp();
    },
    stop: () => server.stop(),
  };
}
