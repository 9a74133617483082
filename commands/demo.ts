// npm run demo: real operations on a real system of its own, and what is left of them in the books.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '@diboas/testkit/person';
import { onStopRequest } from '@diboas/testkit/processes';
import { type OpenSystem, openSystem, PROJECT } from '@diboas/testkit/system';
import pg from 'pg';
import { checkBooks } from '../test/chaos/books/check-books.ts';
import { readOptions, runCommand } from './command-line/options.ts';
import { runOperations } from './demo/operations.ts';
import { formatBalances, formatRules } from './demo/text.ts';

/** Fast enough to watch, slow enough to follow. */
const SANDBOX_PACE = { SANDBOX_STEP_MS: '700', SANDBOX_BUSINESS_DAY_MS: '2500' } as const;

await runCommand('demo', async (args) => {
  readOptions(args, {});
  const stopRequested = new Promise<number>((resolve) => onStopRequest(() => resolve(130)));
  console.log('Starting a PostgreSQL, the sandbox as the outside world, and a server ...');
  const began = performance.now();
  const opening = openDemo();
  const showing = opening.then((system) => {
    console.log(`Ready after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
    return show(system);
  });
  try {
    return await Promise.race([showing, stopRequested]);
  } finally {
    // What could not be opened has closed what there was of it.
    const [opened] = await Promise.allSettled([opening]);
    if (opened.status === 'fulfilled') await opened.value.close();
    await Promise.allSettled([showing]);
  }
});

function openDemo(): Promise<OpenSystem> {
  const logs = join(PROJECT, '.diboas', 'demo');
  rmSync(logs, { recursive: true, force: true });
  return openSystem({ postgres: 'throwaway', everyProvider: true, sandbox: SANDBOX_PACE, logs });
}

async function show(world: OpenSystem): Promise<number> {
  const person = await signIn(world.url, 'demo@example.com');
  console.log('Signed in as demo@example.com, by the link in the mailbox.\n');

  const asExpected = await runOperations(world.url, person);

  console.log(formatBalances(await person.balances()));
  const pool = new pg.Pool({ connectionString: world.database.url, max: 1 });
  const results = await checkBooks(pool, await world.outside.executions());
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
