// npm run demo: real operations on a real system of its own, and what is left of them in the books.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProviderUrls } from '@diboas/providers-kit';
import { createAppLogin } from '@diboas/storage';
import { signIn } from '@diboas/testkit/person';
import { startPostgres } from '@diboas/testkit/postgres';
import { createReaper, onStopRequest, type Reaper, unusedPort } from '@diboas/testkit/processes';
import { readProjectSecrets } from '@diboas/testkit/state';
import pg from 'pg';
import { checkBooks } from '../test/chaos/check-books.ts';
import {
  PROJECT,
  providerSettings,
  startSandboxProgram,
  startServerProgram,
  textOf,
  webhookSettings,
} from '../test/chaos/programs.ts';
import { controlSandbox, type SandboxControl } from '../test/chaos/sandbox-control.ts';
import { readOptions, runCommand } from './command-line/options.ts';
import { runOperations } from './demo/operations.ts';
import { formatBalances, formatRules } from './demo/text.ts';

/** Fast enough to watch, slow enough to follow. */
const SANDBOX_PACE = { SANDBOX_STEP_MS: '700', SANDBOX_BUSINESS_DAY_MS: '2500' } as const;

await runCommand('demo', async (args) => {
  readOptions(args, {});
  const reaper = createReaper();
  const stopRequested = new Promise<number>((resolve) => onStopRequest(() => resolve(130)));
  const parts: Stoppable[] = [];
  try {
    return await Promise.race([show(reaper, parts), stopRequested]);
  } finally {
    for (const part of parts.reverse()) await part.stop();
    await reaper.close();
  }
});

interface Stoppable {
  stop(): Promise<void>;
}

async function show(reaper: Reaper, parts: Stoppable[]): Promise<number> {
  console.log('Starting a PostgreSQL, the sandbox as the outside world, and a server ...');
  const began = performance.now();
  const world = await startWorld(reaper, parts);
  console.log(`Ready after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  const person = await signIn(world.url, 'demo@example.com');
  console.log('Signed in as demo@example.com, by the link in the mailbox.\n');

  const asExpected = await runOperations(world.url, person);

  console.log(formatBalances(await person.balances()));
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const results = await checkBooks(pool, await world.sandbox.executions());
  await pool.end();
  console.log(formatRules(results));
  const broken = results.filter(({ breaches }) => breaches.length > 0);
  if (broken.length === 0 && asExpected) {
    console.log('invariants ok');
    return 0;
  }
  console.log(
    broken.length > 0
      ? `broken: ${broken.map(({ rule }) => rule).join('; ')}`
      : 'broken: an operation did not end as it should',
  );
  return 1;
}

interface World {
  readonly url: string;
  readonly databaseUrl: string;
  readonly sandbox: SandboxControl;
}

async function startWorld(reaper: Reaper, parts: Stoppable[]): Promise<World> {
  const logs = join(PROJECT, '.diboas', 'demo');
  rmSync(logs, { recursive: true, force: true });
  const secrets = readProjectSecrets(logs);
  const port = await unusedPort();
  const url = `http://127.0.0.1:${port}`;
  const sandbox = startSandboxProgram({
    ...{ secrets, reaper, logFile: join(logs, 'sandbox.log') },
    settings: {
      ...SANDBOX_PACE,
      SANDBOX_CONTROL_PORT: '0',
      ...webhookSettings(url, secrets),
    },
  });
  parts.push(sandbox);
  const postgres = await startPostgres({ throwaway: true, reaper });
  parts.push(postgres);
  const outside = await sandbox.ready;
  const server = startServerProgram({
    ...{ secrets, reaper, logFile: join(logs, 'server.log') },
    settings: {
      DATABASE_URL: await createAppLogin(postgres.url),
      MIGRATE_DATABASE_URL: postgres.url,
      PORT: String(port),
      ...providerSettings(readProviderUrls(outside)),
    },
  });
  parts.push(server);
  await server.ready;
  return { url, databaseUrl: postgres.url, sandbox: controlSandbox(textOf(outside, 'controlUrl')) };
}
