// Finding the project's database, and looking into it with npm run audit:verify.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@diboas/storage';
import { findDatabaseFolder, startPostgres } from '@diboas/testkit/postgres';
import { holdRunningFile } from '@diboas/testkit/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openProjectDatabase } from './project-database.ts';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'diboas-project-'));
  vi.stubEnv('DATABASE_URL', '');
  return () => rmSync(project, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

function verify(url: string, ...options: string[]) {
  return run('audit-verify', url, options);
}

function run(command: string, url: string, options: readonly string[] = []) {
  const args = [join(import.meta.dirname, '..', `${command}.ts`), ...options];
  const env = { ...process.env, DATABASE_URL: url };
  return spawnSync(process.execPath, args, { encoding: 'utf8', env });
}

describe('the project’s database', () => {
  it('is refused in words where there is none', async () => {
    expect(await openProjectDatabase(project)).toMatchObject({ ok: false });
    vi.stubEnv('DATABASE_URL', 'nonsense');
    await expect(openProjectDatabase(project)).rejects.toThrow('DATABASE_URL is not an address');
  });

  it('is the one that runs, else it is started and stopped again', { timeout: 90_000 }, async () => {
    const state = join(project, '.diboas');
    mkdirSync(state);
    const { dataDir } = findDatabaseFolder(state, project);
    const server = await startPostgres({ dataDir, settings: { fsync: 'off' } });
    const bare = verify(server.url);
    expect([bare.status, bare.stderr]).toEqual([1, expect.stringContaining('never used')]);
    await migrate(server.url);
    expect(await openProjectDatabase(project)).toMatchObject({ ok: true, value: { url: server.url } });

    const checked = verify(server.url);
    expect(checked.status).toBe(0);
    expect(JSON.parse(checked.stdout)).toEqual({
      entries: 0,
      seals: 0,
      ok: true,
      unsealed: 0,
      digest: null,
    });
    expect(verify(server.url, '--expect', 'abc').status).toBe(2);
    const compared = run('books-verify', server.url);
    expect([compared.status, JSON.parse(compared.stdout)]).toEqual([
      0,
      { accounts: 0, transfers: 0, ok: true },
    ]);
    const unexpected = verify(server.url, '--expect', 'ab'.repeat(32));
    expect([unexpected.status, JSON.parse(unexpected.stdout)]).toMatchObject([1, { ok: false }]);
    await server.stop();

    const running = join(state, 'running.json');
    const opened = await openProjectDatabase(project);
    if (!opened.ok) throw new Error(opened.refusal);
    expect(holdRunningFile(running).heldBy).toMatchObject({ pid: process.pid });
    expect(verify(opened.value.url).status).toBe(0);
    await opened.value.close();
    const free = holdRunningFile(running);
    expect(free.heldBy).toBeNull();
    expect(await openProjectDatabase(project)).toMatchObject({ ok: false });
    expect(verify(opened.value.url).stderr).toContain('can not be reached');
    rmSync(dataDir, { recursive: true });
  });
});
