import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTime } from '../processes/alive.ts';
import { holdRunningFile } from './running-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diboas-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

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
