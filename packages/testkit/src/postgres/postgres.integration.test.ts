import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { unusedPort } from '../processes/ports.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

const started: PostgresServer[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startPostgres>[0]): Promise<PostgresServer> {
  const server = await startPostgres(options);
  started.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('starts a throwaway server in UTF-8 and removes its data at stop', async () => {
    const server = await start({ throwaway: true });
    const [row] = await query(
      server.url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              (SELECT datcollate FROM pg_database WHERE datname = 'postgres') AS collate`,
    );
    expect(row).toEqual({ encoding: 'UTF8', fsync: 'off', collate: 'C' });
    await server.stop();
    expect(existsSync(server.dataDir)).toBe(false);
  });

  it('asks for the password', async () => {
    const server = await start({ throwaway: true });
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('takes settings on top of its own', async () => {
    const server = await start({ throwaway: true, settings: { max_connections: 17 } });
    expect(await query(server.url, 'SHOW max_connections')).toEqual([{ max_connections: '17' }]);
  });

  it('recovers committed rows after kill -9, with a stale pid file in place', async () => {
    const settings = { fsync: 'on', synchronous_commit: 'on' };
    const server = await start({ throwaway: true, onDisk: true, settings });
    expect(server.dataDir).not.toMatch(/^\/dev\/shm\//);
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.kill();
    expect(existsSync(join(server.dataDir, 'postmaster.pid'))).toBe(true);
    const again = await start({ throwaway: true, dataDir: server.dataDir, port: server.port });
    expect(again.url).toBe(server.url);
    expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('keeps data between an orderly stop and the next start, durably', async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'diboas-test-'));
    folders.push(folder);
    // As root, the server's user has to pass through.
    chmodSync(folder, 0o711);
    const dataDir = join(folder, 'data');
    const first = await start({ dataDir });
    expect(await query(first.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start({ dataDir });
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
  });

  it('refuses a port that is taken, and says so', async () => {
    const port = await unusedPort();
    const squatter = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    await expect(startPostgres({ throwaway: true, port })).rejects.toThrow(`port ${port}: another program`);
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('refuses data that a live server works on, without touching it', async () => {
    const server = await start({ throwaway: true });
    await expect(startPostgres({ throwaway: true, dataDir: server.dataDir })).rejects.toThrow('already runs');
    expect(await query(server.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  it('takes over data from a server that was left running, when told to', async () => {
    const server = await start({ throwaway: true });
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const next = await start({ throwaway: true, dataDir: server.dataDir, takeOver: true });
    await server.exited;
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('shows the log when the server does not start', async () => {
    await expect(startPostgres({ throwaway: true, settings: { work_mem: 'nonsense' } })).rejects.toThrow(
      'work_mem',
    );
  });

  const debianPostgres15 = '/usr/lib/postgresql/15/bin';
  it.runIf(existsSync(debianPostgres15))('runs the programs of another version from binDir', async () => {
    const server = await start({ throwaway: true, binDir: debianPostgres15 });
    expect(server.version).toMatch(/^15\./);
    expect(await query(server.url, 'SHOW server_version_num')).toEqual([
      { server_version_num: expect.stringMatching(/^15/) },
    ]);
  });
});
