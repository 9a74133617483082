// node mutant-process.ts NAME SEEDS: runs seeds 1 to SEEDS, the one that found it last first, on the engine with the
// deliberate bug of that name, and prints one JSON line: the seed that found it and the rule it broke, or null. Without a bug when NAME is "none".
import { FOUND_BY, orderSeeds } from './mutants/found-by.ts';
import { mutateSource } from './mutants/mutate-source.ts';
import { MUTATIONS } from './mutants/mutations.ts';

const [name = '', seeds = '1'] = process.argv.slice(2);
const mutation = MUTATIONS.find((one) => one.name === name);
if (!mutation && name !== 'none') throw new Error(`there is no mutation "${name}"`);
if (mutation) mutateSource(mutation);

// As in seed-worker.ts.
Error.stackTraceLimit = 0;
const { runSeed } = await import('./run-seed.ts');
let found: { seed: number; rule: string; problem: string } | null = null;
for (const seed of orderSeeds(Number(seeds), FOUND_BY[name])) {
  if (found) break;
  const [violation] = (await runSeed(seed)).violations;
  if (violation) found = { seed, rule: String(violation.rule), problem: violation.problem };
}
console.log(JSON.stringify(found));
