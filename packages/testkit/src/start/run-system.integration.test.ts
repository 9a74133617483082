import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../processes/alive.ts';
import { isPortFree, unusedPort } from '../processes/ports.ts';
import { type Addresses, runSystem } from './run-system.ts';

// The database is the real one. The parts beside it are stand-ins of a few lines, because what is tested here is
// that parts are started, watched and stopped, whatever they do. Each writes down its process number.
const writePid = `import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[1] + '.pid', String(process.pid));`;
const serve = `${writePid}
import { createServer } from 'node:http';
const port = Number(process.env.PORT ?? process.env.SANDBOX_CONTROL_PORT);
const url = 'http://127.0.0.1:' + port;
createServer((_, response) => response.end('here')).listen(port, '127.0.0.1', () =>
  console.log(JSON.stringify({ ready: true, url, controlUrl: url, providers: {}, chains: {}, floats: [] })));
process.on('SIGTERM', () => process.exit(0));
`;
const build = `${writePid}
import { mkdirSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', 'built');
`;

let project: string;
let said: string[];
const children: ChildProcess[] = [];

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'diboas-system-'));
  said = [];
  // Open to the user PostgreSQL runs as when we are root; the test of the second start closes it again.
  chmodSync(project, 0o755);
  put('apps/sandbox/src/main.ts', serve);
  put('apps/server/src/main.ts', serve);
  put('node_modules/vite/bin/vite.js', build);
  put('package.json', '{"type":"module"}');
  mkdirSync(join(project, 'apps', 'web'));
});

afterEach(() => {
  const elsewhere = join(project, '.diboas', 'postgres', 'folder');
  if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8'), { recursive: true, force: true });
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(project, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Starts the system; `ready` resolves with its addresses, `code` with its exit code. */
async function start() {
  const stop = Promise.withResolvers<string>();
  const ready = Promise.withResolvers<Addresses>();
  const port = await unusedPort();
  const say = (line: string) => void said.push(line);
  const options = { project, port, databaseUrl: null, reset: false, say };
  const code = runSystem(options, stop.promise, ready.resolve);
  return { port, code, ready: ready.promise, stop: () => stop.resolve('asked') };
}

function pidOf(path: string): number {
  return Number(readFileSync(join(project, `${path}.pid`), 'utf8'));
}

function databasePid(): number {
  const found = readFileSync(join(project, '.diboas', 'logs', 'postgres.log'), 'utf8').match(
    / \[(\d+)\] LOG/,
  );
  return Number(found?.[1]);
}

describe('runSystem', () => {
  it('starts everything, and stops everything when asked', async () => {
    const system = await start();
    const addresses = await system.ready;
    expect(addresses.app).toBe(`http://localhost:${system.port}`);
    expect(await (await fetch(addresses.sandbox)).text()).toBe('here');
    expect(existsSync(join(project, 'apps/web/dist/index.html'))).toBe(true);
    const pids = [pidOf('apps/sandbox/src/main.ts'), pidOf('apps/server/src/main.ts'), databasePid()];
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    system.stop();
    expect(await system.code).toBe(0);
    expect(pids.map(isAlive)).toEqual([false, false, false]);
    expect(await isPortFree(system.port)).toBe(true);
  });

  it('starts a second time on the same data, without building what has not changed, in a folder others may not enter', async () => {
    chmodSync(project, 0o700);
    const first = await start();
    await first.ready;
    first.stop();
    await first.code;
    said = [];
    const second = await start();
    await second.ready;
    second.stop();
    expect(await second.code).toBe(0);
    expect(said.join('\n')).not.toContain('Building');
  });

  it('stops the rest and shows the last lines when a part ends by itself', async () => {
    put('apps/server/src/main.ts', `console.error('no bread today'); process.exit(3);`);
    const system = await start();
    expect(await system.code).toBe(1);
    expect(said.join('\n')).toContain('The server ended with code 3');
    expect(said.join('\n')).toContain('no bread today');
    expect([pidOf('apps/sandbox/src/main.ts'), databasePid()].map(isAlive)).toEqual([false, false]);
  });

  it('says that the web app could not be built, and stops what was started meanwhile [build.fails]', async () => {
    // It fails as soon as there is something else to stop, which is while the data are being made.
    const sandboxIsUp = `import { existsSync } from 'node:fs';
      while (!existsSync('../sandbox/src/main.ts.pid')) {}`;
    put('node_modules/vite/bin/vite.js', `${sandboxIsUp} console.error('no such colour'); process.exit(1);`);
    const system = await start();
    expect(await system.code).toBe(1);
    expect(said.join('\n')).toContain('no such colour');
    expect(said.at(-1)).toBe('Everything is stopped.');
    expect(isAlive(pidOf('apps/sandbox/src/main.ts'))).toBe(false);
    expect(existsSync(join(project, '.diboas/postgres/data/postmaster.pid'))).toBe(false);
    expect(existsSync(join(project, 'apps/server/src/main.ts.pid'))).toBe(false);
  });

  it('stops the rest when a part dies after everything was up', async () => {
    const system = await start();
    await system.ready;
    process.kill(pidOf('apps/sandbox/src/main.ts'), 'SIGKILL');
    expect(await system.code).toBe(1);
    expect(said.join('\n')).toContain('The sandbox was ended by SIGKILL');
    expect([pidOf('apps/server/src/main.ts'), databasePid()].map(isAlive)).toEqual([false, false]);
  });

  it('stops in the middle of a start', async () => {
    put('apps/sandbox/src/main.ts', `${writePid} setInterval(() => {}, 1000);`);
    const system = await start();
    await until(() => existsSync(join(project, 'apps/sandbox/src/main.ts.pid')));
    system.stop();
    expect(await system.code).toBe(0);
    expect([pidOf('apps/sandbox/src/main.ts'), databasePid()].map(isAlive)).toEqual([false, false]);
    expect(existsSync(join(project, 'apps/server/src/main.ts.pid'))).toBe(false);
  });

  it('leaves no process when it is killed itself and can do nothing any more', async () => {
    const port = await unusedPort();
    put(
      'parent.ts',
      `import { runSystem } from ${JSON.stringify(join(import.meta.dirname, 'run-system.ts'))};
       const options = { project: ${JSON.stringify(project)}, port: ${port}, databaseUrl: null, reset: false, say() {} };
       await runSystem(options, new Promise(() => {}), () => console.log('up'));`,
    );
    const parent = spawn(process.execPath, [join(project, 'parent.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(parent);
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    const pids = [pidOf('apps/sandbox/src/main.ts'), pidOf('apps/server/src/main.ts'), databasePid()];
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    parent.kill('SIGKILL');
    await until(() => !pids.some(isAlive));
  });
});

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 20_000 }).toBe(true);
}
