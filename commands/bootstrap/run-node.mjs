// Finds the Node 24 that npm brought. Plain JavaScript: see run.mjs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { said } from './run-packages.mjs';

const major = 24;

/**
 * Node comes as a package of its own for each platform, which package-lock.json knows by its content. Everything runs
 * on that program, so it is held against its own hash once more before it is run for the first time: what came by
 * another way than `npm ci`, or was changed since, is not.
 * @returns the path of a Node 24 that runs
 */
export async function findNode24(project) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const program = join(
    project,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const hashes = JSON.parse(
    readFileSync(join(project, 'commands', 'bootstrap', 'node-binaries.json'), 'utf8'),
  );
  const wanted = hashes[name];
  if (wanted === undefined) {
    if (runsItself()) return process.execPath;
    throw said(
      `npm has no Node ${major} for ${process.platform} on ${process.arch}. Install Node ${major} or newer and start again.`,
    );
  }
  // A changed program is never passed over in silence for another one: somebody should know.
  if (existsSync(program) && !(await hasContent(program, wanted))) {
    throw said(
      `${program} is not the Node ${major} that this project was checked with, so it was not run.\n` +
        'Remove the folder node_modules and start again. If this comes back, the packages come from a place that changes them.',
    );
  }
  const refusal = tryNode(program);
  if (refusal === null) return program;
  if (runsItself()) return process.execPath;
  throw said(`Node ${major} is not usable: ${refusal}\nRemove the folder node_modules and start again.`);
}

async function hasContent(program, wanted) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(program, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex') === wanted;
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
