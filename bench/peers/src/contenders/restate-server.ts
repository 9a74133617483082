import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reaper } from '@diboas/testkit/processes';
import { startProcess, unusedPort } from '@diboas/testkit/processes';

export interface RestateServer {
  readonly ingressUrl: string;
  readonly adminUrl: string;
  stop(): Promise<void>;
}

const startDeadlineMs = 60_000;

/** Starts a Restate server of our own, single node, with its defaults for durability (its log is synced to disk). */
export async function startRestateServer(reaper: Reaper): Promise<RestateServer> {
  const command = findProgram();
  const folder = mkdtempSync(join(tmpdir(), 'diboas-restate-'));
  reaper.removeAtEnd(folder);
  const [ingress, admin, fabric] = [await unusedPort(), await unusedPort(), await unusedPort()];
  const server = startProcess({
    name: 'Restate server',
    command,
    args: ['--no-logo'],
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      RESTATE_BASE_DIR: join(folder, 'data'),
      RESTATE_NODE_NAME: 'bench',
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_BIND_IP: '127.0.0.1',
      RESTATE_BIND_PORT: String(fabric),
      RESTATE_ADVERTISED_HOST: '127.0.0.1',
      RESTATE_INGRESS__BIND_PORT: String(ingress),
      RESTATE_ADMIN__BIND_PORT: String(admin),
      // Faster on two cores than the default of 24, and than 1.
      RESTATE_DEFAULT_NUM_PARTITIONS: '4',
      RESTATE_LOG_FILTER: 'warn',
      RESTATE_DISABLE_TELEMETRY: 'true',
      RESTATE_ADMIN__DISABLE_WEB_UI: 'true',
    },
    logFile: join(folder, 'restate.log'),
    reaper,
  });
  const urls = { ingressUrl: `http://127.0.0.1:${ingress}`, adminUrl: `http://127.0.0.1:${admin}` };
  const ended = server.ended.then((how) => {
    throw new Error(`the Restate server ${how}: ${server.logEnd()}`);
  });
  // Once it runs, its end is met by whoever calls it.
  ended.catch(() => {});
  try {
    await Promise.race([
      ended,
      becomesHealthy([`${urls.adminUrl}/health`, `${urls.ingressUrl}/restate/health`]),
    ]);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    ...urls,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      reaper.keep(folder);
    },
  };
}

/** The program that npm installed for this platform. */
function findProgram(): string {
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', 'restate-server');
  } catch (cause) {
    throw new Error(`npm has no ${name} for this machine`, { cause });
  }
}

async function becomesHealthy(addresses: readonly string[]): Promise<void> {
  const deadline = performance.now() + startDeadlineMs;
  for (const address of addresses) {
    while (!(await answers(address))) {
      if (performance.now() > deadline) throw new Error(`the Restate server did not answer at ${address}`);
      await delay(50);
    }
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}
