// npm run demo: every operation on a real system of its own, and what is left of them in the books.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CHAIN_NETWORKS } from '@diboas/networks';
import { onStopRequest } from '@diboas/testkit/processes';
import { type OpenSystem, openSystem, PROJECT } from '@diboas/testkit/system';
import pg from 'pg';
import { NOTHING_ON_CHAINS } from '../test/chaos/books/chain-rules.ts';
import { checkBooks } from '../test/chaos/books/check-books.ts';
import { readDefi } from '../test/chaos/books/defi-chains.ts';
import { readLives } from '../test/chaos/books/lives.ts';
import { holdingsOn } from '../test/chaos/cluster/networks.ts';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { add } from './demo/adding.ts';
import type { DemoScene } from './demo/scene.ts';
import { SCENES } from './demo/scenes.ts';
import { openStage } from './demo/stage.ts';
import { formatBalances, formatRules } from './demo/text.ts';

/** Fast enough to watch, slow enough to follow. Nobody pays by themselves: the scenes say who pays, and when. */
const SANDBOX_PACE = {
  SANDBOX_STEP_MS: '500',
  SANDBOX_BUSINESS_DAY_MS: '2000',
  SANDBOX_AUTO_PAY: 'off',
} as const;

/** A provider that is away is given up within a second, not within twenty. */
const SERVER_PACE = { PACE_FACTOR: '0.05' } as const;

await runCommand('demo', async (args) => {
  const { only } = readOptions(args, { only: { type: 'string' } });
  const scenes = chooseScenes(only);
  const stopRequested = new Promise<number>((resolve) => onStopRequest(() => resolve(130)));
  console.log('Starting a PostgreSQL, the sandbox as the outside world, and a server ...');
  const began = performance.now();
  const opening = openDemo();
  const showing = opening.then((system) => {
    console.log(`Ready after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
    return show(system, scenes);
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

function chooseScenes(only: string | undefined): readonly DemoScene[] {
  const chosen = SCENES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length > 0) return chosen;
  const names = SCENES.map(({ name }) => name).join(', ');
  throw new UsageError(`--only takes one of ${names}, not "${only}".`);
}

function openDemo(): Promise<OpenSystem> {
  const logs = join(PROJECT, '.diboas', 'demo');
  rmSync(logs, { recursive: true, force: true });
  const shared = { postgres: 'throwaway', everyProvider: true, floats: true, logs } as const;
  const chains = { networks: CHAIN_NETWORKS };
  return openSystem({ ...shared, chains, sandbox: SANDBOX_PACE, settings: SERVER_PACE });
}

async function show(system: OpenSystem, scenes: readonly DemoScene[]): Promise<number> {
  const stage = await openStage(system, console.log);
  console.log(
    `Signed in as ${stage.ana.email}, by the link in the mailbox. What follows, the live streams tell.`,
  );
  const surprises: string[] = [];
  if (scenes[0]?.needsMoney) {
    stage.telling.nextScene('before');
    console.log('\nbefore    Ana adds $100.00 by card, so that there is something to work with.');
    await add(stage, { method: 'card', amount: '100.00' });
  }
  for (const { name, what, play } of scenes) {
    stage.telling.nextScene(name);
    console.log(`\n${name.padEnd(8)}  ${what}`);
    if (!(await play(stage))) surprises.push(name);
  }
  stage.telling.close();

  console.log('\nBalances');
  for (const [name, person] of stage.people) console.log(formatBalances(name, await person.balances()));
  const pool = new pg.Pool({ connectionString: system.database.url, max: 1 });
  const { outside } = system;
  const defi = await readDefi(await readLives(pool), { world: outside, holdings: holdingsOn(outside) });
  const results = await checkBooks(pool, await outside.executions(), NOTHING_ON_CHAINS, defi);
  await pool.end();
  console.log(`\n${formatRules(results)}`);
  const broken = [
    ...results.filter(({ breaches }) => breaches.length > 0).map(({ rule }) => rule),
    ...surprises.map((name) => `${name} did not end as it should`),
  ];
  console.log(broken.length === 0 ? 'invariants ok' : `broken: ${broken.join('; ')}`);
  return broken.length === 0 ? 0 : 1;
}
