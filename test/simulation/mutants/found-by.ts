import { readFileSync } from 'node:fs';

/** Written by ../renew-hints.ts. */
export const HINTS_FILE = new URL('./found-by.json', import.meta.url);

/**
 * The seed that found a bug last, where it is not the first: a hint that is tried first. One that is old costs
 * time and nothing else, as all other seeds follow.
 */
export const FOUND_BY = JSON.parse(readFileSync(HINTS_FILE, 'utf8')) as Readonly<Record<string, number>>;

/** The seeds 1 to `seedsMax`, the hint first. A hint beyond them is none: what is found within them must stay so. */
export function orderSeeds(seedsMax: number, hint = 1): readonly number[] {
  const seeds = Array.from({ length: seedsMax }, (_, index) => index + 1);
  return seeds.toSorted((one, other) => Number(other === hint) - Number(one === hint));
}
