import type { Money } from '@diboas/kernel';

/** Whether there is enough of each asset that is held for all that is taken of it. */
export function covers(held: readonly Money[], taken: readonly Money[]): boolean {
  return held.every(({ asset, units }) => {
    const wanted = taken.reduce((sum, one) => (one.asset === asset ? sum + one.units : sum), 0n);
    return wanted <= units;
  });
}
