import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choosePort, isPortFree, unusedPort } from './ports.ts';
import { parseReady, runProgram, startProcess } from './process.ts';
import { createReaper } from './reaper.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diboas-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

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

describe('a ready line', () => {
  it('is found among others', () => {
    expect(parseReady('{"ready":true,"url":"http://x"}')).toEqual({ ready: true, url: 'http://x' });
    for (const line of ['', 'ready', '{"ready":false}', '{"level":30}', '{"ready":true', '[true]']) {
      expect(parseReady(line)).toBeNull();
    }
  });
});
