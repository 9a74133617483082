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

/** Adds the seeds that failed to the list, once each. */
export function keepSeeds(failed: readonly SeedReport[]): void {
  const kept = readKeptSeeds();
  const fresh = failed.flatMap(({ seed, violations: [first] }) => {
    if (!first || kept.some((one) => one.seed === seed)) return [];
    return { seed, found: `${first.rule}: ${first.problem.split('\n')[0]}` };
  });
  if (fresh.length === 0) return;
  const all = [...kept, ...fresh].sort((left, right) => left.seed - right.seed);
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}
