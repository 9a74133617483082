// Finds the Node 24 that npm brought. Plain JavaScript: see run.mjs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { lastLines, said } from './run-packages.mjs';

const major = 24;

/**
 * The package `node` has no program in it: its install script fetches the one for this platform from npm. An npm
 * that was told to leave out install scripts reports success all the same, so the program is run before it is
 * believed, and fetched by us when it is not there.
 * @returns the path of a Node 24 that runs
 */
export async function findNode24(project, stop) {
  const folder = join(project, 'node_modules', 'node');
  const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const first = tryNode(program);
  if (first === null) return program;
  if (existsSync(join(folder, 'installArchSpecificPackage.js'))) {
    console.log(`Fetching Node ${major}, which npm's installation left out ...`);
    const log = await runInstallScript(project, folder, stop);
    const second = tryNode(program);
    if (second === null) return program;
    if (runsItself()) return process.execPath;
    throw said(`Node ${major} is not usable: ${second}\n${lastLines(log)}\nThe whole log: ${log}`);
  }
  if (runsItself()) return process.execPath;
  throw said(`Node ${major} is not usable: ${first}\nRemove the folder node_modules and try again.`);
}

/** Null when it runs and is the right version, else what is wrong. */
function tryNode(program) {
  if (!existsSync(program)) return `${program} is missing.`;
  const run = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (run.error !== undefined) return `${program} does not run: ${run.error.message}`;
  if (run.status !== 0) return `${program} does not run: ${run.stderr.trim()}`;
  return run.stdout.startsWith(`v${major}.`) ? null : `${program} is ${run.stdout.trim()}.`;
}

/** Where npm has no Node 24 for the platform, the machine's own will do if it is new enough. */
function runsItself() {
  const own = Number(process.versions.node.split('.')[0]) >= major;
  if (own) console.log(`Using this machine's Node ${process.version} instead of Node ${major} from npm.`);
  return own;
}

async function runInstallScript(project, folder, stop) {
  mkdirSync(join(project, '.diboas', 'logs'), { recursive: true });
  const logFile = join(project, '.diboas', 'logs', 'node.log');
  const log = openSync(logFile, 'w');
  // The script calls `npm` by name, and an `ignore-scripts` it inherits is what kept it from running before.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  await stop.run(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: { ...process.env, PATH: path, npm_config_global: 'false' },
  });
  return logFile;
}
