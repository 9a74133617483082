// node mutant-process.ts NAME SEEDS: runs seeds 1 to SEEDS on the engine with the deliberate bug of that name, and
// prints one JSON line: the first seed that found it and the rule it broke, or null. Without a bug when NAME is "none".
import { mutateSource } from './mutants/mutate-source.ts';
import { MUTATIONS } from './mutants/mutations.ts';

const [name = '', seeds = '1'] = process.argv.slice(2);
const mutation = MUTATIONS.find((one) => one.name === name);
if (!mutation && name !== 'none') throw new Error(`there is no mutation "${name}"`);
if (mutation) mutateSource(mutation);

const { runSeed } = await import('./run-seed.ts');
let found: { seed: number; rule: string; problem: string } | null = null;
for (let seed = 1; seed <= Number(seeds) && !found; seed += 1) {
  const [violation] = (await runSeed(seed)).violations;
  if (violation) found = { seed, rule: String(violation.rule), problem: violation.problem };
}
console.log(JSON.stringify(found));
