// A PostgreSQL data folder ("cluster"): making one, and reading what it says about itself.
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Refused } from '../state/refused.ts';
import { readIfThere } from '../state/state-file.ts';
import { type PostgresBinaries, temporaryRoots } from './postgres-binaries.ts';
import { canEnter, spawnAs, type UnixUser } from './unprivileged-user.ts';

/** Not in step with us: the web app is built and the sandbox starts meanwhile. */
const makeFiles = promisify(execFile);

const passwordName = 'diboas-password';

interface NewCluster {
  dataDir: string;
  user: UnixUser | null;
  binaries: PostgresBinaries;
  throwaway: boolean;
}

/**
 * Makes a cluster in UTF-8 with the C locale: text sorts by its bytes, the same on every machine and version.
 * It grows beside its final place and is renamed at the end, so a start that is cut short leaves nothing that looks
 * like data.
 */
export async function createCluster({ dataDir, user, binaries, throwaway }: NewCluster): Promise<void> {
  const growing = `${dataDir}.new`;
  const password = randomBytes(24).toString('base64url');
  const parent = dirname(dataDir);
  mkdirSync(parent, { recursive: true, mode: user === null ? 0o700 : 0o711 });
  rmSync(growing, { recursive: true, force: true });
  mkdirSync(growing, { mode: 0o700 });
  const passwordFile = join(mkdtempSync(join(parent, 'password-')), passwordName);
  try {
    // Written out before the data are: they are of no use without it.
    writeFileSync(passwordFile, password, { mode: 0o600, flush: true });
    if (user !== null)
      for (const path of [growing, dirname(passwordFile), passwordFile]) chownSync(path, user.uid, user.gid);
    const flags = [
      '--encoding=UTF8',
      '--locale=C',
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
    ];
    await makeFiles(
      join(binaries.binDir, 'initdb'),
      [`--pgdata=${growing}`, ...flags, ...(throwaway ? ['--no-sync'] : [])],
      {
        ...spawnAs(user),
        encoding: 'utf8',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      },
    ).catch((cause: Error & { stderr?: string }) => {
      throw new Refused(`initdb did not make ${dataDir}:\n${cause.stderr?.trim() || cause.message}`, {
        cause,
      });
    });
    renameSync(passwordFile, join(growing, passwordName));
    renameSync(growing, dataDir);
  } finally {
    rmSync(dirname(passwordFile), { recursive: true, force: true });
  }
}

/** What a start needs to know about data that is there. Refuses data of another major version. */
export function readCluster(dataDir: string, binaries: PostgresBinaries): { password: string } {
  const major = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (major !== binaries.version.split('.')[0]) {
    throw new Error(
      `The data in ${dataDir} is PostgreSQL ${major}'s; the programs are version ${binaries.version}.`,
    );
  }
  const password = (readIfThere(join(dataDir, passwordName)) ?? '').trim();
  if (password !== '') return { password };
  throw new Refused(
    `The password of the data in ${dataDir} is lost, as after a power cut. npm start -- --reset makes new data.`,
  );
}

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/**
 * Reads postmaster.pid: the server's number, folder, start time, port, socket folder, address, memory key, status,
 * a line each (PostgreSQL's src/include/utils/pidfile.h). It stays behind after a crash.
 */
export function readPostmaster(dataDir: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Whether that process lives and is a PostgreSQL server, not a stranger who was given the same number since. */
export function isServerRunning(pid: number): boolean {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
    } catch {
      return false;
    }
  }
  const found = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.includes('postgres');
}

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm';

/** All that a whole run of the tests has lain in at once, log included, is less than half of it. */
const ROOM_BYTES = 3 * 2 ** 30;

/**
 * A fresh folder for data that nobody will miss: in memory where there is room, unless it is to be on a disk for certain.
 * Most of what tests cost PostgreSQL is making and removing databases of three hundred files, for which a disk's file
 * system takes ten times as long. As root it stays ours, and the server's user may only pass through it to the data: nobody
 * can swap a folder under our hands.
 */
export function makeThrowawayFolder(user: UnixUser | null, onDisk: boolean): string {
  const disks = user === null ? [tmpdir()] : temporaryRoots();
  const roots = onDisk || !hasRoom(IN_MEMORY) ? disks : [IN_MEMORY, ...disks];
  for (const root of roots) {
    if (!existsSync(root) || (user !== null && !canEnter(user, root))) continue;
    const folder = mkdtempSync(join(root, 'diboas-data-'));
    if (user !== null) chmodSync(folder, 0o711);
    return folder;
  }
  throw new Error(`The user ${user?.name ?? 'running this'} can enter none of ${roots.join(', ')}.`);
}

/** Containers often have a few megabytes there, and a file system in memory may be larger than the memory that is left. */
function hasRoom(root: string): boolean {
  try {
    accessSync(root, constants.W_OK);
    const { bavail, bsize } = statfsSync(root);
    return Math.min(bavail * bsize, process.availableMemory()) >= ROOM_BYTES;
  } catch {
    return false;
  }
}
