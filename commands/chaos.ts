// npm run chaos: see commands/help/chaos.txt and docs/chaos.md.
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { createReaper, onStopRequest } from '@diboas/testkit/processes';
import { PROJECT } from '@diboas/testkit/system';
import { type ChaosResult, runChaos } from '../test/chaos/run-chaos.ts';
import { readInteger, readOptions, runCommand } from './command-line/options.ts';

const SEED_MAX = 999_999_999;

await runCommand('chaos', async (args) => {
  const options = readOptions(args, {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    rate: { type: 'string', default: '8' },
  });
  const seconds = readInteger('seconds', options.seconds, { min: 5, max: 3_600 });
  const perSecond = readInteger('rate', options.rate, { min: 1, max: 50 });
  const seed =
    options.seed === undefined
      ? randomInt(SEED_MAX)
      : readInteger('seed', options.seed, { min: 0, max: SEED_MAX });
  const stopping = new AbortController();
  onStopRequest(() => stopping.abort());
  const reaper = createReaper();
  const folder = join(PROJECT, '.diboas', 'chaos');
  try {
    const result = await runChaos({
      ...{ seconds, seed, perSecond, folder, reaper },
      say: console.log,
      stopped: stopping.signal,
    });
    if (result !== null) return report(result);
    console.log('Stopped before the end: nothing was checked.');
    return 130;
  } finally {
    await reaper.close();
  }
});

function report({ figures, broken }: ChaosResult): number {
  for (const { rule, breaches } of broken) {
    console.log(`BROKEN: ${rule}`);
    for (const { kind, transactionId, detail } of breaches) {
      console.log(`  ${kind}: ${transactionId === null ? '' : `transaction ${transactionId} `}${detail}`);
    }
  }
  const { lost, duplicated, stuck, violations } = figures;
  const wrong = lost + duplicated + stuck + violations;
  if (wrong > 0) {
    console.log('Each transaction named above has its journal and executions in .diboas/chaos/<id>.json,');
    console.log('beside the logs of every process. docs/chaos.md says how to read them.');
  }
  console.log(JSON.stringify(figures));
  return wrong > 0 ? 1 : 0;
}
