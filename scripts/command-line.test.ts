// The small parts that commands share.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTime } from './alive.ts';
import { readInteger, readOptions, UsageError } from './options.ts';
import { choosePort, isPortFree, unusedPort } from './ports.ts';
import { parseReady, runProgram, startProcess } from './process.ts';
import { readDatabaseUrl } from './project-database.ts';
import { createReaper } from './reaper.ts';
import { holdRunningFile } from './running-file.ts';
import { kindOf } from './test-kinds.ts';
import { parsePasswd } from './unprivileged-user.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diboas-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('options', () => {
  it('refuses what is not declared', () => {
    expect(() => readOptions(['--prot', '1'], { port: { type: 'string' } })).toThrow(UsageError);
    expect(() => readOptions(['stray'], {})).toThrow(UsageError);
    expect(readOptions(['--port', '1'], { port: { type: 'string' } }).port).toBe('1');
  });

  it.each(['', '0', '65536', '1.5', '-1', '0x10', ' 1', '1e3', '99999999999'])(
    'refuses the port "%s"',
    (text) => {
      expect(() => readInteger('port', text, { min: 1, max: 65_535 })).toThrow('--port takes a whole number');
    },
  );
});

describe('ports', () => {
  it('finds a taken port, and the next free one', async () => {
    const port = await unusedPort();
    expect(await isPortFree(port)).toBe(true);
    const squatter = createServer().listen(port);
    await new Promise((resolve) => squatter.once('listening', resolve));
    expect(await isPortFree(port)).toBe(false);
    expect(await choosePort(port)).toBeGreaterThan(port);
    await new Promise((resolve) => squatter.close(resolve));
    expect(await choosePort(port, new Set([port]))).toBeGreaterThan(port);
  });
});

describe('a program that is missing', () => {
  it('is named, and does not bring the command down before it has stopped the rest', async () => {
    const reaper = createReaper();
    const missing = { command: join(folder, 'nothing'), args: [], cwd: folder, env: {}, reaper };
    const logFile = join(folder, 'nothing.log');
    expect(() => startProcess({ ...missing, name: 'tool', logFile })).toThrow('The tool can not be run');
    expect(() => runProgram(missing)).toThrow('can not be run');
    // Node tells of it once more, by an event that ends the process if nobody listens.
    await reaper.close();
  });
});

describe('the address of a database', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(['nonsense', 'mysql://root:hunter2@db/x'])('is refused without repeating it: %s', (text) => {
    vi.stubEnv('DATABASE_URL', text);
    expect(readDatabaseUrl).toThrow(UsageError);
    expect(readDatabaseUrl).not.toThrow(text);
  });

  it('is read where there is one', () => {
    vi.stubEnv('DATABASE_URL', '');
    expect(readDatabaseUrl()).toBeNull();
    vi.stubEnv('DATABASE_URL', 'postgres://me:secret@db:5432/x');
    expect(readDatabaseUrl()?.host).toBe('db:5432');
  });
});

describe('the running file', () => {
  const file = () => join(folder, 'running.json');

  it('is held by one, and free again after release', () => {
    const first = holdRunningFile(file());
    if (first.heldBy !== null) throw new Error('nobody holds it yet');
    first.note('http://localhost:3000');
    expect(holdRunningFile(file())).toEqual({ heldBy: { pid: process.pid, note: 'http://localhost:3000' } });
    first.release();
    expect(existsSync(file())).toBe(false);
    expect(holdRunningFile(file()).heldBy).toBeNull();
  });

  it('counts for nothing when its process is gone', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => child.once('exit', resolve));
    writeFileSync(file(), JSON.stringify({ pid: child.pid, started: '1', note: '' }));
    expect(holdRunningFile(file()).heldBy).toBeNull();
  });

  it.runIf(process.platform === 'linux')(
    'counts for nothing when its number belongs to another process now',
    () => {
      expect(startTime(process.pid)).toMatch(/^\d+$/);
      writeFileSync(file(), JSON.stringify({ pid: process.pid, started: '1', note: '' }));
      expect(holdRunningFile(file()).heldBy).toBeNull();
    },
  );

  it('counts for nothing when it is damaged', () => {
    writeFileSync(file(), '{');
    expect(holdRunningFile(file()).heldBy).toBeNull();
  });
});

describe('small parsers', () => {
  it('reads a ready line among others', () => {
    expect(parseReady('{"ready":true,"url":"http://x"}')).toEqual({ ready: true, url: 'http://x' });
    for (const line of ['', 'ready', '{"ready":false}', '{"level":30}', '{"ready":true', '[true]']) {
      expect(parseReady(line)).toBeNull();
    }
  });

  it('reads users from /etc/passwd, and nobody of macOS', () => {
    const text =
      '# note\nroot:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2::/var/empty:/usr/bin/false\nbroken\n\n';
    expect(parsePasswd(text)).toEqual([
      { name: 'root', uid: 0, gid: 0 },
      { name: 'nobody', uid: 4_294_967_294, gid: 4_294_967_294 },
    ]);
  });

  it.each([
    ['test/tidy/tree.test.ts', 'tidy'],
    ['test/scenarios/add-funds.test.ts', 'scenario'],
    ['packages/kernel/src/money.property.test.ts', 'property'],
    ['packages/storage/src/store.contract.test.ts', 'contract'],
    ['packages/storage/src/store-contract.test.ts', 'contract'],
    ['apps/server/src/http.integration.test.ts', 'integration'],
    ['scripts/postgres.test.ts', 'integration'],
    ['packages/kernel/src/money.test.ts', 'unit'],
  ])('takes %s for a %s test', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});
