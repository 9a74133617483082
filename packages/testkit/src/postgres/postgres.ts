// Starts a real PostgreSQL server of our own, and stops it.
//
// One server is one child process. It listens on 127.0.0.1 only, has no socket file (their paths have a length
// limit that deep folders break), and asks for a random password with SCRAM: with `trust`, any other user of the
// machine could connect as superuser, and through COPY ... TO PROGRAM run programs as us. The password lies beside
// the data, readable by us alone, so data and password come and go together.
//
// The server does not outlive us: see reaper.ts. What it does outlive is a kill -9 of itself; PostgreSQL then
// recovers from its log at the next start.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isPortFree, unusedPort } from '../processes/ports.ts';
import { startedPid } from '../processes/process.ts';
import { createReaper, type Reaper } from '../processes/reaper.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import {
  createCluster,
  isServerRunning,
  makeThrowawayFolder,
  readCluster,
  readPostmaster,
} from './postgres-data.ts';
import { chooseUnprivilegedUser, spawnAs, type UnixUser } from './unprivileged-user.ts';

export interface PostgresOptions {
  /** Where the data lies; made when missing. Needed unless `throwaway`. */
  dataDir?: string;
  /** A fixed port, refused when taken. Without it, any free one. */
  port?: number;
  /** A folder with `initdb` and `postgres` of another version, such as /usr/lib/postgresql/15/bin. */
  binDir?: string;
  /** Server settings by name, on top of ours. */
  settings?: Readonly<Record<string, string | number>>;
  /** For tests: no fsync, data in a temporary folder, removed at `stop`. */
  throwaway?: boolean;
  /** Throwaway data on a disk for certain, not in memory: for whoever measures what writing costs, or writes for hours. */
  onDisk?: boolean;
  /** Where the server writes its log. Default: beside the data. */
  logFile?: string;
  /** Ends a server that somebody left running on this data, instead of refusing. */
  takeOver?: boolean;
  /** The guard that ends the server when we die. Default: one of its own. */
  reaper?: Reaper;
  /** As an earlier server had them: a start after a kill does not look for them again, which holds everything up. */
  binaries?: PostgresBinaries;
}

export interface PostgresServer {
  /** Superuser, database `postgres`. */
  url: string;
  port: number;
  pid: number;
  version: string;
  dataDir: string;
  binaries: PostgresBinaries;
  /** What the server logged last. */
  logEnd(): string;
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<void>;
  /** Orderly end ("fast shutdown"), then removal of throwaway data. Safe to call twice. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. The data stays, so that a start with the same `dataDir` recovers it. */
  kill(): Promise<void>;
}

const startDeadlineMs = 60_000;
const stopDeadlineMs = 10_000;
const pollMs = 20;

const ourSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
} as const;

