import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAlive } from '@diboas/testkit/processes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** By its path, for a project that lies elsewhere. */
const PROCESS = join(import.meta.dirname, '../../packages/testkit/src/processes/process.ts');

const OWN_NODE = readFileSync(process.execPath);
const HASHES = new Map<Buffer, string>();

/** Of a hundred megabytes once, not for each test. */
function hashOf(content: Buffer): string {
  const hash = HASHES.get(content) ?? createHash('sha256').update(content).digest('hex');
  HASHES.set(content, hash);
  return hash;
}

// A project of a few files around the real run.mjs: its packages are as the lock file says, its one command "echo".
let project: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'diboas run '));
  for (const name of ['run.mjs', 'run-node.mjs', 'run-packages.mjs', 'run-environment.mjs']) {
    put(`commands/bootstrap/${name}`, readFileSync(join(import.meta.dirname, name), 'utf8'));
  }
  put('package.json', '{"type":"module"}');
  put('commands/help/echo.txt', 'What echo does.\n');
  put('commands/echo.ts', 'console.log(process.argv.slice(2)); process.exitCode = 7;');
  const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' } } };
  put('package-lock.json', JSON.stringify(lock));
  put('node_modules/.package-lock.json', JSON.stringify(lock));
  put('node_modules/a/package.json', '{}');
  putNode(OWN_NODE);
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(project, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** The name of the package with Node for this platform. */
const nodePackage = `node-${process.platform}-${process.arch}`;

/** Puts a program where npm puts Node, and its hash where the project keeps it. */
function putNode(content: Buffer): void {
  const program = join(project, 'node_modules', nodePackage, 'bin', 'node');
  mkdirSync(dirname(program), { recursive: true });
  if (content.length > 1_000_000) symlinkSync(process.execPath, program);
  else writeFileSync(program, content, { mode: 0o755 });
  const hash = hashOf(content);
  put('commands/bootstrap/node-binaries.json', JSON.stringify({ [nodePackage]: hash }));
}

function run(command: string, ...given: (string | { from: string })[]) {
  const folder = given.flatMap((one) => (typeof one === 'object' ? [one.from] : []))[0] ?? project;
  const args = [command, ...given.filter((one) => typeof one === 'string')];
  const env = { ...process.env, npm_execpath: join(project, 'npm-cli.js') };
  const child = spawn(process.execPath, [join(folder, 'commands', 'bootstrap', 'run.mjs'), ...args], { env });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, code, output: () => output };
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 20_000 }).toBe(true);
}

