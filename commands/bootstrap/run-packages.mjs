// Installs the packages when they are not what package-lock.json says. Plain JavaScript: see run.mjs.
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** No installation takes longer; a note that is older was left behind, and its number may be somebody else's now. */
const longestMs = 15 * 60_000;

/**
 * Said on every call, so that the person's own npm settings change nothing: development packages are what these
 * commands run on; no package may run a program of its own while it is installed, and none needs to; and a package
 * that asks for a newer Node than the one that installs it will run on the one that comes along.
 */
export const NPM_OPTIONS = [
  ...['--include=dev', '--include=optional', '--include=peer', '--ignore-scripts', '--engine-strict=false'],
  ...['--no-audit', '--no-fund', '--loglevel=error'],
];

/**
 * @param project the project's folder
 * @param stop runs the installation so that signals reach it
 */
export async function installPackages(project, stop) {
  if (whyInstall(project) === null) return;
  mkdirSync(join(project, '.diboas', 'logs'), { recursive: true });
  const note = join(project, '.diboas', 'installing');
  await takeTurn(note, stop);
  try {
    // Whoever had the turn before us may have done it.
    const reason = whyInstall(project);
    if (reason !== null) await runNpm(project, stop, reason);
  } finally {
    rmSync(note, { force: true });
  }
}

/**
 * `npm ci` begins by removing everything, so of two at once each takes away what the other needs. Whoever makes the
 * note installs, and the others wait.
 */
async function takeTurn(note, stop) {
  let told = false;
  for (;;) {
    if (stop.received() !== null) throw said('Stopped while waiting for another installation.');
    try {
      writeFileSync(note, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(note);
    if (holder === null) rmSync(note, { force: true });
    else {
      if (!told) console.log(`Packages are being installed by process ${holder}; waiting for it ...`);
      told = true;
      await delay(200);
    }
  }
}

/** Null when whoever made the note is gone. */
function readHolder(note) {
  try {
    const holder = readFileSync(note, 'utf8');
    const isOld = Date.now() - statSync(note).mtimeMs > longestMs;
    // A note without a number is being written just now.
    if (!isOld && holder !== '') process.kill(Number(holder), 0);
    return isOld ? null : holder;
  } catch (error) {
    // The process of another user is alive all the same.
    return error.code === 'EPERM' ? 'of another user' : null;
  }
}

async function runNpm(project, stop, reason) {
  console.log(`Installing packages (${reason}); this takes a minute or two ...`);
  const logFile = join(project, '.diboas', 'logs', 'install.log');
  const log = openSync(logFile, 'w');
  const args = ['ci', ...NPM_OPTIONS];
  const began = performance.now();
  const [program, ...before] = npmCommand();
  const code = await stop.run(program, [...before, ...args], {
    cwd: project,
    stdio: ['ignore', log, log],
    shell: program === 'npm.cmd',
  });
  if (stop.received() !== null) throw said('Stopped while installing packages; the next start goes on.');
  if (code !== 0) throw said(`npm ci failed:\n${lastLines(logFile)}\nThe whole log: ${logFile}`);
  console.log(`The packages are installed (${((performance.now() - began) / 1000).toFixed(1)} s).`);
}

/**
 * The npm that called us, so that no other one with other settings is picked up from the PATH.
 * @returns program and first arguments
 */
export function npmCommand() {
  const caller = process.env.npm_execpath;
  if (caller !== undefined && /npm-cli\.[cm]?js$/.test(caller)) return [process.execPath, caller];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/**
 * Compares what package-lock.json asks for with what npm wrote down about what it installed, entry by entry:
 * versions and content hashes, not file times, which a clone or a copy sets anew.
 * @returns null when everything is there
 */
export function whyInstall(project) {
  const wanted = readJson(join(project, 'package-lock.json'))?.packages;
  if (wanted === undefined) throw said('package-lock.json is missing or can not be read.');
  const installed = readJson(join(project, 'node_modules', '.package-lock.json'))?.packages;
  if (installed === undefined) return 'there are none yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const found = installed[path];
    // A package for another platform is on the list but not on the disk, and neither is what belongs to it.
    if (found === undefined && (entry.optional === true || entry.peer === true)) continue;
    if (found?.version !== entry.version || found?.integrity !== entry.integrity)
      return 'package-lock.json has changed';
    if (!existsSync(join(project, path))) return `${path} is missing`;
  }
  return null;
}

/** An error that is an answer to the person, so it is shown without a stack. */
export function said(message) {
  return Object.assign(new Error(message), { expected: true });
}

export function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