/** Nothing here survives a power cut, and no test has ever asked for that. */
const throwawaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const;

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const throwaway = options.throwaway ?? false;
  if (options.dataDir === undefined && !throwaway)
    throw new Error('startPostgres needs dataDir or throwaway.');
  if (options.port !== undefined && !(await isPortFree(options.port))) {
    throw new Error(`PostgreSQL can not use port ${options.port}: another program listens there.`);
  }
  const user = chooseUnprivilegedUser();
  const binaries = options.binaries ?? findPostgresBinaries(user, options.binDir);
  const dataDir = resolve(
    options.dataDir ?? join(makeThrowawayFolder(user, options.onDisk ?? false), 'data'),
  );
  const reaper = options.reaper ?? createReaper();
  const close = async () => {
    if (options.reaper === undefined) await reaper.close();
  };
  try {
    await makeRoom(dataDir, options.takeOver ?? false);
    if (throwaway) reaper.removeAtEnd(dirname(dataDir));
    if (!existsSync(dataDir)) await createCluster({ dataDir, user, binaries, throwaway });
    const cluster = readCluster(dataDir, binaries);
    const logFile = options.logFile ?? join(dirname(dataDir), 'postgres.log');
    mkdirSync(dirname(logFile), { recursive: true });
    const settings = { ...ourSettings, ...(throwaway ? throwawaySettings : {}), ...options.settings };
    const launched = await launch({ dataDir, logFile, user, binaries, settings, port: options.port, reaper });
    const url = `postgres://postgres:${cluster.password}@127.0.0.1:${launched.port}/postgres`;
    return {
      ...control(launched, { dataDir, throwaway, reaper, close }),
      url,
      dataDir,
      binaries,
      logEnd: () => logEnd(logFile),
      version: binaries.version,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Deals with a server that already runs on the data: refuse, or end it. */
async function makeRoom(dataDir: string, takeOver: boolean): Promise<void> {
  const running = readPostmaster(dataDir);
  if (running === null || !isServerRunning(running.pid)) return;
  if (!takeOver) {
    throw new Error(
      `PostgreSQL already runs on ${dataDir} (process ${running.pid}, port ${running.port}). Stop it first.`,
    );
  }
  await end(running.pid, () => !isServerRunning(running.pid));
}

interface Launch {
  dataDir: string;
  logFile: string;
  user: UnixUser | null;
  binaries: PostgresBinaries;
  settings: Readonly<Record<string, string | number>>;
  port: number | undefined;
  reaper: Reaper;
}

interface Launched {
  pid: number;
  port: number;
  exited: Promise<void>;
  hasExited(): boolean;
}

/**
 * Starts the server and waits until it takes connections. Two early ends are worth another try: another program
 * took the port between our look and the start, and workers of a killed server that have not noticed its death yet.
 */
async function launch(options: Launch): Promise<Launched> {
  const deadline = performance.now() + startDeadlineMs;
  const leftover = readPostmaster(options.dataDir) !== null;
  for (;;) {
    const port = options.port ?? (await unusedPort());
    const server = spawnServer(options, port);
    options.reaper.watch(server.pid, 'SIGINT');
    if (await becomesReady(options.dataDir, server, deadline)) return { ...server, port };
    if (!server.hasExited()) await end(server.pid, server.hasExited);
    options.reaper.forget(server.pid);
    const portWasTaken = options.port === undefined && !(await isPortFree(port));
    if ((!portWasTaken && !leftover) || performance.now() > deadline) {
      throw new Error(`PostgreSQL did not start. Its log ends:\n${logEnd(options.logFile)}`);
    }
    await delay(pollMs * 10);
  }
}

function spawnServer(options: Launch, port: number): Omit<Launched, 'port'> {
  const flags = Object.entries({ ...options.settings, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // The log is opened by us: the server's user need not reach the folder it lies in.
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn(join(options.binaries.binDir, 'postgres'), ['-D', options.dataDir, ...flags], {
      ...spawnAs(options.user),
      // Away from the terminal's Ctrl-C: the server goes last, when nobody needs it any more.
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    });
    const pid = startedPid(child, `PostgreSQL in ${options.binaries.binDir} can not be run.`);
    return { pid, ...watchExit(child) };
  } finally {
    closeSync(log);
  }
}

function watchExit(child: ChildProcess): { exited: Promise<void>; hasExited(): boolean } {
  let gone = false;
  const exited = new Promise<void>((resolvePromise) => {
    child.once('exit', () => {
      gone = true;
      resolvePromise();
    });
  });
  return { exited, hasExited: () => gone };
}

/** The server says so itself, in the last line of its pid file: the same sign that pg_ctl waits for. */
async function becomesReady(
  dataDir: string,
  server: Omit<Launched, 'port'>,
  deadline: number,
): Promise<boolean> {
  while (!server.hasExited() && performance.now() < deadline) {
    const status = readPostmaster(dataDir);
    if (status !== null && status.pid === server.pid && status.ready) return true;
    await delay(pollMs);
  }
  return false;
}

interface Belongings {
  dataDir: string;
  throwaway: boolean;
  reaper: Reaper;
  close(): Promise<void>;
}

function control(server: Launched, { dataDir, throwaway, reaper, close }: Belongings) {
  return {
    pid: server.pid,
    port: server.port,
    exited: server.exited,
    async stop() {
      await end(server.pid, server.hasExited);
      reaper.forget(server.pid);
      if (throwaway) {
        rmSync(dirname(dataDir), { recursive: true, force: true });
        reaper.keep(dirname(dataDir));
      }
      await close();
    },
    async kill() {
      if (!server.hasExited()) process.kill(server.pid, 'SIGKILL');
      await server.exited;
      reaper.forget(server.pid);
      // The next start on this data puts it on its own reaper's list.
      if (throwaway) reaper.keep(dirname(dataDir));
      await close();
    },
  };
}

/** SIGINT asks for a fast shutdown: open transactions are rolled back, the log is written out. */
async function end(pid: number, hasEnded: () => boolean): Promise<void> {
  const began = performance.now();
  for (const [signal, afterMs] of [
    ['SIGINT', 0],
    ['SIGQUIT', stopDeadlineMs],
    ['SIGKILL', stopDeadlineMs * 1.5],
  ] as const) {
    while (!hasEnded() && performance.now() < began + afterMs) await delay(pollMs);
    if (hasEnded()) return;
    process.kill(pid, signal);
  }
  while (!hasEnded()) await delay(pollMs);
}

function logEnd(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