describe('run.mjs', () => {
  it('runs the command with its options and gives back its exit code', async () => {
    const ran = run('echo', '--a', 'b c');
    expect(await ran.code).toBe(7);
    expect(ran.output()).toBe(`[ '--a', 'b c' ]\n`);
  });

  it('refuses a command it does not know, and names those it knows', async () => {
    const ran = run('ecko');
    expect(await ran.code).toBe(2);
    expect(ran.output()).toBe('There is no command "ecko". Commands: echo.\n');
  });

  it.each(['hash#5', 'what?', 'a "b"', 'c $d', 'e`f', 'i\nj'])(
    'refuses in words a folder whose name its programs can not take, before it installs anything: %j [folder.unfit]',
    async (name) => {
      const odd = join(project, name);
      mkdirSync(odd);
      for (const part of ['commands', 'package.json', 'package-lock.json'])
        cpSync(join(project, part), join(odd, part), { recursive: true });
      const ran = run('echo', { from: odd });
      expect(await ran.code).toBe(2);
      expect(ran.output()).toMatch(/^The path of this folder has .* in it/);
      expect(ran.output()).not.toContain('Installing');
    },
  );

  it.each(["it's", '{a,b}', '+plus@(x)', '[x]', 'a&b;c', '100%', 'Ünïcödé 漢字', 'app (1)', '!bang', 'p%20'])(
    'works in a folder with another odd name: %j',
    async (name) => {
      const odd = join(project, name);
      mkdirSync(odd);
      for (const part of ['commands', 'package.json', 'package-lock.json', 'node_modules'])
        cpSync(join(project, part), join(odd, part), { recursive: true, verbatimSymlinks: true });
      expect(await run('echo', { from: odd }).code).toBe(7);
    },
  );

  it('shows help without installing or starting anything', async () => {
    rmSync(join(project, 'node_modules'), { recursive: true });
    const ran = run('echo', '--help');
    expect(await ran.code).toBe(0);
    expect(ran.output()).toBe('What echo does.\n');
  });

  it('passes a signal on and waits for the command to end in its own time', async () => {
    put(
      'commands/echo.ts',
      `process.on('SIGTERM', () => { console.log('bye'); process.exit(5); }); console.log('up'); setInterval(() => {}, 1000);`,
    );
    const ran = run('echo');
    await until(() => ran.output().includes('up'));
    ran.child.kill('SIGTERM');
    expect(await ran.code).toBe(5);
    expect(ran.output()).toBe('up\nbye\n');
  });

  it('leaves no command behind when it is killed itself', async () => {
    const watch = `import { onStopRequest } from ${JSON.stringify(PROCESS)}; onStopRequest(() => process.exit()); setInterval(() => {}, 1000);`;
    put('commands/echo.ts', `${watch} console.log(process.pid);`);
    const ran = run('echo');
    await until(() => ran.output().includes('\n'));
    const pid = Number(ran.output());
    expect(isAlive(pid)).toBe(true);
    ran.child.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });

  it.each([
    ['there are none', () => rmSync(join(project, 'node_modules/.package-lock.json')), 'there are none yet'],
    [
      'the lock file asks for another version',
      () => put('package-lock.json', readLock().replace('1.0.0', '1.0.1')),
      'package-lock.json has changed',
    ],
    [
      'the lock file asks for other contents',
      () => put('package-lock.json', readLock().replace('"x"', '"y"')),
      'package-lock.json has changed',
    ],
    [
      'a folder is gone',
      () => rmSync(join(project, 'node_modules/a'), { recursive: true }),
      'node_modules/a is missing',
    ],
  ])('installs packages when %s', async (_, change, reason) => {
    change();
    // Stands for npm, which is not under test: it says how it was called, and fails.
    put('npm-cli.js', `console.log('called with', ...process.argv.slice(2)); process.exit(1);`);
    const ran = run('echo');
    expect(await ran.code).toBe(1);
    expect(ran.output()).toContain(`Installing packages (${reason})`);
    expect(ran.output()).toContain('npm ci failed:\ncalled with ci --');
    for (const option of ['--ignore-scripts', '--engine-strict=false'])
      expect(ran.output()).toContain(option);
  });

  /** Stands for npm: counts how often it is called, and has installed everything once the file "go" is there. */
  function standInForNpm() {
    const lock = readLock();
    rmSync(join(project, 'node_modules/.package-lock.json'));
    put(
      'npm-cli.js',
      `import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
       appendFileSync('began', '.');
       const wait = setInterval(() => {
         if (!existsSync('go')) return;
         clearInterval(wait);
         writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(lock)});
       }, 10);`,
    );
    return {
      began: () => (existsSync(join(project, 'began')) ? readFileSync(join(project, 'began'), 'utf8') : ''),
    };
  }

  it('installs once for two commands that are started together on a new machine', async () => {
    const npm = standInForNpm();
    const first = run('echo');
    await until(() => npm.began() === '.');
    const second = run('echo');
    await until(() => second.output().includes('waiting'));
    expect(second.output()).toContain(`process ${first.child.pid}`);
    put('go', '');
    expect(await Promise.all([first.code, second.code])).toEqual([7, 7]);
    expect(npm.began()).toBe('.');
    expect(second.output()).not.toContain('Installing');
  });

  it('waits for no installation whose process is gone', async () => {
    const npm = standInForNpm();
    put('go', '');
    const gone = spawnSync(process.execPath, ['--version']).pid;
    put('.diboas/installing', String(gone));
    expect(await run('echo').code).toBe(7);
    expect(npm.began()).toBe('.');
    expect(existsSync(join(project, '.diboas/installing'))).toBe(false);
  });

  it('stops waiting when it is asked to', async () => {
    standInForNpm();
    put('.diboas/installing', String(process.pid));
    const ran = run('echo');
    await until(() => ran.output().includes('waiting'));
    ran.child.kill('SIGTERM');
    expect(await ran.code).toBe(1);
    expect(readFileSync(join(project, '.diboas/installing'), 'utf8')).toBe(String(process.pid));
  });

  it('does without packages of other platforms', async () => {
    const lock = JSON.parse(readLock());
    lock.packages['node_modules/other'] = { version: '1.0.0', optional: true };
    put('package-lock.json', JSON.stringify(lock));
    expect(await run('echo').code).toBe(7);
  });

  it('uses its own Node when npm brought none for this platform, if that is new enough', async () => {
    put('commands/bootstrap/node-binaries.json', '{}');
    const ran = run('echo');
    expect(await ran.code).toBe(7);
    expect(ran.output()).toContain(`Using this machine's Node ${process.version}`);
  });

  it('uses its own Node when the one that npm brought does not run here', async () => {
    rmSync(join(project, 'node_modules', nodePackage), { recursive: true });
    putNode(Buffer.from('#!/bin/sh\nexit 1\n'));
    const ran = run('echo');
    expect(await ran.code).toBe(7);
    expect(ran.output()).toContain(`Using this machine's Node ${process.version}`);
  });

  it('runs no Node that is another than the one it was checked with [node.another]', async () => {
    rmSync(join(project, 'node_modules', nodePackage), { recursive: true });
    putNode(Buffer.from('#!/bin/sh\ntouch ran\n'));
    put('commands/bootstrap/node-binaries.json', JSON.stringify({ [nodePackage]: '0'.repeat(64) }));
    const ran = run('echo');
    expect(await ran.code).toBe(1);
    expect(ran.output()).toContain(
      'is not the Node 24 that this project was checked with, so it was not run',
    );
    expect(existsSync(join(project, 'ran'))).toBe(false);
  });
});

function readLock(): string {
  return readFileSync(join(project, 'package-lock.json'), 'utf8');
}
