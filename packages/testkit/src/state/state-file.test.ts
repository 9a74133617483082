import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseForeignState } from './own-folder.ts';
import { readProjectSecrets } from './project-secrets.ts';
import { Refused } from './refused.ts';
import { holdRunningFile } from './running-file.ts';
import { writeStateFile } from './state-file.ts';

let state: string;
beforeEach(() => {
  state = join(mkdtempSync(join(tmpdir(), 'diboas-state-')), '.diboas');
});
afterEach(() => rmSync(join(state, '..'), { recursive: true, force: true }));

describe('a file in .diboas', () => {
  it('is the old text or the new one, ours alone, with nothing left beside it [state.torn]', () => {
    mkdirSync(state);
    const file = join(state, 'note');
    writeStateFile(file, 'old');
    chmodSync(file, 0o644);
    writeStateFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(state)).toEqual(['note']);
  });
});

describe('the secrets of a checkout', () => {
  it('stay the same, and the file is not written again', () => {
    const made = readProjectSecrets(state);
    const file = join(state, 'secrets.json');
    const before = statSync(file).ino;
    expect(readProjectSecrets(state)).toEqual(made);
    expect(statSync(file).ino).toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are another each time that a checkout is made', () => {
    const made = readProjectSecrets(state);
    rmSync(state, { recursive: true });
    const other = readProjectSecrets(state);
    for (const [name, secret] of Object.entries(made)) expect(other).not.toHaveProperty(name, secret);
  });

  it.each(['', '{', '{"auth":"x', '[]', 'null', '\0\0\0\0'])(
    'are refused in words when the file is %j [state.torn]',
    (text) => {
      readProjectSecrets(state);
      const file = join(state, 'secrets.json');
      writeFileSync(file, text);
      const refused = expect.objectContaining({ code: 'REFUSED', message: expect.stringContaining(file) });
      expect(() => readProjectSecrets(state)).toThrow(refused);
      expect(() => readProjectSecrets(state)).toThrow(/Remove it and start again/);
    },
  );
});

describe('the note that the system runs here', () => {
  it('counts for nothing when it is cut', () => {
    const file = join(state, 'running.json');
    const first = holdRunningFile(file);
    expect(holdRunningFile(file).heldBy).toMatchObject({ pid: process.pid });
    for (const length of [0, 1, 10]) {
      truncateSync(file, length);
      expect(holdRunningFile(file).heldBy).toBeNull();
    }
    if (first.heldBy === null) first.release();
  });
});

describe('a state folder of another user', () => {
  it('is refused in words before anything is done in it [folder.unfit]', () => {
    const uid = (process.getuid?.() ?? 0) + 1;
    expect(() => refuseForeignState(state, uid)).not.toThrow();
    mkdirSync(join(state, 'logs'), { recursive: true });
    expect(() => refuseForeignState(state, uid)).toThrow(Refused);
    expect(() => refuseForeignState(state, uid)).toThrow(`chown -R ${uid} ${state}`);
  });

  it('is no trouble for root, who may write everywhere', () => {
    mkdirSync(state);
    expect(() => refuseForeignState(state, 0)).not.toThrow();
  });
});
