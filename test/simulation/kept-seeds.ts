// Seeds that once broke a rule. The list only grows; every test run repeats it.
import { readFileSync, writeFileSync } from 'node:fs';
import type { SeedReport } from './run-seed.ts';

export interface KeptSeed {
  readonly seed: number;
  /** What it found, in the words of the checker at the time. */
  readonly found: string;
}

const file = new URL('./kept-seeds.json', import.meta.url);

export function readKeptSeeds(): readonly KeptSeed[] {
  return JSON.parse(readFileSync(file, 'utf8')) as KeptSeed[];
}

/** One bug breaks many seeds in one way; so many of them are enough to remember it by. */
const SEEDS_PER_KIND = 3;

/** Adds seeds that failed to the list: the first few of each kind, each seed once. */
export function keepSeeds(failed: readonly SeedReport[]): readonly KeptSeed[] {
  const fresh = chooseSeeds(readKeptSeeds(), failed);
  if (fresh.length === 0) return [];
  const all = [...readKeptSeeds(), ...fresh].sort((left, right) => left.seed - right.seed);
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  return fresh;
}

/** Which of the failed seeds are worth keeping beside those that are kept already. */
export function chooseSeeds(
  kept: readonly KeptSeed[],
  failed: readonly Pick<SeedReport, 'seed' | 'violations'>[],
): readonly KeptSeed[] {
  const fresh: KeptSeed[] = [];
  for (const { seed, violations } of failed) {
    const [first] = violations;
    if (!first || kept.some((one) => one.seed === seed)) continue;
    const found = `${first.rule}: ${first.problem.split('\n')[0]}`;
    const alike = [...kept, ...fresh].filter((one) => kindOf(one.found) === kindOf(found));
    if (alike.length < SEEDS_PER_KIND) fresh.push({ seed, found });
  }
  return fresh;
}

/** The words alone: ids and amounts differ from seed to seed. */
function kindOf(found: string): string {
  return found.replace(/[0-9a-f-]{36}|\d+/g, '#');
}
