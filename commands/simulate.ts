// npm run simulate: what it does and prints is in commands/help/simulate.txt.
import { availableParallelism } from 'node:os';
import { keepSeeds } from '../test/simulation/kept-seeds.ts';
import { runSeed, type SeedReport } from '../test/simulation/run-seed.ts';
import { runSeeds, totalsOf } from '../test/simulation/run-seeds.ts';
import { readInteger, readOptions, runCommand, UsageError } from './command-line/options.ts';

const SEED_MAX = 999_999_999;

await runCommand('simulate', async (args) => {
  const options = readOptions(args, {
    seeds: { type: 'string' },
    first: { type: 'string' },
    seed: { type: 'string' },
    threads: { type: 'string', default: String(Math.min(4, availableParallelism())) },
  });
  if (options.seed === undefined) {
    const first = readInteger('first', options.first ?? '1', { min: 1, max: SEED_MAX });
    const count = readInteger('seeds', options.seeds ?? '200', { min: 1, max: 1_000_000 });
    const threads = readInteger('threads', options.threads, { min: 1, max: 64 });
    return await runMany({ first, count, threads });
  }
  if (options.seeds !== undefined || options.first !== undefined) {
    throw new UsageError('--seed replays one seed; it can not be used together with --seeds or --first.');
  }
  return await replay(readInteger('seed', options.seed, { min: 1, max: SEED_MAX }));
});

async function replay(seed: number): Promise<number> {
  const report = await runSeed(seed, { keepTrace: true });
  for (const line of report.lines) console.log(line);
  console.log(JSON.stringify(totalsOf([report])));
  return report.violations.length === 0 ? 0 : 1;
}

async function runMany(run: { first: number; count: number; threads: number }): Promise<number> {
  const seeds = Array.from({ length: run.count }, (_, index) => run.first + index);
  const { totals, failed } = await runSeeds(seeds, run.threads);
  for (const report of failed) tellFailure(report);
  if (failed.length > 0) {
    const kept = keepSeeds(failed).map(({ seed }) => seed);
    if (kept.length > 0) console.log(`Added to test/simulation/kept-seeds.json: ${kept.join(', ')}.`);
  }
  console.log(JSON.stringify(totals));
  return failed.length === 0 ? 0 : 1;
}

function tellFailure({ seed, violations }: SeedReport): void {
  console.log(`Seed ${seed} breaks:`);
  for (const { rule, problem } of violations) {
    console.log(`  ${typeof rule === 'number' ? `invariant ${rule}` : rule}: ${problem}`);
  }
  console.log(`  Replay: npm run simulate -- --seed ${seed}`);
}
