// node bench/peers/src/main.ts: what `npm run bench:peers` runs once the packages of this workspace are installed.
import { parseArgs } from 'node:util';
import { startPostgres } from '@diboas/testkit/postgres';
import { createReaper, onStopRequest } from '@diboas/testkit/processes';
import { printFigure } from '../../src/figures/figures.ts';
import { analyzeAll } from './databases/databases.ts';
import { type RemoteContender, startContender } from './remote-contender.ts';
import { measure } from './rounds.ts';

/** A throwaway server, but as careful with its disk as one that keeps money. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: 200,
} as const;

/** A transfer is that much less than a lifecycle. */
const TRANSFERS_PER_LIFECYCLE = 5;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, lifecycles: { type: 'string', default: '50000' } },
});
const rounds = Number(values.rounds);
const lifecycles = Number(values.lifecycles);
const say = (line: string) => console.error(line);

// Whatever way this process ends, the reaper ends the servers and removes their folders.
const reaper = createReaper();
onStopRequest(() => {
  expectBrokenConnections();
  reaper.close().then(() => process.exit(130));
});
const postgres = await startPostgres({ throwaway: true, onDisk: true, reaper, settings: SETTINGS });
try {
  await compare('lifecycle', 'ours', ['plain', 'dbos', 'restate']);
  await compare('transfers', 'our transfers', ['pgledger', 'pgledger, 100 a call']);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
  expectBrokenConnections();
}
await postgres.stop();
await reaper.close();
// Engines may leave timers behind; there is nothing left to wait for.
process.exit();

/** What is still under way loses its server now, and has nothing to add. */
function expectBrokenConnections(): void {
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
}

/** Measures ours beside each peer that runs here. One that does not gets a line that says why. */
async function compare(bench: string, ownName: string, peerNames: readonly string[]): Promise<void> {
  const ours = await startContender(ownName, postgres.url);
  const peers: RemoteContender[] = [];
  for (const name of peerNames) {
    try {
      peers.push(await startContender(name, postgres.url));
    } catch (error) {
      printFigure({ bench, peer: name, left_out: error instanceof Error ? error.message : String(error) });
    }
  }
  await measure(ours, peers, {
    bench,
    rounds,
    workMax: bench === 'transfers' ? lifecycles * TRANSFERS_PER_LIFECYCLE : lifecycles,
    say,
    analyze: () => analyzeAll(postgres.url),
  });
  for (const contender of [ours, ...peers]) await contender.close();
}
